"""Working days: weekends, Tết by the lunar calendar, public holidays, swaps; no answer where none is known."""

from datetime import date

import pytest

from statute import Calendar, CalendarUnknown

CALENDAR = Calendar()
TET_2026 = [date(2026, 2, day) for day in range(14, 23)]


def test_tet_2026_is_nine_days_off_from_the_27th_of_the_twelfth_month_to_the_sixth_of_the_first() -> None:
    assert not any(CALENDAR.is_working_day(day) for day in TET_2026)
    assert CALENDAR.is_working_day(date(2026, 2, 13))
    assert CALENDAR.is_working_day(date(2026, 2, 23))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 4, 27), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        (date(2026, 4, 30), "Ngày Chiến thắng"),
        (date(2026, 5, 1), "Ngày Quốc tế Lao động"),
        (date(2026, 9, 2), "Quốc khánh"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2026, 1, 2), "Nghỉ Tết Dương lịch (hoán đổi sang ngày 10/01/2026)"),
        (date(2026, 3, 7), "Thứ Bảy"),
        (date(2026, 3, 8), "Chủ nhật"),
        (date(2026, 3, 9), ""),
    ],
)
def test_a_day_off_says_why_it_is_off(day: date, why: str) -> None:
    assert CALENDAR.why_off(day) == why
    assert CALENDAR.is_working_day(day) == (why == "")


def test_vietnam_culture_day_is_off_from_2026_only() -> None:
    assert CALENDAR.is_working_day(date(2025, 11, 24))
    assert not CALENDAR.is_working_day(date(2026, 11, 24))


@pytest.mark.parametrize("day", [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)])
def test_a_saturday_that_the_government_swapped_is_worked(day: date) -> None:
    assert CALENDAR.is_working_day(day)


def test_an_administrator_s_swap_moves_a_day_off_and_says_so() -> None:
    off, work = date(2026, 6, 5), date(2026, 6, 13)
    swapped = Calendar(extra_off=frozenset({off}), extra_work=frozenset({work}))
    assert not swapped.is_working_day(off)
    assert swapped.is_working_day(work)
    assert swapped.why_off(off) == "ngày nghỉ theo thông báo"
    assert CALENDAR.is_working_day(off)


def test_a_day_cannot_be_both_off_and_worked() -> None:
    day = frozenset({date(2026, 6, 5)})
    with pytest.raises(ValueError, match="05/06/2026"):
        Calendar(extra_off=day, extra_work=day)


def test_the_next_working_day_is_the_day_itself_when_it_is_worked() -> None:
    assert CALENDAR.next_working_day(date(2026, 2, 13)) == date(2026, 2, 13)
    assert CALENDAR.next_working_day(date(2026, 2, 14)) == date(2026, 2, 23)


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2031, 1, 1)])
def test_outside_the_known_years_there_is_no_answer(day: date) -> None:
    with pytest.raises(CalendarUnknown, match="Chưa có lịch ngày nghỉ"):
        CALENDAR.is_working_day(day)
    with pytest.raises(CalendarUnknown):
        CALENDAR.next_working_day(day)
    with pytest.raises(CalendarUnknown):
        Calendar(extra_off=frozenset({day}))


def test_a_weekend_at_the_very_end_has_no_next_working_day() -> None:
    short = Calendar(first=date(2026, 3, 2), last=date(2026, 3, 8))
    with pytest.raises(CalendarUnknown):
        short.next_working_day(date(2026, 3, 7))


def test_only_years_whose_schedule_was_published_are_confirmed() -> None:
    assert CALENDAR.is_confirmed(date(2026, 12, 31))
    assert not CALENDAR.is_confirmed(date(2027, 1, 4))
    assert Calendar(confirmed_to=date(2027, 12, 31)).is_confirmed(date(2027, 1, 4))
