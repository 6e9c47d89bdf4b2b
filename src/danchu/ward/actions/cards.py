"""Issuing household cards. A code exists on paper only: what is lost is replaced, never printed again."""

from dataclasses import dataclass
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.official import official
from danchu.core.refusals import Refused
from danchu.ward import card_codes
from danchu.ward.actions.sign_in import CLAUSE, MOVED
from danchu.ward.models import Household, HouseholdCard, ResidentialGroup
from danchu.ward.sessions import end_sessions


@dataclass(frozen=True)
class Printed:
    """A card to print: the one moment at which its code is known."""

    household: Household
    code: str


@official(label="In thẻ hộ của tổ", clause=CLAUSE, policy="ward.print_cards")
def issue_cards(*, group: ResidentialGroup, by: Actor, at: datetime) -> list[Printed]:
    """New cards for every household that lives in ``group``; the cards that they had are void from now on, and so are
    sessions that began with one.

    The caller prints them before the transaction ends. Raises ``Refused`` when nobody lives in ``group``.
    """
    households = list(group.households.filter(left_on=None).order_by("sort_key", "pk"))
    if not households:
        raise Refused("Tổ dân phố này chưa có hộ nào trong danh sách. Hãy nhập danh sách hộ trước.")
    return _issue(households, at)


@official(label="Cấp lại thẻ hộ", clause=CLAUSE, policy="ward.print_cards")
def replace_card(*, household: Household, by: Actor, at: datetime) -> list[Printed]:
    """A new card for ``household``; the old one and its sessions are void. Raises ``Refused`` when it has moved."""
    if household.left_on is not None:
        raise Refused(MOVED)
    return _issue([household], at)


def _issue(households: list[Household], at: datetime) -> list[Printed]:
    HouseholdCard.objects.filter(household__in=households, revoked_at=None).update(revoked_at=at)
    printed = [Printed(household, card_codes.new_code()) for household in households]
    HouseholdCard.objects.bulk_create(
        (
            HouseholdCard(
                ward_id=each.household.ward_id,
                household=each.household,
                code_hash=card_codes.hash_of(each.code),
                issued_at=at,
            )
            for each in printed
        ),
        batch_size=500,
    )
    end_sessions(households=[each.pk for each in households])
    return printed
