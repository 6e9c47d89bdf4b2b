"""The only doors to the people and places of the ward."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from danchu.core.models import User, Ward
from danchu.lib import clock
from danchu.ward.models import Household, Mandate, ResidentialGroup
from danchu.ward.states import Office


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
