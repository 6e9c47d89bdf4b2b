"""Opening, closing and withdrawing matters, and the lines of their timelines."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.models import Ward
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, refuse_if
from danchu.lib.lifecycle import step as next_state
from danchu.matters.models import Matter, TimelineLine
from danchu.matters.states import MOVES, Step
from danchu.ward.models import Organisation, ResidentialGroup

CLAUSE = "2.2.c.4"


@official(clause=CLAUSE, policy="matters.open")
def open_matter(
    *,
    ward: Ward,
    title: str,
    summary: str = "",
    group: ResidentialGroup | None = None,
    unit: Organisation | None = None,
    by: Actor,
    at: datetime,
) -> Matter:
    """Open a public matter of ``ward``; without ``group`` its scope is the whole ward."""
    return Matter.objects.create(ward=ward, title=title, summary=summary, group=group, unit=unit, opened_at=at)


@official(clause=CLAUSE, policy=WITHIN)
def add_line(
    *, matter: Matter, step: Step, text: str, address: str = "", is_public: bool = True, by: Actor, at: datetime
) -> TimelineLine:
    """Add what has happened to the timeline of ``matter``. Other acts call it; nobody writes lines by hand."""
    return TimelineLine.objects.create(
        ward=matter.ward, matter=matter, step=step, at=at, text=text[:300], address=address, is_public=is_public
    )


@official(clause=CLAUSE, policy="matters.change")
def close_matter(*, matter: Matter, note: str, by: Actor, at: datetime) -> Matter:
    """Close ``matter`` with a word on its result. Raises ``Refused`` without one, or when it is not open."""
    return _end(matter, "close", note, at)


@official(clause=CLAUSE, policy="matters.change")
def withdraw_matter(*, matter: Matter, note: str, by: Actor, at: datetime) -> Matter:
    """Withdraw ``matter`` with a reason; it stays in sight. Raises ``Refused`` without one, or when it is not open."""
    return _end(matter, "withdraw", note, at)


def _end(matter: Matter, move: str, note: str, at: datetime) -> Matter:
    refuse_if([] if note.strip() else [Objection("Hãy ghi kết quả hoặc lý do để người dân biết.", "note")])
    matter.state = next_state(MOVES, matter.state, move)
    matter.closed_at, matter.closing_note = at, note
    matter.save()
    return matter


@official(clause=CLAUSE, policy="matters.change")
def reopen_matter(*, matter: Matter, by: Actor, at: datetime) -> Matter:
    """Open ``matter`` again after it was closed."""
    matter.state = next_state(MOVES, matter.state, "reopen")
    matter.closed_at, matter.closing_note = None, ""
    matter.save()
    return matter
