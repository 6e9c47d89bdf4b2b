"""What of the law's lists must be disclosed again every quarter, half year or year, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from statute.calendars import Calendar
from statute.citation import Citation
from statute.deadlines import Deadline, due
from statute.disclosure import DisclosureItem, Every, Schedule, TimeLimit, disclosure_list, holds

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Obligation:
    """One recurring disclosure in one period. ``item`` is none for a duty of the whole list.

    ``statutory`` is false when ``due`` is only a reminder (see ``Schedule``). ``key`` is unique and stable.
    """

    key: str
    item: DisclosureItem | None
    title: str
    period_label: str
    period_end: date
    due: Deadline
    statutory: bool
    citation: Citation
    limit: TimeLimit
    note: str


def obligations(year: int, calendar: Calendar, list: str = "commune") -> tuple[Obligation, ...]:
    """The recurring disclosures of ``year``, by date due. Items count as the law stands at the end of each period.

    Raises ``CalendarUnknown`` when a date due lies outside the calendar.
    """
    table = disclosure_list(list)
    sources: tuple[tuple[DisclosureItem | None, tuple[Schedule, ...]], ...] = (
        (None, table.schedules),
        *((each, each.schedules) for each in table.items),
    )
    found = [
        _obligation(table.key, owner, schedule, period, calendar)
        for owner, schedules in sources
        for schedule in schedules
        for period in _periods(year, schedule.every)
        if holds(schedule, period.end) and (owner is None or holds(owner, period.end))
    ]
    return tuple(sorted(found, key=lambda each: (each.due.due_on, each.key)))


@dataclass(frozen=True, slots=True)
class _Period:
    mark: str
    label: str
    start: date
    end: date


def _periods(year: int, every: Every) -> tuple[_Period, ...]:
    if every == "year":
        return (_Period(f"{year}", f"Năm {year}", date(year, 1, 1), date(year, 12, 31)),)
    if every == "three_and_nine_months":
        begin = date(year, 1, 1)
        return (
            _Period(f"{year}-Q1", f"03 tháng đầu năm {year}", begin, date(year, 3, 31)),
            _Period(f"{year}-Q3", f"09 tháng đầu năm {year}", begin, date(year, 9, 30)),
        )
    if every == "half_year":
        return (_Period(f"{year}-H1", f"6 tháng đầu năm {year}", date(year, 1, 1), date(year, 6, 30)),)
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)] + [date(year + 1, 1, 1)]
    return tuple(
        _Period(f"{year}-Q{n + 1}", f"Quý {_ROMAN[n]}/{year}", starts[n], starts[n + 1] - timedelta(days=1))
        for n in range(4)
    )


def _obligation(
    list_key: str, owner: DisclosureItem | None, schedule: Schedule, period: _Period, calendar: Calendar
) -> Obligation:
    event = _event(schedule, period)
    limit = next(each for each in schedule.limits if holds(each, event))
    parts = [list_key, *([owner.key] if owner else []), schedule.key, period.mark]
    return Obligation(
        key="/".join(parts),
        item=owner,
        title=schedule.title,
        period_label=period.label,
        period_end=period.end,
        due=due(event, limit.days, limit.kind, calendar),
        statutory=not schedule.reminder,
        citation=schedule.citation,
        limit=limit,
        note=schedule.note,
    )


def _event(schedule: Schedule, period: _Period) -> date:
    match schedule.anchor:
        case "before_period":
            return period.start - timedelta(days=1)
        case "day":
            month, day = (int(part) for part in schedule.day.split("-"))
            return date(period.end.year + schedule.next_year, month, day)
    return period.end
