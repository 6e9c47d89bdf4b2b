"""What fields take: days of known years, numbers and keys that every database keeps."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from danchu.core.ui.converters import key_of
from danchu.core.ui.forms import LARGEST, YEARS, DateField, Form, IntegerField, MomentField


@given(st.dates())
def test_a_day_is_taken_if_its_year_is_known(day):
    typed = f"{day.day:02}/{day.month:02}/{day.year:04}"
    if day.year in YEARS:
        assert DateField().clean(typed) == day
    else:
        with pytest.raises(ValidationError, match="Năm phải từ 1900 đến 2199"):
            DateField().clean(typed)


@given(st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)))
def test_a_day_is_taken_from_a_keypad_that_has_no_stroke(day):
    typed = f"{day.day:02}{day.month:02}{day.year:04}"
    assert DateField().clean(typed) == day
    assert MomentField().clean(f" {typed} 09:30").date() == day


@pytest.mark.parametrize("typed", ["5112026", "051120261", "20261105", "٠٥١١٢٠٢٦"])
def test_other_digits_are_no_day(typed):
    with pytest.raises(ValidationError):
        DateField().clean(typed)


@pytest.mark.parametrize("typed", ["01/01/0001 00:00", "31/12/9999 23:59"])
def test_a_moment_of_an_unknown_year_is_refused(typed):
    with pytest.raises(ValidationError, match="Năm phải từ"):
        MomentField().clean(typed)


def test_a_day_that_is_none_is_told_how_to_write_one():
    with pytest.raises(ValidationError, match="ví dụ"):
        DateField().clean("30/02/2026")
    assert DateField().clean(date(2026, 3, 2)) == date(2026, 3, 2)


@given(st.integers())
def test_a_number_is_taken_if_every_database_keeps_it(number):
    if abs(number) <= LARGEST:
        assert IntegerField().clean(str(number)) == number
    else:
        with pytest.raises(ValidationError):
            IntegerField().clean(str(number))


def all_forms(form: type[Form] = Form) -> list[type[Form]]:
    return [each for heir in form.__subclasses__() for each in (heir, *all_forms(heir))]


def test_numbers_days_and_telephones_open_the_keypad_that_has_them():
    get_resolver().url_patterns  # noqa: B018  the forms of all pages are read in
    shown = [
        (f"{form.__module__}.{form.__name__}", name, field)
        for form in all_forms()
        for name, field in form.base_fields.items()
    ]
    visible = [each for each in shown if not each[2].widget.is_hidden]
    asked = {
        (form, name): "numeric" if isinstance(field, IntegerField | DateField) else "tel"
        for form, name, field in visible
        if (isinstance(field, IntegerField) and field.min_value >= 0) or isinstance(field, DateField) or "phone" in name
    }
    assert {"numeric", "tel"} <= {*asked.values()}
    assert {
        (form, name): field.widget.attrs.get("inputmode") for form, name, field in visible if (form, name) in asked
    } == asked


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_a_key_is_read(number):
    assert key_of(str(number)) == number


@pytest.mark.parametrize("text", ["", "-1", "²", "٣", "1e3", " 1", "1\n", "9223372036854775808", "9" * 5_000])
def test_what_is_no_key_is_none(text):
    assert key_of(text) is None
