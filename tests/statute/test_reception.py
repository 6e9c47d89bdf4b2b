"""Receiving citizens: how many speak for many, on which grounds one may be refused, and what the letters rest on."""

from datetime import date

import pytest

from statute import reception
from statute.parameters import rulebook

BEFORE, SINCE = date(2026, 6, 30), date(2026, 7, 1)
"""Decree 154/2026 holds from 1 July 2026 (article 43)."""


@pytest.mark.parametrize("day", [BEFORE, SINCE])
@pytest.mark.parametrize(("people", "most"), [(1, None), (4, None), (5, 2), (10, 2), (11, 5), (200, 5)])
def test_how_many_speak_for_those_who_come_together(people, most, day):
    found = reception.representatives(people, day, rulebook())
    assert (found.number if found else None) == most


def test_until_july_the_grounds_are_those_of_the_law_and_one_needs_a_notice():
    found = reception.grounds(BEFORE)
    assert [(each.citation.article, each.citation.clause) for each in found] == [("9", str(n)) for n in (1, 2, 3, 4)]
    assert [each.key for each in found if each.needs_notice] == ["settled"]


def test_from_july_the_decree_says_which_other_grounds_there_are():
    found = reception.grounds(SINCE)
    assert [each.citation.clause for each in found[:3]] == ["1", "2", "3"]
    assert "".join(each.citation.point for each in found[3:]) == "abcdđeghik"  # article 4.1
    assert {each.mark for each in found[3:]} == {"đọc từ bản sao, chưa đối chiếu bản chính thức"}


def test_from_july_a_notice_goes_out_on_the_third_ground_of_the_law_and_on_the_eighth_of_the_decree():
    found = [each for each in reception.grounds(SINCE) if each.needs_notice]
    assert [(each.citation.article, each.citation.clause, each.citation.point) for each in found] == [
        ("9", "3", ""),
        ("4", "1", "h"),
    ]


@pytest.mark.parametrize(("key", "day"), [("because", SINCE), ("other", SINCE), ("weapons", BEFORE)])
def test_a_ground_that_does_not_hold_that_day_is_none(key, day):
    assert reception.ground(key, day) is None


@pytest.mark.parametrize(
    ("key", "number", "unit"),
    [
        ("reception.refusal_notice", 3, "working_days"),  # Decree 154/2026, article 4.3
        ("reception.unit_head_per_month", 1, "days_per_month"),  # article 10.2
        ("reception.online_notice", 5, "working_days"),  # article 23.1
    ],
)
def test_what_the_decree_asks_begins_with_it(key, number, unit):
    assert rulebook().holding(key, BEFORE) is None
    rule = rulebook().value(key, SINCE)
    assert (rule.number, rule.unit, rule.citation.document) == (number, unit, "nd-154-2026")


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("reception.answer", 10),  # Law 42/2013, article 28
        ("reception.schedule_posting", 5),  # article 24.4
        ("reception.chair_per_week", 1),  # article 15.2
    ],
)
@pytest.mark.parametrize("day", [BEFORE, SINCE])
def test_what_the_law_asks_goes_on(key, number, day):
    assert rulebook().value(key, day).number == number


def test_from_july_whoever_waits_for_an_answer_is_told_whom_to_ask():
    assert reception.contact_asked(BEFORE) is None
    assert reception.contact_asked(SINCE).citation.article == "25"


def test_who_comes_says_the_number_of_the_card_from_july():
    assert "số căn cước" in reception.obligations(SINCE)[0].label
    assert "số căn cước" not in reception.obligations(BEFORE)[0].label
    assert len(reception.obligations(SINCE)) == len(reception.obligations(BEFORE)) == 5


def test_the_letters_rest_on_what_holds_that_day():
    assert [each.id for each in reception.bases(BEFORE)] == ["luat-tiep-cong-dan-2013", "nd-64-2014"]
    law, _, decree = reception.bases(SINCE)
    assert law.in_full == "Luật Tiếp công dân số 42/2013/QH13 ngày 25 tháng 11 năm 2013"
    assert decree.in_full.startswith("Nghị định số 154/2026/NĐ-CP ngày 15 tháng 5 năm 2026 của Chính phủ quy định chi")
