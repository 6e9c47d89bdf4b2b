"""Whoever had a way in that was taken away is out at once, with the next page."""

import pytest
from django.test import Client

from danchu.core.models import User
from danchu.lib import clock
from danchu.ward.actions.accounts import close_account, reopen_account, reset_password, reset_second_factor
from danchu.ward.actions.cards import issue_cards, replace_card
from danchu.ward.actions.groups import retire_group
from danchu.ward.actions.households import household_leaves, household_returns
from danchu.ward.actions.mandates import end_mandate, give_mandate
from danchu.ward.actions.people import (
    PersonData,
    change_person,
    move_person,
    person_leaves,
    person_leaves_household,
)
from danchu.ward.models import Person
from danchu.ward.roll_import.storing import store
from tests import factories
from tests.permissions.walking import BACKEND
from tests.ward.conftest import TODAY
from tests.ward.rolls import AN, BINH, CHI, planned, roll, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
MINE = "/viec-toi-da-gui/"


class Inside:
    """Somebody who has signed in with ``account``."""

    def __init__(self, account: User) -> None:
        self.account, self.client = account, Client()
        self.client.force_login(account, backend=BACKEND)
        assert self.is_in()

    def is_in(self) -> bool:
        return self.client.get(MINE).status_code == 200

    def comes_back(self) -> bool:
        """Whether the account lets in again, by another way that it has."""
        return Inside(User.objects.get(pk=self.account.pk)).is_in()


@pytest.fixture
def told(administrator):
    return {"by": administrator, "at": clock.now()}


@pytest.fixture
def household(ward, group):
    row = factories.household(group, code="TT1-09", head_name="Nguyễn Văn An")
    row.account = factories.user(ward, kind=User.Kind.HOUSEHOLD)
    row.save()
    return row


@pytest.fixture
def head(ward, household):
    return member(ward, household, full_name="Nguyễn Văn An", is_head=True, phone="+84912345678")


def member(ward, household, **given) -> Person:
    account = factories.user(ward, kind=User.Kind.RESIDENT)
    return factories.person(ward, household=household, account=account, **given)


def test_a_card_that_is_replaced(household, told):
    thief = Inside(household.account)
    replace_card(household=household, **told)
    assert not thief.is_in()
    assert thief.comes_back()


def test_the_cards_of_a_whole_group(ward, group, household, told):
    at_home, elsewhere = Inside(household.account), Inside(factories.resident(ward))
    issue_cards(group=group, **told)
    assert (at_home.is_in(), elsewhere.is_in()) == (False, True)


def test_a_household_that_moves_away_and_all_who_live_in_it(household, head, told):
    together, alone = Inside(household.account), Inside(head.account)
    household_leaves(household=household, left_on=TODAY, **told)
    assert not together.is_in()
    assert not alone.is_in()
    household_returns(household=household, **told)
    assert not together.is_in()


def test_one_who_moves_away_and_the_household_that_is_empty_then(household, head, told):
    together, alone = Inside(household.account), Inside(head.account)
    person_leaves(person=head, left_on=TODAY, departure="moved", **told)
    assert not together.is_in()
    assert not alone.is_in()


def test_one_who_goes_over_to_another_household(ward, group, household, head, told):
    wife, other = member(ward, household), factories.household(group)
    inside, stays = Inside(wife.account), Inside(head.account)
    move_person(person=wife, household=other, **told)
    assert (inside.is_in(), stays.is_in()) == (False, True)


def test_one_who_leaves_the_household_and_keeps_an_office(ward, group, household, head, told):
    wife = member(ward, household)
    factories.mandate(wife, "group_deputy", group=group)
    inside = Inside(wife.account)
    person_leaves_household(person=wife, **told)
    assert not inside.is_in()


def test_another_phone_number_but_not_another_address_for_letters(head, told):
    known = {"full_name": head.full_name, "phone": head.phone}
    inside = Inside(head.account)
    change_person(person=head, data=PersonData(**known, email="an@example.org"), **told)
    assert inside.is_in()
    change_person(person=head, data=PersonData(**known | {"phone": "+84987654321"}), **told)
    assert not inside.is_in()


def test_another_phone_number_by_an_imported_roll(ward, group):
    store(ward, planned(ward, roll(AN, BINH, CHI)))
    an, chi = (Person.objects.get(full_name=name) for name in ("Nguyễn Văn An", "Lê Thị Chi"))
    for each in (an, chi):
        each.account = factories.user(ward, kind=User.Kind.RESIDENT)
        each.save()
    changed, same = Inside(an.account), Inside(chi.account)
    store(ward, planned(ward, roll(row(AN, phone="0911111111"), BINH, CHI)))
    assert (changed.is_in(), same.is_in()) == (False, True)


@pytest.mark.parametrize("office", ["civil_servant", "group_leader"])
def test_an_office_that_ends(ward, office, told):
    held = factories.staff(ward, office)
    inside = Inside(held)
    end_mandate(mandate=held.person.mandates.get(), ended_on=TODAY, **told)
    assert not inside.is_in()
    assert inside.comes_back()


def test_an_office_that_somebody_else_takes_over(ward, group, group_leader, told):
    inside = Inside(group_leader)
    new = factories.person(ward)
    give_mandate(person=new, office="group_leader", group=group, starts_on=TODAY, replacing=True, **told)
    assert not inside.is_in()


def test_an_office_that_goes_with_its_group(group, group_leader, told):
    inside = Inside(group_leader)
    retire_group(group=group, retired_on=TODAY, **told)
    assert not inside.is_in()


def test_an_account_that_is_closed_and_opened_again(officer, told):
    inside = Inside(officer)
    close_account(account=officer, **told)
    assert not inside.is_in()
    reopen_account(account=officer, **told)
    assert not inside.is_in()
    assert inside.comes_back()


@pytest.mark.parametrize("act", [reset_password, reset_second_factor])
def test_a_password_or_a_second_factor_that_is_reset(officer, told, act):
    inside = Inside(officer)
    act(account=officer, **told)
    assert not inside.is_in()


def test_nobody_else_is_signed_out(ward, household, officer, told):
    others = [Inside(officer), Inside(factories.resident(ward))]
    replace_card(household=household, **told)
    assert [each.is_in() for each in others] == [True, True]
