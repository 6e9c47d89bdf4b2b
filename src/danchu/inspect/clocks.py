"""The clock of a case: each start is a duty, each end fulfils it, each change sets a new one. Called within acts."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from danchu.core.actors import SYSTEM
from danchu.duties.actions.about import OpenDuties
from danchu.duties.actions.duties import Draft, open_duties
from danchu.duties.queries import name_of
from danchu.inspect import law, queries
from danchu.inspect.models import Case
from danchu.inspect.states import CLASSIFY, FOLLOW_UP, SETTLE, State
from danchu.lib import clock
from danchu.ward.models import Person

CLAUSE = "2.2.c.2"


def start_clock(case: Case, at: datetime) -> None:
    """Reckon the last day of the running stage and let the duty arise that must be done by then; the duty of a clock
    that ran before is called off. In a pause none runs. Saves ``case``."""
    drop_duty(case, "Hạn được tính lại.", at)
    counts = law.counts_of(case, list(case.pauses.all()), list(case.extensions.all()))
    case.due_on = law.last_of(counts)
    case.clocks += 1
    case.save()
    if case.due_on is None:
        return
    is_new = case.state == State.RECEIVED
    draft = Draft(
        key=queries.duty_key(case),
        clause=CLAUSE,
        kind=CLASSIFY if is_new else SETTLE,
        title=f"{'Phân loại' if is_new else 'Giải quyết'} {case.get_kind_display().lower()} số {case.symbol}",
        arose_on=clock.local_day(at),
        due_on=case.due_on,
        basis=law.basis_of(counts),
        address=reverse("inspect:case", args=[case.pk]),
        about=name_of(case),
        **waits_for(case),
    )
    open_duties(ward=case.ward, drafts=[draft], by=SYSTEM, at=at)


def waits_for(case: Case) -> dict[str, Any]:
    """Whom a duty of ``case`` waits for: its unit and, by name, its handler; of a sealed one its handler only, so that
    nobody is reminded of what nobody but settlers may open."""
    handler = Person.objects.filter(account=case.handler_id).first() if case.handler_id else None
    return {"unit": None if law.kind_of(case.kind).is_sealed else case.unit, "person": handler}


def start_after(case: Case, move: str, at: datetime) -> None:
    """Let the duties arise that the law wants done after ``move``."""
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
    open_duties(ward=case.ward, drafts=drafts, by=SYSTEM, at=at)


def fulfil_clock(case: Case, words: str, at: datetime) -> None:
    """What had to be done by the running clock was done."""
    OpenDuties(case, SYSTEM, at).fulfil(words, kind__in=(CLASSIFY, SETTLE))


def drop_duty(case: Case, reason: str, at: datetime) -> None:
    """What had to be done by the running clock need not be done any more."""
    OpenDuties(case, SYSTEM, at).drop(reason, keep=Q(kind=FOLLOW_UP))


def drop_duties(case: Case, reason: str, at: datetime) -> None:
    """Nothing need be done about ``case`` any more, what the law wanted after its earlier steps neither."""
    OpenDuties(case, SYSTEM, at).drop(reason)
