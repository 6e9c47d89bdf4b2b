"""What the finder of rows that are asked for one by one sees, in every test on SQLite (``tests.settings``)."""

import pytest
from django.conf import settings
from django.db import connection
from zeal import NPlusOneError, zeal_context

from danchu.matters.models import Matter
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the finder goes along on SQLite only"),
]


@pytest.fixture
def matters(ward):
    for _ in range(3):
        factories.matter(ward, group=factories.group(ward))
    return Matter.objects.filter(ward=ward)


def test_a_list_that_asks_for_the_group_of_each_matter_fails(matters):
    with zeal_context(), pytest.raises(NPlusOneError, match=r"Matter\.group"):
        [matter.group for matter in matters]


def test_a_list_that_asks_for_all_groups_at_once_passes(matters):
    with zeal_context():
        assert len({matter.group for matter in matters.select_related("group")}) == 3


def test_the_finder_goes_along_with_every_request():
    assert settings.MIDDLEWARE[0] == "zeal.middleware.zeal_middleware"
