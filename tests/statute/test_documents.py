"""The form of administrative documents."""

import pytest

from statute.documents import document_types, element_forms, page_form, symbol


@pytest.mark.parametrize(
    ("letters", "number", "expected"),
    [("TB", 12, "Số: 12/TB-UBND"), ("QĐ", 5, "Số: 05/QĐ-UBND"), ("BB", 120, "Số: 120/BB-UBND")],
)
def test_a_symbol_is_number_letters_and_issuer(letters: str, number: int, expected: str) -> None:
    assert symbol(letters, number, "UBND") == expected


@pytest.mark.parametrize(("letters", "number", "issuer"), [("XX", 1, "UBND"), ("TB", 0, "UBND"), ("TB", 1, "")])
def test_a_symbol_that_the_decree_does_not_know_is_refused(letters: str, number: int, issuer: str) -> None:
    with pytest.raises(ValueError, match="văn bản"):
        symbol(letters, number, issuer)


def test_the_decree_names_twenty_seven_types() -> None:
    types = document_types()
    assert len(types) == 27
    assert (types["TB"], types["BB"], types["TTr"]) == ("Thông báo", "Biên bản", "Tờ trình")


def test_the_page_is_a4_with_a_wide_left_margin() -> None:
    page = page_form()
    assert (page.width_mm, page.height_mm) == (210, 297)
    assert (page.left_mm, page.right_mm) == ((30, 35), (15, 20))


def test_the_motto_is_larger_than_the_national_title_and_both_are_bold() -> None:
    forms = element_forms()
    title, motto = forms["national_title"], forms["motto"]
    assert (title.pt, motto.pt) == ((12, 13), (13, 14))
    assert (title.bold, title.upper, motto.bold, motto.upper) == (True, True, True, False)


def test_place_and_date_are_written_in_italics_and_every_size_is_a_range() -> None:
    forms = element_forms()
    assert forms["place_and_date"].italic
    assert all(11 <= least <= most <= 14 for least, most in (form.pt for form in forms.values()))
