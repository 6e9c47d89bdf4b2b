"""The code on the one household card that everyone may try."""

from random import Random

from danchu.ward import card_codes
from danchu.ward.models import Household


def shown_code(household: Household) -> str:
    """Always the same for the same household, hence no secret."""
    chance = Random(f"{household.ward.code}/{household.code}")  # noqa: S311 - a demonstration, no secret
    return "".join(chance.choices(card_codes.SIGNS, k=card_codes.LENGTH))
