"""Counting periods as the Civil Code does (articles 147 and 148)."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from statute.calendars import Calendar, CalendarUnknown, working_ordinals
from statute.citation import Citation

Kind = Literal["working", "calendar"]
KIND_WORDS: dict[Kind, str] = {"working": "ngày làm việc", "calendar": "ngày"}

_STANDARD = Calendar()


def _first_day() -> Citation:
    return Citation("bo-luat-dan-su-2015", "147")


def _last_day_off() -> Citation:
    return Citation("bo-luat-dan-su-2015", "148", "5")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which an act is in time.

    ``start``: the day of the event, itself not counted. ``shifted_from``: the counted last day when it was a day
    off, so that the period ends on the next working day. ``provisional``: the days off of that year are not yet
    published, so the date may move.
    """

    due_on: date
    start: date
    days: int
    kind: Kind
    shifted_from: date | None
    provisional: bool

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles that were applied."""
        return (_first_day(), _last_day_off()) if self.shifted_from else (_first_day(),)

    def explain(self) -> str:
        """The counting in Vietnamese words, with its articles."""
        text = (
            f"{self.days:02d} {KIND_WORDS[self.kind]} kể từ ngày tiếp theo của ngày {self.start:%d/%m/%Y}; "
            f"hết ngày {self.due_on:%d/%m/%Y}"
        )
        if self.shifted_from:
            text += f" vì ngày {self.shifted_from:%d/%m/%Y} là ngày nghỉ"
        if self.provisional:
            text += f"; tạm tính, lịch nghỉ năm {self.due_on.year} chưa được công bố"
        return f"{text} ({'; '.join(str(each) for each in self.citations)})."

    def as_dict(self) -> dict[str, object]:
        """The deadline in plain values for JSON: dates as ISO text."""
        return {
            "from": self.start.isoformat(),
            "days": self.days,
            "kind": self.kind,
            "due": self.due_on.isoformat(),
            "shifted_from": self.shifted_from.isoformat() if self.shifted_from else None,
            "provisional": self.provisional,
            "explanation": self.explain(),
            "citations": [str(each) for each in self.citations],
        }


def due(start: date, days: int, kind: Kind, calendar: Calendar = _STANDARD) -> Deadline:
    """When ``days`` days from the event on ``start`` end.

    The day of the event is not counted (article 147). Calendar days that end on a day off end on the next working
    day (article 148.5); working days are counted one by one. ``days`` is at least 1, else ``ValueError``.
    Raises ``CalendarUnknown`` when the start or the end lies outside the known calendar.
    """
    if days < 1:
        raise ValueError("a period has at least one day")
    calendar.require(start)
    if kind == "working":
        end, counted = _nth_working_day(start, days, calendar), None
    else:
        last = start + timedelta(days=days)
        end = calendar.next_working_day(last)
        counted = last if end != last else None
    return Deadline(end, start, days, kind, counted, provisional=not calendar.is_confirmed(end))


def _nth_working_day(start: date, days: int, calendar: Calendar) -> date:
    ordinals = working_ordinals(calendar)
    place = bisect_right(ordinals, start.toordinal()) + days - 1
    if place >= len(ordinals):
        raise CalendarUnknown(calendar.last + timedelta(days=1), calendar.first, calendar.last)
    return date.fromordinal(ordinals[place])


def period_end(start: date, n_days: int) -> date:
    """The last day on which something put up on ``start`` must still be there to have been up ``n_days`` days.

    The day of putting up is not counted (article 147): 30 days from 1 March run to 31 March, and the notice may come
    down on 1 April. The end is not moved off a weekend: the period is a least duration, not a time to act.
    """
    if n_days < 1:
        raise ValueError("a period has at least one day")
    return start + timedelta(days=n_days)


def months_end(start: date, months: int) -> date:
    """The last day of a period of ``months`` from the event on ``start``: the same day of the last month, or its last
    day where it has no such day (article 148, clause 4). ``ValueError`` below 1."""
    if months < 1:
        raise ValueError("a period has at least one month")
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
