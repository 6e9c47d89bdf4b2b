"""Opening, changing, closing and withdrawing matters, and the lines of their timelines."""

from collections.abc import Iterator
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.following import Done, Rank, then
from danchu.core.models import Ward, WardOwned
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, needs, refuse_if
from danchu.lib.vntext import clean
from danchu.matters.models import Matter, TimelineLine
from danchu.matters.states import LIFE, Step
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
) -> Done[Matter]:
    """Open a public matter of ``ward``; without ``group`` its scope is the whole ward. Raises ``Refused`` without a
    title, or for a group or a unit of another ward."""
    return _opened(ward, title, summary, group=group, unit=unit, at=at)


@official(label="Mở việc chung từ một việc khác", clause=CLAUSE, policy=WITHIN)
def begin_matter(
    *, ward: Ward, title: str, summary: str = "", group: ResidentialGroup | None = None, by: Actor, at: datetime
) -> Done[Matter]:
    """Open a matter within another act, whose own policy says who may. Raises ``Refused`` as ``open_matter`` does."""
    return _opened(ward, title, summary, group=group, unit=None, at=at)


@official(label="Sửa thông tin việc chung", clause=CLAUSE, policy="matters.change", life=LIFE, move="describe")
def describe_matter(
    *,
    matter: Matter,
    title: str,
    summary: str,
    unit: Organisation | None = None,
    by: Actor,
    at: datetime,
) -> Done[Matter]:
    """Say anew what ``matter`` is about and who leads it; its scope stays. Raises ``Refused`` as ``open_matter`` does,
    or when it is not open."""
    refuse_if(_faults(matter.ward_id, title, unit=unit))
    matter.title, matter.summary, matter.unit = clean(title), summary.strip(), unit
    return Done(matter, public=True)


@official(label="Ghi diễn biến của việc chung", clause=CLAUSE, policy=WITHIN)
def add_line(
    *, matter: Matter, step: Step, text: str, address: str = "", is_public: bool = True, by: Actor, at: datetime
) -> Done[TimelineLine]:
    """Add what has happened to the timeline of ``matter``. Other acts call it; nobody writes lines by hand."""
    line = TimelineLine(
        ward=matter.ward, matter=matter, step=step, at=at, text=text[:300], address=address, is_public=is_public
    )
    return Done(line, public=is_public)


@official(label="Kết thúc việc chung", clause=CLAUSE, policy="matters.change", life=LIFE, move="close")
def close_matter(*, matter: Matter, note: str, by: Actor, at: datetime) -> Done[Matter]:
    """Close ``matter`` with a word on its result. Raises ``Refused`` without one, or when it is not open."""
    return _moved(matter, "Kết thúc", note, closed_at=at)


@official(label="Thu hồi việc chung", clause=CLAUSE, policy="matters.change", life=LIFE, move="withdraw")
def withdraw_matter(*, matter: Matter, note: str, by: Actor, at: datetime) -> Done[Matter]:
    """Withdraw ``matter`` with a reason; it stays in sight. Raises ``Refused`` without one, or when it is not open."""
    return _moved(matter, "Thu hồi", note, closed_at=at)


@official(label="Mở lại việc chung", clause=CLAUSE, policy="matters.change", life=LIFE, move="reopen")
def reopen_matter(*, matter: Matter, note: str, by: Actor, at: datetime) -> Done[Matter]:
    """Open ``matter`` again after it was closed, with the reason. How it was closed stays in its timeline."""
    return _moved(matter, "Mở lại", note, closed_at=None)


def _moved(matter: Matter, told: str, note: str, *, closed_at: datetime | None) -> Done[Matter]:
    """``matter`` moves with a word to the people, which its timeline keeps."""
    note = needs(note, "Hãy ghi kết quả hoặc lý do để người dân biết.", "note")
    matter.closed_at, matter.closing_note = closed_at, note if closed_at else ""
    line = then(add_line, rank=Rank.TIMELINE, matter=matter, step=Step.KNOW, text=f"{told}: {note}")
    return Done(matter, line)


def _faults(ward_id: int, title: str, **places: WardOwned | None) -> Iterator[Objection]:
    if not title.strip():
        yield Objection("Hãy ghi tên việc.", "title")
    for field, place in places.items():
        if place is not None and place.ward_id != ward_id:
            yield Objection("Hãy chọn lại trong danh sách của phường.", field)


def _opened(
    ward: Ward, title: str, summary: str, *, group: ResidentialGroup | None, unit: Organisation | None, at: datetime
) -> Done[Matter]:
    refuse_if(_faults(ward.pk, title, group=group, unit=unit))
    matter = Matter(ward=ward, title=clean(title), summary=summary.strip(), group=group, unit=unit, opened_at=at)
    return Done(matter, public=True)
