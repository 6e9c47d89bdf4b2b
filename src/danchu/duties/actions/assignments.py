"""The ward chair assigns clauses of the resolution to units."""

from collections.abc import Iterator
from datetime import date, datetime

from danchu.core import clauses
from danchu.core.actors import Actor
from danchu.core.following import Done, then
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.duties import queries
from danchu.duties.actions.duties import hand_over_duty
from danchu.duties.models import ClauseAssignment
from danchu.lib import clock
from danchu.lib.vntext import clean
from danchu.ward.models import Organisation


@official(label="Phân công khoản của nghị quyết", clause="4.1", policy="duties.assign")
def assign_clause(
    *, ward: Ward, clause: str, unit: Organisation, due_on: date, note: str = "", by: Actor, at: datetime
) -> Done[ClauseAssignment]:
    """Make ``unit`` answerable for ``clause`` until ``due_on``; an earlier assignment stays on record as replaced.

    What is open under the clause goes to ``unit`` where it was the earlier unit's or nobody's. Raises ``Refused`` for
    a clause that the resolution does not have, a unit of another ward, or a day that is over.
    """
    refuse_if(_faults(ward, clause, unit, due_on, clock.local_day(at)))
    earlier = queries.answered_for(ward).filter(clause=clause).first()
    ClauseAssignment.objects.filter(ward=ward, clause=clause, replaced_at=None).update(replaced_at=at)
    open_duties = queries.open_under(ward, clause, earlier.unit if earlier else None)
    return Done(
        ClauseAssignment(ward=ward, clause=clause, unit=unit, due_on=due_on, note=clean(note), assigned_at=at),
        *(then(hand_over_duty, duty=duty, unit=unit) for duty in open_duties),
        public=True,
    )


def _faults(ward: Ward, clause: str, unit: Organisation, due_on: date, today: date) -> Iterator[Objection]:
    if not any(each == clause or each.startswith(f"{clause}.") for each in clauses.titles()):
        yield Objection("Nghị quyết không có khoản này. Hãy chọn lại.")
    if unit.ward_id != ward.pk:
        yield Objection("Hãy chọn lại đơn vị trong danh sách của phường.", "unit")
    if due_on < today:
        yield Objection("Hạn đã qua. Hãy chọn ngày từ hôm nay trở đi.", "due_on")
