"""The menu of the desk: what each role finds in it, asked once for all who hold the same offices."""

import pytest
import rules

from danchu.core.ui import menu
from danchu.lib import clock
from danchu.ward.models import Mandate
from danchu.ward.queries import offices_held
from danchu.ward.queries_access import account_of_session
from tests import factories
from tests.permissions import world as worlds

pytestmark = pytest.mark.django_db


def entries(user, ward):
    """What this person may open, asked of the policies one by one."""
    return [each.label for each in menu._ENTRIES if rules.has_perm(each.permission, user, ward)]


def shown(user, ward):
    return [each.label for each in menu._open_to(user, ward)]


def test_every_role_finds_in_the_menu_what_the_policies_open_to_it_and_nothing_else():
    world = worlds.build()
    people = {role: person for role, person in world.people.items() if person is not None}
    for role, person in people.items():
        assert shown(person, world.ward) == entries(person, world.ward), role
    assert len({tuple(entries(person, world.ward)) for person in people.values()}) > 5, "the roles differ"


def test_what_the_menu_asks_of_an_account_rests_on_its_offices_alone(django_assert_num_queries):
    world = worlds.build()
    for role, person in world.people.items():
        if person is None:
            continue
        offices_held(person)
        with django_assert_num_queries(0):
            assert entries(person, world.ward) is not None, role


def test_somebody_who_leaves_an_office_loses_its_pages_from_the_menu_at_once(ward):
    chair = factories.staff(ward, "ward_chair")
    assert "Phân công nghị quyết" in shown(account_of_session(chair.pk), ward)
    Mandate.objects.filter(person__account=chair).update(ended_on=clock.today())
    assert shown(account_of_session(chair.pk), ward) == []


def test_two_people_of_one_office_share_the_menu_and_two_of_different_groups_do_not_mix(ward):
    first, second = factories.staff(ward, "ward_chair"), factories.staff(ward, "auditor")
    assert shown(first, ward) != shown(second, ward)
    assert shown(second, ward) == entries(second, ward)
