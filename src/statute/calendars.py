"""Vietnamese working days: weekends, public holidays (Tết by the lunar calendar), and the Government's swaps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from statute.citation import Citation
from statute.tables import LawDataError, read_data

if TYPE_CHECKING:
    from holidays import HolidayBase

_SATURDAY = 5


class CalendarUnknown(LookupError):
    """The day lies outside the range in which days off are known. ``str()`` says so in Vietnamese."""

    def __init__(self, day: date, first: date, last: date) -> None:
        self.day = day
        super().__init__(
            f"Chưa có lịch ngày nghỉ cho ngày {day:%d/%m/%Y}. "
            f"Phần mềm chỉ biết lịch từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}."
        )


@dataclass(frozen=True, slots=True)
class CalendarRange:
    """Between which days the calendar is known, and up to which the yearly schedule has been published.

    ``swapped_off`` (with its name) and ``swapped_work``: the Government's swaps that the package does not carry.
    """

    first: date
    last: date
    confirmed_to: date
    citation: Citation
    source: str
    swapped_off: Mapping[date, str]
    swapped_work: frozenset[date]


@lru_cache(maxsize=1)
def calendar_range() -> CalendarRange:
    """The range that comes with the software."""
    row = read_data("calendar")
    swaps = tuple(row.tables("swap"))
    known = CalendarRange(
        first=row.day("first"),
        last=row.day("last"),
        confirmed_to=row.day("confirmed_to"),
        citation=Citation.parse(row.text("citation")),
        source=row.text("source"),
        swapped_off={swap.day("off"): swap.text("name") for swap in swaps},
        swapped_work=frozenset(swap.day("work") for swap in swaps),
    )
    if not known.first <= known.confirmed_to <= known.last:
        raise LawDataError("calendar.toml: 'confirmed_to' does not lie between 'first' and 'last'")
    return known


@lru_cache(maxsize=64)
def public_holidays(year: int) -> dict[date, str]:
    """The public holidays of ``year``, compensating days and swapped days off included, with Vietnamese names."""
    named = dict(_listed(year).items())
    return named | {day: name for day, name in calendar_range().swapped_off.items() if day.year == year}


def _listed(*years: int) -> HolidayBase:
    import holidays

    return holidays.country_holidays("VN", years=years, language="vi")


@lru_cache(maxsize=64)
def _worked_weekend_days(year: int) -> frozenset[date]:
    """Weekend days of ``year`` that the Government swapped into working days."""
    # A swap may be announced with the year of the day off, so the years around are asked too.
    worked = _listed(year - 1, year, year + 1).weekend_workdays | calendar_range().swapped_work
    return frozenset(day for day in worked if day.year == year)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. ``extra_off`` and ``extra_work`` are the swaps an administrator has entered;
    ``confirmed_to`` is the last day of the years whose schedule has been published or entered.

    Days outside ``first`` to ``last`` raise ``CalendarUnknown``: no answer is better than a wrong one.
    A day that is both off and worked is a ``ValueError``.
    """

    extra_off: frozenset[date] = frozenset()
    extra_work: frozenset[date] = frozenset()
    first: date = field(default_factory=lambda: calendar_range().first)
    last: date = field(default_factory=lambda: calendar_range().last)
    confirmed_to: date = field(default_factory=lambda: calendar_range().confirmed_to)

    def __post_init__(self) -> None:
        both = self.extra_off & self.extra_work
        if both:
            raise ValueError(f"ngày vừa nghỉ vừa làm việc: {min(both):%d/%m/%Y}")
        for day in self.extra_off | self.extra_work:
            self.require(day)

    def require(self, day: date) -> None:
        """Raise ``CalendarUnknown`` unless the days off around ``day`` are known."""
        if not self.first <= day <= self.last:
            raise CalendarUnknown(day, self.first, self.last)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on ``day``."""
        self.require(day)
        return _is_worked(self, day)

    def next_working_day(self, day: date) -> date:
        """The first working day on or after ``day``."""
        self.require(day)
        ordinals = working_ordinals(self)
        place = bisect_right(ordinals, day.toordinal() - 1)
        if place == len(ordinals):
            raise CalendarUnknown(self.last + timedelta(days=1), self.first, self.last)
        return date.fromordinal(ordinals[place])

    def why_off(self, day: date) -> str:
        """Why ``day`` is a day off, in Vietnamese; empty on a working day."""
        if self.is_working_day(day):
            return ""
        if day in self.extra_off:
            return "ngày nghỉ theo thông báo"
        named = public_holidays(day.year).get(day)
        return named or ("Thứ Bảy" if day.weekday() == _SATURDAY else "Chủ nhật")

    def is_confirmed(self, day: date) -> bool:
        """Whether the Government's schedule of days off for that day has been published."""
        return day <= self.confirmed_to


def _is_worked(calendar: Calendar, day: date) -> bool:
    if day in calendar.extra_work:
        return True
    if day in calendar.extra_off or day in public_holidays(day.year):
        return False
    return day.weekday() < _SATURDAY or day in _worked_weekend_days(day.year)


@lru_cache(maxsize=32)
def working_ordinals(calendar: Calendar) -> tuple[int, ...]:
    """The ordinals of all working days of the calendar, in order: what deadlines are found in by bisection."""
    days = range(calendar.first.toordinal(), calendar.last.toordinal() + 1)
    return tuple(each for each in days if _is_worked(calendar, date.fromordinal(each)))
