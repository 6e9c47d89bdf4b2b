"""The year's disclosures become duties before anyone has to think of them."""

from datetime import date, datetime, timedelta

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import WITHIN, official
from danchu.duties import queries as duties
from danchu.duties.actions.duties import Draft
from danchu.duties.effects import TITLE_LENGTH, open_all
from danchu.know import law
from danchu.know.actions.drafting import CLAUSE
from danchu.know.queries import KIND, duty_key, planned_address
from danchu.ward.models import Organisation
from statute.obligations import Obligation


@official(label="Lập kế hoạch công khai của năm", clause=CLAUSE, policy=WITHIN)
def plan_year(*, ward: Ward, year: int, by: Actor, at: datetime) -> Done[Ward]:
    """Let the recurring disclosures that fall due in ``year`` arise as duties of the unit that answers for the clause.

    Safe to repeat: what was planned stays as it is.
    """
    unit = _answering_unit(ward)
    return Done(ward, open_all(_draft(each, unit) for each in law.due_in(year)))


def _draft(obligation: Obligation, unit: Organisation | None) -> Draft:
    value = law.value_of(obligation)
    return Draft(
        key=duty_key(obligation.key),
        clause=CLAUSE,
        kind=KIND,
        title=f"Công khai: {obligation.title}, {obligation.period_label}"[:TITLE_LENGTH],
        arose_on=_day_after(obligation.due.start),
        due_on=obligation.due.due_on,
        basis={
            "citation": str(obligation.citation),
            "statutory": obligation.statutory,
            "item": value,
            "title": f"{obligation.title}, {obligation.period_label}",
            **obligation.due.as_dict(),
            "explanation": " ".join(filter(None, (_explained(obligation), obligation.note))),
        },
        unit=unit,
        address=planned_address(obligation.key),
    )


def _explained(obligation: Obligation) -> str:
    """How the last day is counted, and how sure the period is."""
    counted = f"{obligation.due.explain()} Thời hạn: {obligation.limit.citation}"
    return f"{counted}; {obligation.limit.mark}." if obligation.limit.mark else f"{counted}."


def _day_after(day: date) -> date:
    return day + timedelta(days=1)


def _answering_unit(ward: Ward) -> Organisation | None:
    """The unit to which the clause is assigned, or a part of it that stands above."""
    units = {each.clause: each.unit for each in duties.answered_for(ward)}
    parts = CLAUSE.split(".")
    clauses = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((units[each] for each in clauses if each in units), None)
