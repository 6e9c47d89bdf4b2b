"""The door's own queries: accounts of staff, cards of groups, who may be given an account."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from danchu.core.models import User, Ward
from danchu.core.prepared import Prepared
from danchu.lib import clock
from danchu.ward.models import Household, HouseholdCard, Mandate, Person, ResidentialGroup, SignInRecord
from danchu.ward.queries import groups, keep_offices, mandates_on, people_of, running
from danchu.ward.states import Office

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only help out."""


def _with_offices(pk: Any, day: Any) -> QuerySet[User]:
    held = FilteredRelation("person__mandates", condition=running(day, "person__mandates__"))
    rows: QuerySet[Any] = User.objects.filter(pk=pk).annotate(held=held)
    return rows.select_related("held__group", "held__organisation").order_by("held__starts_on", "held__pk")


_WITH_OFFICES = Prepared(_with_offices, pk=BigIntegerField(), day=DateField())


def account_of_session(pk: int) -> User | None:
    """The account with this key and, in the same query, the offices held today: nearly every page asks for both."""
    found: list[Any] = _WITH_OFFICES(pk=pk, day=clock.today())
    if not found:
        return None
    user: User = found[0]
    keep_offices(user, (row.held for row in found if hasattr(row, "held")))  # Django sets it only where there is one
    return user


def staff_accounts(ward: Ward) -> QuerySet[User]:
    """The accounts of staff, with the people behind them and whether they have a second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STRONG)
    accounts = User.objects.filter(ward=ward, kind=User.Kind.STAFF).select_related("person")
    return accounts.annotate(has_second_factor=Exists(factors)).order_by("display_name", "pk")


def accounts_in_state(accounts: QuerySet[User], chosen: str) -> QuerySet[User]:
    """Those in use (``dung``), closed (``khoa``), or waiting for their password to be set (``cho``)."""
    waiting = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    states = {"dung": Q(is_active=True) & ~waiting, "khoa": Q(is_active=False), "cho": Q(is_active=True) & waiting}
    return accounts.filter(states[chosen]) if chosen in states else accounts.none()


def groups_with_cards(ward: Ward) -> QuerySet[ResidentialGroup]:
    """The groups of ``ward`` with how many households they have, how many cards are in force, the newest card."""
    households = Household.objects.filter(group=OuterRef("pk"), left_on=None)
    cards = HouseholdCard.objects.filter(household__group=OuterRef("pk"))
    in_force = cards.filter(revoked_at=None, household__left_on=None)
    return groups(ward).annotate(
        households_now=_counted(households, "group"),
        cards_now=_counted(in_force, "household__group"),
        issued_last=Subquery(cards.order_by("-issued_at", "-pk").values("issued_at")[:1]),
        newest_card=Subquery(cards.order_by("-pk").values("pk")[:1]),
    )


def _counted(rows: QuerySet[Any], by: str) -> Coalesce:
    counts = rows.order_by().values(by).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counts), 0)


def access_group_with_cards(ward: Ward, pk: int) -> ResidentialGroup:
    """A group for which cards are printed, or 404."""
    return get_object_or_404(groups_with_cards(ward), pk=pk)


def access_household_with_card(ward: Ward, pk: int) -> Household:
    """A household that lives here, with its card, or 404."""
    cards = HouseholdCard.objects.filter(household=OuterRef("pk"))
    households = (
        Household.objects.filter(ward=ward, left_on=None)
        .select_related("group")
        .annotate(
            cards_now=_counted(cards.filter(revoked_at=None), "household"),
            newest_card=Subquery(cards.order_by("-pk").values("pk")[:1]),
        )
    )
    return get_object_or_404(households, pk=pk)


def access_staff_account(ward: Ward, pk: int) -> User:
    """An account of staff, or 404."""
    return get_object_or_404(staff_accounts(ward), pk=pk)


def access_person_for_account(ward: Ward, pk: int) -> Person:
    """A person on the roll with the account they have, or 404."""
    return get_object_or_404(people_of(ward), pk=pk)


def people_without_staff_account(ward: Ward) -> QuerySet[Person]:
    """The people on the roll who may be given an account of staff, each with an office held today, if any."""
    offices = Case(*(When(office_key=key, then=Value(label)) for key, label in Office.choices), default=Value(""))
    return (
        people_of(ward)
        .exclude(account__kind=User.Kind.STAFF)
        .select_related("household")
        .annotate(office_key=Subquery(_running(ward).values("office")[:1]), office_now=offices)
        .order_by("sort_key", "pk")
    )


def with_office(people: QuerySet[Person], chosen: str) -> QuerySet[Person]:
    """Those of ``people`` who hold an office today (``co``)."""
    return people.filter(Q(office_key__isnull=False)) if chosen == "co" else people.none()


def _running(ward: Ward) -> QuerySet[Mandate]:
    return mandates_on(ward, clock.today()).filter(person=OuterRef("pk")).order_by("starts_on", "pk")


def last_sign_ins(account: User, most: int = 5) -> QuerySet[SignInRecord]:
    """The latest times at which ``account`` signed in."""
    return SignInRecord.objects.filter(ward=account.ward_id, account=account, succeeded=True).order_by("-at")[:most]
