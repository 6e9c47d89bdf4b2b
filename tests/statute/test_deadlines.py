"""Deadlines against cases counted by hand and against a second, day-by-day way of counting."""

import json
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import Calendar, CalendarUnknown, due, period_end
from statute.deadlines import Kind

CASES: list[tuple[str, int, Kind, str]] = [
    ("2026-01-12", 5, "working", "2026-01-19"),  # an ordinary week
    ("2025-12-31", 5, "working", "2026-01-09"),  # 1 and 2 January off
    ("2026-01-08", 2, "working", "2026-01-10"),  # Saturday 10 January is worked
    ("2026-02-12", 1, "working", "2026-02-13"),
    ("2026-02-12", 5, "working", "2026-02-26"),  # Tết, 14 to 22 February
    ("2026-02-13", 5, "calendar", "2026-02-23"),  # 18 February is in Tết
    ("2026-02-17", 3, "working", "2026-02-25"),  # begins in Tết
    ("2026-04-24", 5, "working", "2026-05-06"),  # Hùng Kings on Sunday, so Monday 27 off; 30 April, 1 May
    ("2026-04-24", 6, "calendar", "2026-05-04"),  # 30 April
    ("2026-04-11", 15, "calendar", "2026-04-28"),  # 26 April is Hùng Kings and a Sunday
    ("2026-08-20", 5, "working", "2026-08-26"),  # Saturday 22 August is worked
    ("2026-08-27", 3, "working", "2026-09-04"),  # 29 August to 2 September off
    ("2026-08-17", 15, "calendar", "2026-09-03"),  # 1 September
    ("2026-11-20", 2, "working", "2026-11-25"),  # Tuesday 24 November, Vietnam Culture Day
    ("2026-11-20", 4, "calendar", "2026-11-25"),
    ("2026-03-31", 15, "calendar", "2026-04-15"),  # first quarter's budget report
]


@pytest.mark.parametrize(("start", "days", "kind", "expected"), CASES)
def test_a_deadline_counted_by_hand_is_found(start: str, days: int, kind: Kind, expected: str) -> None:
    assert due(date.fromisoformat(start), days, kind).due_on.isoformat() == expected


SWAPS = st.sets(st.dates(date(2026, 1, 5), date(2026, 12, 20)), max_size=6)


def slow_due(start: date, days: int, kind: Kind, off: set[date], work: set[date]) -> date:
    """The same rule, one day after the other, with nothing shared but the list of public holidays."""
    table = holidays.VN(years=range(2025, 2029))
    worked_swaps = {date(2026, 8, 22), date(2025, 4, 26), date(2026, 1, 10)}

    def worked(day: date) -> bool:
        if day in work:
            return True
        if day in off or day in table or day == date(2026, 1, 2):
            return False
        return day.isoweekday() <= 5 or day in worked_swaps

    day, left = start, days
    while left:
        day += timedelta(days=1)
        if kind == "calendar" or worked(day):
            left -= 1
    while not worked(day):
        day += timedelta(days=1)
    return day


@given(
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.integers(1, 120),
    st.sampled_from(["working", "calendar"]),
    SWAPS,
    SWAPS,
)
def test_every_deadline_equals_the_day_by_day_count(
    start: date, days: int, kind: Kind, off: set[date], work: set[date]
) -> None:
    off = off - work
    calendar = Calendar(extra_off=frozenset(off), extra_work=frozenset(work))
    assert due(start, days, kind, calendar).due_on == slow_due(start, days, kind, off, work)


@given(st.dates(date(2021, 1, 1), date(2029, 12, 31)), st.integers(1, 60), st.sampled_from(["working", "calendar"]))
def test_a_deadline_is_a_working_day_after_the_event_and_one_day_more_is_never_earlier(
    start: date, days: int, kind: Kind
) -> None:
    calendar = Calendar()
    found = due(start, days, kind, calendar)
    assert calendar.is_working_day(found.due_on)
    assert found.due_on >= start + timedelta(days=days)
    assert due(start, days + 1, kind, calendar).due_on >= found.due_on
    assert (found.shifted_from is None) == (kind == "working" or found.due_on == start + timedelta(days=days))


def test_the_explanation_says_the_counting_and_its_articles() -> None:
    assert due(date(2026, 1, 12), 5, "working").explain() == (
        "05 ngày làm việc kể từ ngày tiếp theo của ngày 12/01/2026; hết ngày 19/01/2026 "
        "(Điều 147 Bộ luật Dân sự số 91/2015/QH13)."
    )
    moved = due(date(2026, 4, 24), 6, "calendar").explain()
    assert "hết ngày 04/05/2026 vì ngày 30/04/2026 là ngày nghỉ" in moved
    assert "khoản 5 Điều 148 Bộ luật Dân sự" in moved


def test_a_deadline_in_a_year_without_a_published_schedule_is_provisional() -> None:
    later = due(date(2026, 12, 31), 15, "calendar")
    assert later.provisional
    assert "tạm tính, lịch nghỉ năm 2027 chưa được công bố" in later.explain()
    assert not due(date(2026, 3, 31), 15, "calendar").provisional


def test_a_deadline_turns_into_plain_json() -> None:
    assert json.loads(json.dumps(due(date(2026, 4, 24), 6, "calendar").as_dict())) == {
        "from": "2026-04-24",
        "days": 6,
        "kind": "calendar",
        "due": "2026-05-04",
        "shifted_from": "2026-04-30",
        "provisional": False,
        "explanation": due(date(2026, 4, 24), 6, "calendar").explain(),
        "citations": ["Điều 147 Bộ luật Dân sự số 91/2015/QH13", "khoản 5 Điều 148 Bộ luật Dân sự số 91/2015/QH13"],
    }


def test_beyond_the_known_calendar_there_is_no_deadline() -> None:
    for start, days in ((date(2020, 12, 30), 5), (date(2030, 12, 30), 5)):
        for kind in ("working", "calendar"):
            with pytest.raises(CalendarUnknown):
                due(start, days, kind)  # type: ignore[arg-type]


def test_a_period_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        due(date(2026, 3, 2), 0, "working")
    with pytest.raises(ValueError, match="at least one day"):
        period_end(date(2026, 3, 2), 0)


def test_a_notice_put_up_on_1_march_for_30_days_hangs_through_31_march() -> None:
    assert period_end(date(2026, 3, 1), 30) == date(2026, 3, 31)
