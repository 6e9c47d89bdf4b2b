"""The clock of a case: each start is a duty, each end fulfils it, each change sets a new one. Acts return what these
give (``core.following``); the software does it, so that the trail names no sender for it."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from danchu.core.following import Effect, by_system
from danchu.duties.actions.duties import Draft
from danchu.duties.effects import drop_about, fulfil_about, open_all
from danchu.duties.queries import name_of
from danchu.inspect import law, queries
from danchu.inspect.models import Case
from danchu.inspect.states import CLASSIFY, FOLLOW_UP, SETTLE, State
from danchu.lib import clock
from danchu.ward.models import Person

CLAUSE = "2.2.c.2"


def restart(case: Case, at: datetime) -> tuple[Effect, ...]:
    """Reckon the last day of the running stage; the duty arises that must be done by then, and the duty of a clock that
    ran before is called off. In a pause none runs. Whoever calls it saves ``case``."""
    counts = law.counts_of(case, list(case.pauses.all()), list(case.extensions.all()))
    case.due_on = law.last_of(counts)
    case.clocks += 1
    called_off = by_system(drop_about(case, "Hạn được tính lại.", keeps=(FOLLOW_UP,)))
    if case.due_on is None:
        return (called_off,)
    return called_off, by_system(open_all([_draft(case, case.due_on, law.basis_of(counts), at)]))


def _draft(case: Case, due_on: date, basis: dict[str, Any], at: datetime) -> Draft:
    is_new = case.state == State.RECEIVED
    return Draft(
        key=queries.duty_key(case),
        clause=CLAUSE,
        kind=CLASSIFY if is_new else SETTLE,
        title=f"{'Phân loại' if is_new else 'Giải quyết'} {case.get_kind_display().lower()} số {case.symbol}",
        arose_on=clock.local_day(at),
        due_on=due_on,
        basis=basis,
        address=reverse("inspect:case", args=[case.pk]),
        about=name_of(case),
        **waits_for(case),
    )


def waits_for(case: Case) -> dict[str, Any]:
    """Whom a duty of ``case`` waits for: its unit and, by name, its handler; of a sealed one its handler only, so that
    nobody is reminded of what nobody but settlers may open."""
    handler = Person.objects.filter(account=case.handler_id).first() if case.handler_id else None
    return {"unit": None if law.kind_of(case.kind).is_sealed else case.unit, "person": handler}


def wanted_after(case: Case, move: str, at: datetime) -> Effect:
    """The duties arise that the law wants done after ``move``."""
    today, who = clock.local_day(at), waits_for(case)
    drafts = []
    for each in law.kind_of(case.kind).after_move(move, case.instance):
        rule = law.rule_for(case, each.rule)
        drafts.append(
            Draft(
                key=f"{queries.after_prefix(case)}{each.key}:{case.clocks}",
                clause=CLAUSE,
                kind=FOLLOW_UP,
                title=f"{each.label}: {case.symbol}",
                arose_on=today,
                due_on=law.last_day(rule, today),
                basis={"rule": rule.key, "words": rule.words(), "citation": rule.basis},
                address=reverse("inspect:case", args=[case.pk]),
                about=name_of(case),
                **who,
            )
        )
    return by_system(open_all(drafts))


def in_time(case: Case, words: str) -> Effect:
    """What had to be done by the running clock was done."""
    return by_system(fulfil_about(case, words, kind__in=(CLASSIFY, SETTLE)))
