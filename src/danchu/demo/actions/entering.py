"""Entering the fictitious people: in bulk, each batch as one act of the trail."""

from collections.abc import Iterable
from datetime import datetime

from danchu.core import bulk
from danchu.core.actors import Actor
from danchu.core.models import Ward
from danchu.core.official import WITHIN, official
from danchu.demo import records
from danchu.demo.people import Population
from danchu.demo.shown_cards import shown_code
from danchu.ward import card_codes
from danchu.ward.models import Household, HouseholdCard, Mandate, Organisation, Person, ResidentialGroup

CLAUSE = "1.2.b"
BATCH = 500
PERSON = [each.attname for each in Person._meta.concrete_fields if not each.primary_key]


@official(label="Lập phường trình diễn", clause=CLAUSE, policy=WITHIN)
def enter_ward(*, ward: Ward, population: Population, by: Actor, at: datetime) -> Ward:
    """Enter the groups, the organisations and the people in the ward's own offices."""
    groups = [
        ResidentialGroup(ward=ward, code=each.code, name=each.name, community_house=each.community_house)
        for each in population.groups
    ]
    organisations = [
        Organisation(
            ward=ward,
            kind=each.kind,
            code=each.code,
            name=each.name,
            abbreviation=each.abbreviation,
            headcount=each.headcount,
            address=each.address,
            phone=each.phone,
            email=each.email,
            is_unit=each.is_unit,
        )
        for each in population.organisations
    ]
    for row in (*groups, *organisations):
        row.save()
    holders = {each.person.id_number: _person(ward, each.person) for each in population.staff}
    Person.objects.bulk_create(holders.values(), batch_size=BATCH)
    units = {each.code: each for each in organisations}
    _appoint(ward, population.staff, holders, units, {})
    return ward


@official(label="Nhập hộ và người của một tổ dân phố trình diễn", clause=CLAUSE, policy=WITHIN)
def enter_roll(*, group: ResidentialGroup, roll: records.GroupRoll, by: Actor, at: datetime) -> ResidentialGroup:
    """Enter the households of ``group``, their members and the offices that these hold."""
    ward = group.ward
    households, people = [], []
    for each in roll.households:
        household = Household(
            ward=ward, group=group, code=each.code, address=each.address, head_name=each.head.full_name
        )
        household.derive()
        households.append(household)
        people += [_person(ward, member, household) for member in each.members]
    Household.objects.bulk_create(households, batch_size=BATCH)
    for person in people:
        person.household_id = person.household.pk if person.household else None
    bulk.insert(Person, PERSON, ([getattr(each, name) for name in PERSON] for each in people))
    appointed = [each.person.id_number for each in roll.appointments]
    holders = {each.id_number: each for each in Person.objects.filter(ward=ward, id_number__in=appointed)}
    _appoint(ward, roll.appointments, holders, {}, {group.code: group})
    return group


@official(label="Cấp thẻ hộ gia đình dùng thử", clause=CLAUSE, policy=WITHIN)
def show_card(*, household: Household, by: Actor, at: datetime) -> HouseholdCard:
    """Give ``household`` a card whose code everyone can read in the list of sign-ins."""
    household.cards.filter(revoked_at=None).update(revoked_at=at)
    code_hash = card_codes.hash_of(shown_code(household))
    return HouseholdCard.objects.create(ward=household.ward, household=household, code_hash=code_hash, issued_at=at)


def _person(ward: Ward, one: records.Person, household: Household | None = None) -> Person:
    person = Person(
        ward=ward,
        household=household,
        is_head=one.is_head,
        relation=one.relation,
        full_name=one.full_name,
        born_on=one.born_on,
        born_in_year=one.born_in_year,
        sex=one.sex,
        id_number=one.id_number,
        phone=f"+84{one.phone[1:]}" if one.phone else "",
        email=one.email,
    )
    person.derive()
    return person


def _appoint(
    ward: Ward,
    appointments: Iterable[records.Appointment],
    holders: dict[str, Person],
    units: dict[str, Organisation],
    groups: dict[str, ResidentialGroup],
) -> None:
    Mandate.objects.bulk_create(
        (
            Mandate(
                ward=ward,
                person=holders[each.person.id_number],
                office=each.office,
                group=groups.get(each.group_code),
                organisation=units.get(each.organisation_code),
                title=each.title,
                starts_on=each.starts_on,
                ended_on=each.ended_on,
                basis=each.basis,
            )
            for each in appointments
        ),
        batch_size=BATCH,
    )
