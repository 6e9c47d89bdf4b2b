"""Rows of a ward that come with it."""

import pytest

from danchu.core.rows import owned_by
from danchu.ward.models import Household
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_rows_of_a_ward_know_it_without_asking_and_those_of_another_stay_away(
    ward, other_ward, django_assert_num_queries
):
    for each in (ward, other_ward):
        factories.household(factories.group(each))
    with django_assert_num_queries(1):
        assert [row.ward for row in owned_by(Household, ward).select_related("group").order_by("pk")] == [ward]


def test_the_ward_is_the_very_one_that_was_at_hand(ward):
    factories.household(factories.group(ward))
    assert owned_by(Household, ward).get().ward is ward
