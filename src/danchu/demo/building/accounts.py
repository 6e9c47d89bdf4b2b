"""Accounts: of staff in every office, of all group leaders; cards for the first group."""

from django.contrib.auth.hashers import make_password

from danchu.core.actors import SYSTEM
from danchu.core.models import User
from danchu.demo.actions.entering import show_card
from danchu.demo.building.year import Year
from danchu.demo.sign_ins import PASSWORD, STAFF, card_household, holder
from danchu.lib import clock
from danchu.ward import queries
from danchu.ward.actions.accounts import give_staff_account
from danchu.ward.actions.cards import issue_cards
from danchu.ward.actions.sign_in import open_resident_account
from danchu.ward.states import Office


def build(year: Year) -> None:
    """Give the accounts on the first day, so that the acts of the year have somebody who does them."""
    at = clock.moment_on(year.began, 7, 30)
    for each in STAFF:
        with clock.travel_to(year.now):
            mandate = holder(year.ward, each.office, each.organisation)
        if mandate is not None:
            give_staff_account(person=mandate.person, username=each.username, by=SYSTEM, at=at)
    # Hashing is slow on purpose; one password for all needs it once.
    User.objects.filter(ward=year.ward, kind=User.Kind.STAFF).update(password=make_password(PASSWORD))
    leading = queries.mandates_on(year.ward, year.began).filter(office=Office.GROUP_LEADER)
    for mandate in leading.select_related("person__ward"):
        open_resident_account(person=mandate.person, by=SYSTEM, at=at)
    household = card_household(year.ward)
    if household is not None:
        issue_cards(group=household.group, by=year.account("vanphong"), at=at)
        show_card(household=household, by=SYSTEM, at=at)
