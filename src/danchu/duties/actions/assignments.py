"""The ward chair assigns clauses of the resolution to units."""

from datetime import date, datetime

from danchu.core.actors import Actor
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.duties.models import ClauseAssignment
from danchu.ward.models import Organisation


@official(clause="4.1", policy="duties.assign")
def assign_clause(
    *, ward: Ward, clause: str, unit: Organisation, due_on: date, note: str = "", by: Actor, at: datetime
) -> ClauseAssignment:
    """Make ``unit`` answerable for ``clause`` until ``due_on``; an earlier assignment stays on record as replaced."""
    ClauseAssignment.objects.filter(ward=ward, clause=clause, replaced_at=None).update(replaced_at=at)
    return ClauseAssignment.objects.create(
        ward=ward, clause=clause, unit=unit, due_on=due_on, note=note, assigned_at=at
    )
