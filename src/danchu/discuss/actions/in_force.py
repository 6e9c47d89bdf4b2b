"""From when a decision of the whole ward is in force: the day that the ward's Committee sets (khoản 2 Điều 21)."""

from collections.abc import Iterator
from datetime import date, datetime

from danchu.core.actors import Actor
from danchu.core.following import Done, then
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss import queries_following as following
from danchu.discuss.actions.following import begin_carrying_out
from danchu.discuss.models import Decision
from danchu.discuss.states import IN_FORCE
from danchu.duties.effects import fulfil_about
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from danchu.matters.effects import line
from danchu.matters.states import Step
from statute.citation import Citation

CLAUSE = "2.2.c.1"


@official(label="Ghi thời điểm có hiệu lực do Ủy ban quyết định", clause=CLAUSE, policy="discuss.recognise")
def set_day_in_force(*, decision: Decision, on: date, note: str, by: Actor, at: datetime) -> Done[Decision]:
    """Enter the day from which what the ward's groups approved is in force, with the number of the Committee's document
    as ``note``; then carrying out becomes a duty. Raises ``Refused`` for a decision that takes effect otherwise, twice,
    without a document, and for a day before the result."""
    if not following.awaits_day_in_force(decision):
        raise Refused("Việc này không chờ Ủy ban nhân dân phường quyết định thời điểm có hiệu lực.")
    refuse_if(_faults(decision, on, note, at))
    follow_up = following.follow_up_of(decision)
    follow_up.in_force_on, follow_up.in_force_note = on, clean(note)[:300]
    follow_up.save()
    said = f"Có hiệu lực từ ngày {vn_date(on)} ({follow_up.in_force_note})"
    return Done(
        decision,
        fulfil_about(decision, said, kind=IN_FORCE),
        then(begin_carrying_out, decision=decision),
        line(decision.matter, Step.DISCUSS, f"{said}: {decision.title}"[:300], address=decision.get_absolute_url()),
        public=True,
    )


def _faults(decision: Decision, on: date, note: str, at: datetime) -> Iterator[Objection]:
    if not note.strip():
        text = "Hãy ghi số, ngày văn bản của Ủy ban nhân dân phường."
        yield Objection(text, "note", Citation("luat-10-2022", "21", "2"))
    if on < clock.local_day(decision.closed_at or at):
        yield Objection("Ngày này trước khi có kết quả.", "on")
