"""Opening, changing, closing and withdrawing matters, and the lines of their timelines."""

from collections.abc import Iterator
from datetime import datetime

from danchu.core import revision
from danchu.core.actors import Actor
from danchu.core.models import Ward, WardOwned
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, refuse_if
from danchu.lib.lifecycle import step as next_state
from danchu.lib.vntext import clean
from danchu.matters.models import Matter, TimelineLine
from danchu.matters.states import MOVES, Step
from danchu.ward.models import Organisation, ResidentialGroup

CLAUSE = "2.2.c.4"


@official(label="Mở việc chung", clause=CLAUSE, policy="matters.open")
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
    """Open a public matter of ``ward``; without ``group`` its scope is the whole ward. Raises ``Refused`` without a
    title, or for a group or a unit of another ward."""
    return _opened(ward, title, summary, group=group, unit=unit, at=at)


@official(label="Mở việc chung từ một việc khác", clause=CLAUSE, policy=WITHIN)
def begin_matter(
    *, ward: Ward, title: str, summary: str = "", group: ResidentialGroup | None = None, by: Actor, at: datetime
) -> Matter:
    """Open a matter within another act, whose own policy says who may. Raises ``Refused`` as ``open_matter`` does."""
    return _opened(ward, title, summary, group=group, unit=None, at=at)


@official(label="Sửa thông tin việc chung", clause=CLAUSE, policy="matters.change")
def describe_matter(
    *,
    matter: Matter,
    title: str,
    summary: str,
    unit: Organisation | None = None,
    by: Actor,
    at: datetime,
) -> Matter:
    """Say anew what ``matter`` is about and who leads it; its scope stays. Raises ``Refused`` as ``open_matter`` does,
    or when it is not open."""
    refuse_if(_faults(matter.ward_id, title, unit=unit))
    matter.state = next_state(MOVES, matter.state, "describe")
    matter.title, matter.summary, matter.unit = clean(title), summary.strip(), unit
    matter.save()
    revision.bump(matter.ward)
    return matter


@official(label="Ghi diễn biến của việc chung", clause=CLAUSE, policy=WITHIN)
def add_line(
    *, matter: Matter, step: Step, text: str, address: str = "", is_public: bool = True, by: Actor, at: datetime
) -> TimelineLine:
    """Add what has happened to the timeline of ``matter``. Other acts call it; nobody writes lines by hand."""
    if is_public:
        revision.bump(matter.ward)
    return TimelineLine.objects.create(
        ward=matter.ward, matter=matter, step=step, at=at, text=text[:300], address=address, is_public=is_public
    )


@official(label="Kết thúc việc chung", clause=CLAUSE, policy="matters.change")
def close_matter(*, matter: Matter, note: str, by: Actor, at: datetime) -> Matter:
    """Close ``matter`` with a word on its result. Raises ``Refused`` without one, or when it is not open."""
    return _move(matter, "close", note, by, at)


@official(label="Thu hồi việc chung", clause=CLAUSE, policy="matters.change")
def withdraw_matter(*, matter: Matter, note: str, by: Actor, at: datetime) -> Matter:
    """Withdraw ``matter`` with a reason; it stays in sight. Raises ``Refused`` without one, or when it is not open."""
    return _move(matter, "withdraw", note, by, at)


@official(label="Mở lại việc chung", clause=CLAUSE, policy="matters.change")
def reopen_matter(*, matter: Matter, note: str, by: Actor, at: datetime) -> Matter:
    """Open ``matter`` again after it was closed, with the reason. How it was closed stays in its timeline."""
    return _move(matter, "reopen", note, by, at)


_TOLD = {"close": "Kết thúc", "withdraw": "Thu hồi", "reopen": "Mở lại"}


def _move(matter: Matter, move: str, note: str, by: Actor, at: datetime) -> Matter:
    """Move ``matter`` with a word to the people, which its timeline keeps."""
    note = note.strip()
    refuse_if([] if note else [Objection("Hãy ghi kết quả hoặc lý do để người dân biết.", "note")])
    matter.state = next_state(MOVES, matter.state, move)
    matter.closed_at, matter.closing_note = (None, "") if move == "reopen" else (at, note)
    matter.save()
    add_line(matter=matter, step=Step.KNOW, text=f"{_TOLD[move]}: {note}", by=by, at=at)
    return matter


def _faults(ward_id: int, title: str, **places: WardOwned | None) -> Iterator[Objection]:
    if not title.strip():
        yield Objection("Hãy ghi tên việc.", "title")
    for field, place in places.items():
        if place is not None and place.ward_id != ward_id:
            yield Objection("Hãy chọn lại trong danh sách của phường.", field)


def _opened(
    ward: Ward, title: str, summary: str, *, group: ResidentialGroup | None, unit: Organisation | None, at: datetime
) -> Matter:
    refuse_if(_faults(ward.pk, title, group=group, unit=unit))
    revision.bump(ward)
    return Matter.objects.create(
        ward=ward, title=clean(title), summary=summary.strip(), group=group, unit=unit, opened_at=at
    )
