"""The only doors to the people and places of the ward."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import rules
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
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
from danchu.core.records.kinds import Signer
from danchu.core.rows import owned_by
from danchu.lib import clock
from danchu.ward import card_codes
from danchu.ward.models import (
    Household,
    HouseholdCard,
    Mandate,
    Organisation,
    Person,
    ResidentialGroup,
    RollImport,
    RollImportLine,
)
from danchu.ward.states import BY_STAFF_ACCOUNT_ONLY, IMPORT_OPEN, SIGNING, ImportLineKind, Office


@dataclass(frozen=True)
class Held:
    """An office held today, as policies need it."""

    office: str
    group_id: int | None
    organisation_id: int | None
    words: str


def running(day: Any, through: str = "") -> Q:
    """The condition of a mandate that runs on ``day``; ``through`` leads to the mandate ("person__mandates__")."""
    not_ended = Q((f"{through}ended_on", None)) | Q((f"{through}ended_on__gt", day))
    return not_ended & Q((f"{through}starts_on__lte", day))


def mandates_on(ward: Ward, day: date) -> QuerySet[Mandate]:
    """The mandates that run on ``day``."""
    return Mandate.objects.filter(running(day), ward=ward)


def offices_held(user: object) -> tuple[Held, ...]:
    """The offices that the person behind ``user`` holds today; read once per account object (one per request)."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    cached: tuple[Held, ...] | None = getattr(user, "_offices_held", None)
    if cached is None:
        own = mandates_on(user.ward, clock.today()).filter(person__account=user)
        cached = keep_offices(user, own.select_related("group", "organisation").order_by("starts_on", "pk"))
    return cached


def keep_offices(user: User, mandates: Iterable[Mandate]) -> tuple[Held, ...]:
    """Let ``offices_held`` know what this account holds today: the ``mandates`` that were read with it."""
    held = tuple(
        Held(each.office, each.group_id, each.organisation_id, str(each))
        for each in mandates
        # An account that opens with a phone code alone carries no office of the apparatus.
        if user.is_staff_member or each.office not in BY_STAFF_ACCOUNT_ONLY
    )
    user._offices_held = held  # type: ignore[attr-defined]
    return held


def groups_led_by(user: object) -> frozenset[int]:
    """The ids of the residential groups in which ``user`` is leader or deputy today."""
    leading = {Office.GROUP_LEADER, Office.GROUP_DEPUTY}
    return frozenset(each.group_id for each in offices_held(user) if each.office in leading and each.group_id)


def office_in_words(user: User) -> str:
    """The office that the audit trail names beside the person: the highest held, by the order of ``Office``."""
    rank = {office: place for place, office in enumerate(Office.values)}
    held = sorted(offices_held(user), key=lambda each: rank[each.office])
    return held[0].words if held else user.get_kind_display()


def groups(ward: Ward) -> QuerySet[ResidentialGroup]:
    """The residential groups that exist today, in the order of their names. Anyone may know of them."""
    return ResidentialGroup.objects.filter(ward=ward, retired_on=None)


_NAMES_OF_GROUPS = Prepared(lambda ward: groups(ward).values_list("pk", "name"), ward=BigIntegerField())


def names_of_groups(ward: Ward) -> list[tuple[int, str]]:
    """The key and the name of each of ``groups``: what a filter of a list offers."""
    return _NAMES_OF_GROUPS(ward=ward.pk)


def units(ward: Ward) -> QuerySet[Organisation]:
    """The units to which the work of the ward is assigned, in the order of their names."""
    return Organisation.objects.filter(ward=ward, is_unit=True, retired_on=None)


def leaders_of(group: ResidentialGroup, day: date) -> QuerySet[Mandate]:
    """Who leads ``group`` on ``day``: their names and offices are public."""
    return mandates_on(group.ward, day).filter(group=group).select_related("person").order_by("office")


def committee_signers(ward: Ward, day: date) -> list[Signer]:
    """Who signs for the People's Committee on ``day``, the chair first (Điều 13 Nghị định 30/2020/NĐ-CP)."""
    leading = mandates_on(ward, day).filter(office__in=SIGNING).select_related("person")
    found = sorted(leading, key=lambda each: (list(SIGNING).index(Office(each.office)), each.person.sort_key))
    return [Signer(each.person.full_name, str(each), SIGNING[Office(each.office)]) for each in found]


def household_of(user: User) -> Household | None:
    """The household that ``user`` signs in for or lives in."""
    own = Q(account=user) if user.kind == User.Kind.HOUSEHOLD else Q(members__account=user, members__left_on=None)
    return Household.objects.filter(own, ward=user.ward_id).select_related("group").first()


def people_of(ward: Ward) -> QuerySet[Person]:
    """The people on the roll of ``ward`` today, with their accounts."""
    return Person.objects.filter(ward=ward, left_on=None).select_related("account")


def people_with_phone(ward: Ward, phone: str) -> QuerySet[Person]:
    """Whom a code sent to ``phone`` (E.164) may let in: those on the roll today; several may share a number."""
    written = (phone, f"0{phone.removeprefix('+84')}")  # as imported, and as typed by hand
    return people_of(ward).filter(phone__in=written).select_related("household").order_by("sort_key", "pk")


def card_hashes(typed: str) -> list[str]:
    """The hashes by which ``card_with`` finds the card whose code was typed or scanned; none when it cannot be one."""
    code = card_codes.read(typed)
    return card_codes.hashes_of(code) if code else []


def card_with(ward: Ward, hashes: list[str]) -> HouseholdCard | None:
    """The card in force in ``ward`` whose code has one of ``hashes``."""
    cards = HouseholdCard.objects.filter(ward=ward, code_hash__in=hashes, revoked_at=None)
    return cards.select_related("household__account", "household__ward").first()


# The registers. Whoever may not see any row sees an empty list; a row that is not there and one that is not for you
# look the same.


def on_roll(day: date) -> Q:
    """The condition of a household or person that is there on ``day``."""
    return Q(left_on=None) | Q(left_on__gt=day)


def groups_visible_to(user: object, ward: Ward) -> QuerySet[ResidentialGroup]:
    """Every residential group, those that are no more too."""
    rows = owned_by(ResidentialGroup, ward).order_by("sort_key", "pk")
    return rows if rules.has_perm("ward.see_groups", user, ward) else rows.none()


def access_group(user: object, ward: Ward, pk: int) -> ResidentialGroup:
    """One residential group with its counts, or 404."""
    return get_object_or_404(with_group_counts(groups_visible_to(user, ward), clock.today()), pk=pk)


def with_group_counts(rows: QuerySet[ResidentialGroup], day: date) -> QuerySet[ResidentialGroup]:
    """``rows`` with ``leader``, ``household_count`` and ``resident_count``."""
    households = Household.objects.filter(group=OuterRef("pk"), left_on=None)
    residents = Person.objects.filter(household__group=OuterRef("pk"), household__left_on=None, left_on=None)
    leaders = Mandate.objects.filter(running(day), group=OuterRef("pk"), office=Office.GROUP_LEADER)
    return rows.annotate(
        leader=Subquery(leaders.order_by("pk").values("person__full_name")[:1]),
        household_count=_number_of(households),
        resident_count=_number_of(residents),
    )


def households_visible_to(user: object, ward: Ward) -> QuerySet[Household]:
    """Every household for the ward's staff, those of the own groups for their leaders."""
    rows = owned_by(Household, ward).select_related("group").order_by("sort_key", "pk")
    if rules.has_perm("ward.see_roll", user, ward):
        return rows
    if rules.has_perm("ward.see_households", user, ward):
        return rows.filter(group__in=groups_led_by(user))
    return rows.none()


def access_household(user: object, ward: Ward, pk: int) -> Household:
    """One household, or 404."""
    return get_object_or_404(households_visible_to(user, ward), pk=pk)


def groups_of_households(user: object, ward: Ward) -> list[tuple[int, str]]:
    """The key and the name of each group of the households that ``user`` may see."""
    found = names_of_groups(ward)
    if rules.has_perm("ward.see_roll", user, ward):
        return found
    led = groups_led_by(user)
    return [(pk, name) for pk, name in found if pk in led]


def with_contact(rows: QuerySet[Household]) -> QuerySet[Household]:
    """``rows`` with ``phone`` (the head's, else that of another member) and ``member_count``."""
    members = Person.objects.filter(household=OuterRef("pk"), left_on=None)
    phones = members.exclude(phone="").order_by("-is_head", "pk")
    return rows.annotate(phone=Subquery(phones.values("phone")[:1]), member_count=_number_of(members))


def with_phone(rows: QuerySet[Household], *, wanted: bool) -> QuerySet[Household]:
    """Those of ``rows`` in which somebody has a phone, or nobody."""
    reached = Exists(Person.objects.filter(household=OuterRef("pk"), left_on=None).exclude(phone=""))
    return rows.filter(reached if wanted else ~reached)


def members_of(household: Household) -> QuerySet[Person]:
    """Everyone who is or was in ``household``, the head first, those who left last."""
    return household.members.order_by(F("left_on").asc(nulls_first=True), "-is_head", "pk")


def lives_with_others(person: Person) -> bool:
    """Whether others live in the household of ``person``."""
    home = person.household
    return home is not None and home.members.filter(left_on=None).exclude(pk=person.pk).exists()


def card_of(household: Household) -> HouseholdCard | None:
    """The card of ``household`` that is in force."""
    return household.cards.filter(revoked_at=None).first()


def people_visible_to(user: object, ward: Ward) -> QuerySet[Person]:
    """Everyone for the ward's staff; for those who supervise, who holds or held an office."""
    rows = owned_by(Person, ward).select_related("household__group", "account")
    rows = rows.order_by("sort_key", "pk")
    if rules.has_perm("ward.see_roll", user, ward):
        return rows
    if rules.has_perm("ward.see_offices", user, ward):
        return rows.filter(Exists(Mandate.objects.filter(person=OuterRef("pk"))))
    return rows.none()


def access_person(user: object, ward: Ward, pk: int) -> Person:
    """One person, or 404."""
    return get_object_or_404(people_visible_to(user, ward), pk=pk)


def holding(rows: QuerySet[Person], office: str, day: date) -> QuerySet[Person]:
    """Those of ``rows`` who hold ``office`` on ``day``."""
    return rows.filter(Exists(Mandate.objects.filter(running(day), person=OuterRef("pk"), office=office)))


def born_between(rows: QuerySet[Person], first: int, last: int) -> QuerySet[Person]:
    """Those of ``rows`` who were born in the years ``first`` to ``last``."""
    by_day = Q(born_on__year__gte=first, born_on__year__lte=last)
    return rows.filter(by_day | Q(born_on=None, born_in_year__gte=first, born_in_year__lte=last))


def organisations_visible_to(user: object, ward: Ward) -> QuerySet[Organisation]:
    """Every organisation, those that are no more too."""
    rows = owned_by(Organisation, ward).order_by("sort_key", "pk")
    return rows if rules.has_perm("ward.see_organisations", user, ward) else rows.none()


def access_organisation(user: object, ward: Ward, pk: int) -> Organisation:
    """One organisation, or 404."""
    return get_object_or_404(organisations_visible_to(user, ward), pk=pk)


def organisations(ward: Ward) -> QuerySet[Organisation]:
    """The organisations that exist today, in the order of their names."""
    return Organisation.objects.filter(ward=ward, retired_on=None).order_by("sort_key", "pk")


def with_officers(rows: QuerySet[Organisation], day: date) -> QuerySet[Organisation]:
    """``rows`` with ``head`` and ``officer``: the names of who holds those offices on ``day``."""
    held = Mandate.objects.filter(running(day), organisation=OuterRef("pk")).order_by("starts_on", "pk")
    names = held.values("person__full_name")
    return rows.annotate(
        head=Subquery(names.filter(office=Office.ORGANISATION_HEAD)[:1]),
        officer=Subquery(names.filter(office=Office.ASSIGNED_OFFICER)[:1]),
    )


def assigned(rows: QuerySet[Organisation], day: date, *, wanted: bool = True) -> QuerySet[Organisation]:
    """Those of ``rows`` in which somebody is assigned on ``day`` to carry out grassroots democracy, or nobody."""
    office = Mandate.objects.filter(running(day), organisation=OuterRef("pk"), office=Office.ASSIGNED_OFFICER)
    return rows.filter(Exists(office) if wanted else ~Exists(office))


def kinds_of_organisations(ward: Ward) -> dict[str, int]:
    """How many organisations there are of each kind."""
    counted = organisations(ward).order_by().values_list("kind").annotate(number=Count("pk"))
    return dict(counted)


def mandates_visible_to(user: object, ward: Ward) -> QuerySet[Mandate]:
    """Every mandate, by rank of the office, then by name."""
    rows = owned_by(Mandate, ward).select_related("person", "group", "organisation")
    rows = rows.order_by(_rank(), "person__sort_key", "-starts_on", "pk")
    return rows if rules.has_perm("ward.see_offices", user, ward) else rows.none()


def by_term(rows: QuerySet[Mandate], which: str, day: date, soon_days: int) -> QuerySet[Mandate]:
    """Those of ``rows`` whose term ends soon, is overdue, is still to come or is over; ``tat-ca`` are all."""
    now = rows.filter(running(day))
    match which:
        case "sap-het":
            return now.filter(ends_on__gte=day, ends_on__lte=day + timedelta(days=soon_days))
        case "qua-han":
            return now.filter(ends_on__lt=day)
        case "sap-toi":
            return rows.filter(starts_on__gt=day)
        case "da-thoi":
            return rows.filter(ended_on__lte=day)
        case "tat-ca":
            return rows
    return rows.none()


def access_mandate(user: object, ward: Ward, pk: int) -> Mandate:
    """One mandate, or 404."""
    return get_object_or_404(mandates_visible_to(user, ward), pk=pk)


def offices_of(person: Person) -> QuerySet[Mandate]:
    """Every office that ``person`` holds, held or will hold, the latest first."""
    return person.mandates.select_related("group", "organisation").order_by("-starts_on", "-pk")


def holders_in(place: ResidentialGroup | Organisation, day: date) -> QuerySet[Mandate]:
    """Who holds an office in ``place`` on ``day``, by rank of the office, then by name."""
    return place.mandates.filter(running(day)).select_related("person").order_by(_rank(), "person__sort_key", "pk")


def holders_by_office(ward: Ward, day: date) -> dict[str, int]:
    """How many people hold each office on ``day``."""
    counted = mandates_on(ward, day).order_by().values_list("office").annotate(number=Count("person", distinct=True))
    return dict(counted)


def _rank() -> Case:
    return Case(
        *(When(office=office, then=Value(place)) for place, office in enumerate(Office.values)),
        output_field=IntegerField(),
    )


def _number_of(rows: QuerySet[Household] | QuerySet[Person]) -> Coalesce:
    counted = rows.order_by().annotate(_all=Value(1)).values("_all").annotate(_number=Count("pk"))
    return Coalesce(Subquery(counted.values("_number")), 0)


def imports_visible_to(user: object, ward: Ward) -> QuerySet[RollImport]:
    """Every import of the roll, the latest first."""
    rows = owned_by(RollImport, ward).select_related("started_by").order_by("-started_at", "-pk")
    return rows if rules.has_perm("ward.change_roll", user, ward) else rows.none()


def access_import(user: object, ward: Ward, pk: int) -> RollImport:
    """One import, or 404."""
    return get_object_or_404(imports_visible_to(user, ward), pk=pk)


def open_import(ward: Ward) -> RollImport | None:
    """The import that goes on or waits for a decision: there is one at most."""
    return RollImport.objects.filter(ward=ward, state__in=IMPORT_OPEN).select_related("started_by").first()


def lines_of(row: RollImport) -> QuerySet[RollImportLine]:
    """What an import says, in the order of the file."""
    return RollImportLine.objects.filter(roll_import=row).order_by("position")


def faults_of(row: RollImport) -> QuerySet[RollImportLine]:
    """The faults that an import found, in the order of the file."""
    return lines_of(row).filter(kind=ImportLineKind.FAULT)


def imports_to_forget(ward: Ward, before: datetime) -> QuerySet[RollImport]:
    """Imports that began before that moment and still hold what their file held."""
    holding_some = Exists(RollImportLine.objects.filter(roll_import=OuterRef("pk")))
    rows = RollImport.objects.filter(ward=ward, started_at__lt=before)
    return rows.filter(Q(ended_at=None) | holding_some | ~Q(file=""))
