"""Understanding the cells."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.core.spreadsheets import values
from danchu.core.spreadsheets.cells import CellValue
from danchu.core.spreadsheets.values import PartialDate, Precision, Sex

TODAY = date(2026, 11, 24)
CELLS = st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes())


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("05/03/1962", date(1962, 3, 5), "day"),
        ("5/3/62", date(1962, 3, 5), "day"),
        ("5-3-1962", date(1962, 3, 5), "day"),
        ("05.03.1962", date(1962, 3, 5), "day"),
        (" 5 / 3 / 1962 ", date(1962, 3, 5), "day"),
        ("ngày 5 tháng 3 năm 1962", date(1962, 3, 5), "day"),
        ("1962-03-05", date(1962, 3, 5), "day"),
        ("1962-03-05 00:00:00", date(1962, 3, 5), "day"),
        ("03/1962", date(1962, 3, 1), "month"),
        ("1962", date(1962, 1, 1), "year"),
        (1962, date(1962, 1, 1), "year"),
        ("Năm 1962", date(1962, 1, 1), "year"),
        (date(1962, 3, 5), date(1962, 3, 5), "day"),
        (datetime.fromisoformat("1962-03-05T07:00"), date(1962, 3, 5), "day"),
        ("1/1/25", date(2025, 1, 1), "day"),
        ("1/1/27", date(1927, 1, 1), "day"),
    ],
)
def test_dates_as_people_type_them(typed: CellValue, day: date, precision: str):
    assert values.partial_date(typed, latest=TODAY).value == PartialDate(day, Precision(precision))


@pytest.mark.parametrize("typed", ["31/02/1960", "13/13/2000", "hôm qua", "0/0/1980", 27030, "1/1/2030", "1700", True])
def test_impossible_dates_are_refused_with_what_to_do(typed: CellValue):
    parsed = values.partial_date(typed, latest=TODAY)
    assert parsed.value is None
    assert "hãy" in parsed.error


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from(["/", "-", "."]), st.booleans())
def test_every_day_typed_the_vietnamese_way_is_that_day(day: date, mark: str, padded: bool):
    typed = f"{day:%d}{mark}{day:%m}{mark}{day.year}" if padded else f"{day.day}{mark}{day.month}{mark}{day.year}"
    assert values.partial_date(typed, latest=TODAY).value == PartialDate(day)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("(+84)0912345678", "+84912345678"),
        (912345678, "+84912345678"),
        ("'0912345678", "+84912345678"),
        ("0208 3855 123", "+842083855123"),
        ("024.3825.1234", "+842438251234"),
        ("0912345678; 0987654321", "+84912345678"),
        ("0912345678/0987654321", "+84912345678"),
        ("01621234567", "+84321234567"),
    ],
)
def test_phone_numbers_as_people_type_them(typed: CellValue, meant: str):
    assert values.phone(typed).value == meant


@pytest.mark.parametrize("typed", ["12345", "không có", "09123456789", "0012", 3.5, "+1 202 555 0100"])
def test_what_is_no_vietnamese_phone_number_is_refused(typed: CellValue):
    assert "hãy nhập đủ 10 số" in values.phone(typed).error


def test_repairs_are_told():
    assert values.phone("0912345678, 0987654321").note == "Ô có nhiều số; lấy số đầu 0912345678."
    assert "0321234567" in values.phone("01621234567").note


def test_zeros_that_excel_dropped_come_back_with_a_note():
    assert values.digits("038093012345").value == "038093012345"
    restored = values.digits(38093012345)
    assert (restored.value, bool(restored.note)) == ("038093012345", True)
    assert values.digits(1093012345).value == "001093012345"
    assert values.digits(38093012345.0).value == "038093012345"
    assert values.digits("'038 093 012 345").value == "038093012345"


def test_digits_typed_as_text_are_not_filled_up():
    assert "12 chữ số" in values.digits("38093012345").error
    assert "12 hoặc 9 chữ số" in values.digits("1234", lengths=(9, 12)).error
    assert values.digits("0380930123４5").error


@pytest.mark.parametrize(
    ("typed", "number"),
    [("5", 5), (" 1.234.567 ", 1234567), ("1,234", 1234), (5.0, 5), ("-3", -3), ("12 000", 12000)],
)
def test_whole_numbers_as_people_type_them(typed: CellValue, number: int):
    assert values.integer(typed).value == number


@pytest.mark.parametrize("typed", ["năm", 1.5, "1.5", "1.23.4", True, "٣", "9" * 40])
def test_what_is_no_whole_number_is_refused(typed: CellValue):
    assert "chỉ nhập chữ số" in values.integer(typed).error


def test_sex_and_yes_or_no():
    assert [values.sex(typed).value for typed in ("Nam", "NỮ", "nu", " nữ ")] == [
        Sex.MALE,
        Sex.FEMALE,
        Sex.FEMALE,
        Sex.FEMALE,
    ]
    assert "Nam hoặc Nữ" in values.sex("1").error
    assert [values.boolean(typed).value for typed in ("Có", "x", True, 1)] == [True] * 4
    assert [values.boolean(typed).value for typed in ("Không", False, 0)] == [False] * 3
    assert "Có hoặc Không" in values.boolean("có lẽ").error


def test_a_choice_is_found_whatever_its_marks():
    assert values.choice("vo", ("Vợ", "Con")).value == "Vợ"
    assert "hãy chọn: Vợ, Con" in values.choice("bạn", ("Vợ", "Con")).error


@given(CELLS, st.sampled_from(sorted(values.PARSERS)))
def test_every_cell_has_an_answer_a_value_or_a_fault(cell: CellValue, kind: str):
    parsed = values.PARSERS[kind](cell)
    assert not (parsed.error and parsed.value is not None)


@given(st.sampled_from(sorted(values.PARSERS)))
def test_an_empty_cell_is_no_fault(kind: str):
    assert values.PARSERS[kind](None).ok
    assert values.PARSERS[kind]("").ok
