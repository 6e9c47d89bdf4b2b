"""Rules hold between dates; a ward's dated corrections lie over them and change nothing underneath."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import Citation, LawDataError, Override, Parameter, RuleBook, RuleUnknown, rulebook
from statute.parameters import parse_rules
from statute.tables import parse_data

DAY = date(2026, 3, 1)
GOOD = """
[[rule]]
key = "length"
label = "Thời gian"
value = 20
unit = "calendar_days"
bound = "at_least"
holds_from = 2023-07-01
citation = "luat-10-2022/28.2"
read = "official"
source = "text"
"""


def rules(text: str) -> tuple[Parameter, ...]:
    return parse_rules(parse_data(text, "test.toml"))


def rule(start: date, end: date | None = None, value: int = 20) -> Parameter:
    return replace(rules(GOOD)[0], holds_from=start, holds_to=end, value=value)


def test_the_majorities_of_article_21_are_two_thirds_and_more_than_half() -> None:
    contributions = rulebook().value("decision.majority.contributions", on=DAY)
    others = rulebook().value("decision.majority.others", on=DAY)
    assert (contributions.fraction, contributions.bound) == (Fraction(2, 3), "at_least")
    assert (others.fraction, others.bound) == (Fraction(1, 2), "more_than")
    assert contributions.citation == Citation("luat-10-2022", "21", "1")
    assert contributions.verified
    assert others.verified


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("consultation.length", "ít nhất 20 ngày"),
        ("decision.majority.others", "trên 50%"),
        ("decision.majority.contributions", "ít nhất 2/3"),
        ("initiative.backing", "ít nhất 10%"),
        ("decision.recognition", "nhiều nhất 05 ngày làm việc"),
        ("village_code.review_day", "18/11"),
        ("complaint.acceptance", "nhiều nhất 10 ngày"),
        ("complaint.first_settlement_remote_complex", "nhiều nhất 60 ngày"),
        ("denunciation.acceptance", "nhiều nhất 07 ngày làm việc"),
        ("denunciation.publication_length", "ít nhất 15 ngày"),
        ("information.extension", "nhiều nhất 10 ngày làm việc"),
        ("information.extension_complex", "nhiều nhất 15 ngày"),
    ],
)
def test_a_rule_says_its_value_in_vietnamese(key: str, words: str) -> None:
    assert rulebook().value(key, on=DAY).words() == words


def test_an_unknown_rule_and_a_day_before_the_law_are_refused() -> None:
    with pytest.raises(RuleUnknown, match="no rule"):
        rulebook().value("no.such.rule", on=DAY)
    with pytest.raises(RuleUnknown, match="2023-06-30"):
        rulebook().value("consultation.length", on=date(2023, 6, 30))
    assert rulebook().value("consultation.length", on=date(2023, 7, 1)).number == 20


def test_a_number_is_not_taken_for_a_fraction_nor_a_fraction_for_a_number() -> None:
    with pytest.raises(TypeError):
        _ = rulebook().value("consultation.length", on=DAY).fraction
    with pytest.raises(TypeError):
        _ = rulebook().value("decision.majority.others", on=DAY).number


def test_an_amendment_adds_a_period_and_rewrites_none() -> None:
    book = RuleBook([rule(date(2023, 7, 1), date(2026, 6, 30), 20), rule(date(2026, 7, 1), None, 15)])
    assert book.value("length", on=date(2026, 6, 30)).number == 20
    assert book.value("length", on=date(2026, 7, 1)).number == 15


def test_a_ward_s_correction_holds_between_its_dates_and_shows_its_reason() -> None:
    correction = Override("consultation.length", 30, date(2026, 1, 1), "Theo quy chế của phường", date(2026, 12, 31))
    book = rulebook().with_overrides([correction])
    corrected = book.value("consultation.length", on=DAY)
    assert corrected.number == 30
    assert corrected.correction is correction
    assert book.value("consultation.length", on=date(2027, 1, 1)).number == 20
    assert rulebook().value("consultation.length", on=DAY).number == 20


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"key": "no.such.rule"}, "does not exist"),
        ({"reason": "  "}, "reason"),
        ({"value": Fraction(1, 2)}, "not a value"),
        ({"value": 0}, "not a value"),
        ({"holds_to": date(2025, 1, 1)}, "ends before"),
    ],
)
def test_a_correction_that_does_not_fit_its_rule_is_refused(change: Mapping[str, object], fault: str) -> None:
    good = Override("consultation.length", 30, date(2026, 1, 1), "Theo quy chế")
    with pytest.raises(LawDataError, match=fault):
        rulebook().with_overrides([replace(good, **change)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('citation = "luat-10-2022/28.2"\n', "", "'citation' is missing"),
        ('"luat-10-2022/28.2"', '"luat-99-2099/1"', "no document"),
        ("value = 20", "value = -1", "whole number"),
        ("value = 20", 'value = "20"', "whole number"),
        ('unit = "calendar_days"', 'unit = "moons"', "not one of"),
        ("holds_from = 2023-07-01\n", "", "'holds_from' is missing"),
        ('read = "official"', 'read = "somewhere"', "not one of"),
        ('read = "official"', 'read = "official"\nawaits = "luat-khong-co"', "no document"),
        ('unit = "calendar_days"', 'unit = "fraction"', "'value' is missing"),
    ],
)
def test_a_faulty_data_file_is_refused_and_the_entry_named(old: str, new: str, fault: str) -> None:
    with pytest.raises(LawDataError, match=fault) as caught:
        rules(GOOD.replace(old, new))
    assert "length" in str(caught.value)


def test_a_share_above_the_whole_and_an_impossible_day_are_refused() -> None:
    share = GOOD.replace("value = 20", 'value = "3/2"').replace('"calendar_days"', '"fraction"')
    with pytest.raises(LawDataError, match="not a value"):
        rules(share)
    day = GOOD.replace("value = 20", 'value = "02-30"').replace('"calendar_days"', '"month_day"')
    with pytest.raises(LawDataError, match="not a value"):
        rules(day)


def test_text_that_is_not_toml_is_refused_by_name() -> None:
    with pytest.raises(LawDataError, match=r"test\.toml: not TOML"):
        parse_data("[[rule", "test.toml")


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(days, days, days, days, days)
def test_two_periods_of_a_rule_never_answer_for_the_same_day(a: date, b: date, c: date, d: date, on: date) -> None:
    one, two = rule(min(a, b), max(a, b), 1), rule(min(c, d), max(c, d), 2)
    overlap = one.holds_from <= max(c, d) and two.holds_from <= max(a, b)
    if overlap:
        with pytest.raises(LawDataError, match="overlap"):
            RuleBook([one, two])
        return
    holding = [each.number for each in (one, two) if each.holds_from <= on <= (each.holds_to or on)]
    if holding:
        assert [RuleBook([one, two]).value("length", on).number] == holding
    else:
        with pytest.raises(RuleUnknown):
            RuleBook([one, two]).value("length", on)


@given(days, st.integers(0, 400), days)
def test_a_correction_answers_inside_its_dates_and_the_law_outside(start: date, length: int, on: date) -> None:
    end = start + timedelta(days=length)
    book = RuleBook([rule(date(2019, 1, 1))], [Override("length", 99, start, "Lý do", end)])
    assert book.value("length", on).number == (99 if start <= on <= end else 20)
