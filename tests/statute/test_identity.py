"""The personal identification number tells place, century, sex and year; a wrong one says what is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import Citation
from statute.identity import Sex, check, number_rules

WOMAN_1985 = "019185000123"
MAN_2004 = "024204000123"


def reasons(number: str, born: date | None = None, sex: Sex | None = None) -> list[str]:
    return [each.text for each in check(number, born, sex).reasons]


def test_a_number_that_fits_birth_and_sex_is_ok() -> None:
    assert check(WOMAN_1985, date(1985, 3, 1), "female")
    assert check(MAN_2004, date(2004, 3, 1), "male")
    assert check(WOMAN_1985)


def test_there_are_sixty_three_codes_of_provinces() -> None:
    rules = number_rules()
    assert len(rules.provinces) == 63
    assert (rules.provinces["001"], rules.provinces["019"], rules.provinces["096"]) == (
        "Hà Nội",
        "Thái Nguyên",
        "Cà Mau",
    )


def test_a_lost_leading_zero_and_an_old_card_are_recognised() -> None:
    assert "mất số 0 ở đầu" in reasons(WOMAN_1985[1:])[0]
    assert "chứng minh nhân dân cũ" in reasons("090123456")[0]


@pytest.mark.parametrize("number", ["", "01918500012a", "019 185 000 123", "٠١٩١٨٥٠٠٠١٢٣", "019185000123456"])
def test_anything_but_twelve_plain_digits_is_refused_with_the_article(number: str) -> None:
    verdict = check(number)
    assert not verdict
    assert verdict.reasons[0].citation == Citation("luat-can-cuoc-2023", "12")


def test_every_fault_is_named_at_once() -> None:
    assert reasons("003185000123", date(1986, 3, 1), "male") == [
        "Ba số đầu 003 không phải mã tỉnh, thành phố nào.",
        "Số này của người sinh năm 1985, nhưng ngày sinh ghi năm 1986.",
        "Số này của nữ, nhưng giới tính ghi là nam.",
    ]


def test_a_century_that_nobody_alive_belongs_to_is_refused() -> None:
    assert "Số thứ tư là 9" in reasons("019985000123")[0]


def test_a_birth_registered_abroad_is_not_refused() -> None:
    assert check("124185000123")


places = st.sampled_from(sorted(number_rules().provinces))


@given(
    places, st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["male", "female"]), st.integers(0, 999_999)
)
def test_a_number_made_by_the_rule_is_ok_and_for_no_other_year_or_sex(
    place: str, born: date, sex: Sex, serial: int
) -> None:
    digit = (0 if born.year < 2000 else 2) + (sex == "female")
    number = f"{place}{digit}{born.year % 100:02d}{serial:06d}"
    other: Sex = "male" if sex == "female" else "female"
    assert check(number, born, sex)
    assert not check(number, born, other)
    assert not check(number, date(born.year - 1, 1, 1), sex)


@given(st.text(max_size=14))
def test_no_text_makes_the_check_fail(text: str) -> None:
    verdict = check(text, date(1985, 1, 1), "male")
    assert bool(verdict) == (not verdict.reasons)
