"""The only doors to the people and places of the ward."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from danchu.core.models import User, Ward
from danchu.lib import clock
from danchu.ward.models import Household, HouseholdCard, Mandate, Person, ResidentialGroup
from danchu.ward.states import BY_STAFF_ACCOUNT_ONLY, Office


@dataclass(frozen=True)
class Held:
    """An office held today, as policies need it."""

    office: str
    group_id: int | None
    organisation_id: int | None
    words: str


def mandates_on(ward: Ward, day: date) -> QuerySet[Mandate]:
    """The mandates that run on ``day``."""
    return Mandate.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), ward=ward, starts_on__lte=day)


def offices_held(user: object) -> tuple[Held, ...]:
    """The offices that the person behind ``user`` holds today; read once per account object (one per request)."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    cached: tuple[Held, ...] | None = getattr(user, "_offices_held", None)
    if cached is None:
        running = mandates_on(user.ward, clock.today()).filter(person__account=user)
        cached = tuple(
            Held(each.office, each.group_id, each.organisation_id, str(each))
            for each in running.select_related("group", "organisation").order_by("starts_on", "pk")
            # An account that opens with a phone code alone carries no office of the apparatus.
            if user.is_staff_member or each.office not in BY_STAFF_ACCOUNT_ONLY
        )
        user._offices_held = cached  # type: ignore[attr-defined]
    return cached


def office_in_words(user: User) -> str:
    """The office that the audit trail names beside the person: the highest held, by the order of ``Office``."""
    rank = {office: place for place, office in enumerate(Office.values)}
    held = sorted(offices_held(user), key=lambda each: rank[each.office])
    return held[0].words if held else user.get_kind_display()


def groups(ward: Ward) -> QuerySet[ResidentialGroup]:
    """The residential groups that exist today, in the order of their names. Anyone may know of them."""
    return ResidentialGroup.objects.filter(ward=ward, retired_on=None)


def leaders_of(group: ResidentialGroup, day: date) -> QuerySet[Mandate]:
    """Who leads ``group`` on ``day``: their names and offices are public."""
    return mandates_on(group.ward, day).filter(group=group).select_related("person").order_by("office")


def household_of(user: User) -> Household | None:
    """The household that ``user`` signs in for or lives in."""
    return (
        Household.objects.filter(Q(account=user) | Q(members__account=user), ward=user.ward_id)
        .select_related("group")
        .first()
    )


def people_of(ward: Ward) -> QuerySet[Person]:
    """The people on the roll of ``ward`` today, with their accounts."""
    return Person.objects.filter(ward=ward, left_on=None).select_related("account")


def people_with_phone(ward: Ward, phone: str) -> QuerySet[Person]:
    """Whom a code sent to ``phone`` (E.164) may let in: those on the roll today; several may share a number."""
    written = (phone, f"0{phone.removeprefix('+84')}")  # as imported, and as typed by hand
    return people_of(ward).filter(phone__in=written).select_related("household").order_by("sort_key", "pk")


def staff_accounts(ward: Ward) -> QuerySet[User]:
    """The accounts of staff, with the people behind them."""
    return User.objects.filter(ward=ward, kind=User.Kind.STAFF).select_related("person").order_by("display_name", "pk")


def card_with(ward: Ward, hashes: list[str]) -> HouseholdCard | None:
    """The card in force in ``ward`` whose code has one of ``hashes``."""
    cards = HouseholdCard.objects.filter(ward=ward, code_hash__in=hashes, revoked_at=None)
    return cards.select_related("household__account", "household__ward").first()
