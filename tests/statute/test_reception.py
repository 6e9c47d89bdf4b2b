"""Receiving citizens: how many speak for many, and on which grounds one may be refused."""

from datetime import date

import pytest

from statute import reception
from statute.parameters import rulebook

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(("people", "most"), [(1, None), (4, None), (5, 2), (10, 2), (11, 5), (200, 5)])
def test_how_many_speak_for_those_who_come_together(people, most):
    found = reception.representatives(people, DAY, rulebook())
    assert (found.number if found else None) == most


def test_each_ground_of_refusal_has_its_article_and_one_needs_a_notice():
    assert [str(each.citation).startswith("khoản") for each in reception.grounds()] == [True] * 4
    assert [each.key for each in reception.grounds() if each.needs_notice] == ["settled"]
    assert reception.ground("because") is None
