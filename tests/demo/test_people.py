"""The fictitious ward: always the same, of the right size, coherent, and nobody's real numbers."""

import hashlib
import re
from collections import Counter
from datetime import date
from functools import cache
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.core.spreadsheets import values
from danchu.demo.people import generate
from danchu.demo.places import GROUPS, HOUSEHOLDS, RESIDENTS
from danchu.demo.records import HEAD, Household
from danchu.ward.states import OF_GROUP, OF_ORGANISATION, ONE_HOLDER_IN_WARD, Office, OrganisationKind
from statute import identity

YOUNGEST_PARENT = 16
seeds = st.integers(min_value=0, max_value=2**32)
scales = st.sampled_from([0.001, 0.004, 0.02, 0.05])


@cache
def whole():
    """The ward of the demonstration, drawn once for all tests."""
    population = generate()
    return population, tuple(population.rolls())


def digest(population) -> str:
    told = hashlib.sha256(repr((population.groups, population.organisations, population.staff)).encode())
    for roll in population.rolls():
        told.update(repr(roll).encode())
    told.update(repr(population.disclosures(date(2026, 6, 30))).encode())
    return told.hexdigest()


def years_between(older, younger) -> float:
    if older.born_on and younger.born_on:
        return (younger.born_on - older.born_on).days / 365.25
    return younger.born_in_year - older.born_in_year - 1


def of(household: Household, *relations: str):
    return [member for member in household.members if member.relation in relations]


def assert_family_is_coherent(household: Household) -> None:
    head = household.head
    assert [member.relation for member in household.members].count(HEAD) == 1
    assert len(of(household, "Vợ", "Chồng")) <= 1
    for spouse in of(household, "Vợ", "Chồng"):
        assert spouse.sex == ("female" if spouse.relation == "Vợ" else "male") != head.sex
        assert abs(spouse.born_in_year - head.born_in_year) <= 10
    for parent in of(household, HEAD, "Vợ", "Chồng"):
        for child in of(household, "Con"):
            assert years_between(parent, child) >= YOUNGEST_PARENT
    for parent in of(household, "Bố", "Mẹ"):
        assert years_between(parent, head) >= YOUNGEST_PARENT
        for sibling in of(household, "Em"):
            assert years_between(parent, sibling) >= YOUNGEST_PARENT
    for parent in (
        *of(household, "Con dâu", "Con rể"),
        *of(household, "Con")[: bool(of(household, "Con dâu", "Con rể"))],
    ):
        for grandchild in of(household, "Cháu"):
            assert years_between(parent, grandchild) >= YOUNGEST_PARENT
    assert 2025 - head.born_in_year >= 18
    assert all(2025 - member.born_in_year <= 100 for member in household.members)


def assert_id_is_valid(person) -> None:
    born = person.born_on or date(person.born_in_year, 1, 1)
    assert identity.check(person.id_number, born, person.sex).ok
    assert int(person.id_number[6:]) >= 900_000


def test_at_scale_one_the_ward_has_its_size():
    population, rolls = whole()
    assert len(population.groups) == len(rolls) == GROUPS
    assert sum(len(roll.households) for roll in rolls) == HOUSEHOLDS
    assert sum(1 for roll in rolls for _ in roll.residents()) == RESIDENTS
    assert all(len(roll.households) == roll.group.households for roll in rolls)
    assert all(sum(1 for _ in roll.residents()) == roll.group.residents for roll in rolls)


@settings(max_examples=15, deadline=None)
@given(seeds, scales)
def test_the_same_seed_gives_the_same_ward_and_another_seed_another(seed, scale):
    assert digest(generate(seed, scale)) == digest(generate(seed, scale))
    assert digest(generate(seed, scale)) != digest(generate(seed + 1, scale))


def test_the_demonstration_ward_does_not_change_by_accident():
    assert digest(generate(2025, 0.05))[:16] == "a02a0ea3401a7c9f"


def test_a_group_is_the_same_whether_drawn_alone_or_in_turn():
    population, rolls = whole()
    assert population.roll(population.groups[17]) == rolls[17]


@settings(max_examples=25, deadline=None)
@given(seeds, scales)
def test_families_are_coherent_and_numbers_valid_and_unique_whatever_the_seed(seed, scale):
    population = generate(seed, scale)
    rolls = list(population.rolls())
    households = [household for roll in rolls for household in roll.households]
    assert len({each.code for each in households}) == len(households) == sum(g.households for g in population.groups)
    for household in households:
        assert_family_is_coherent(household)
    residents = [person for household in households for person in household.members]
    staff = {each.person.id_number: each.person for each in population.staff}.values()
    for person in (*residents, *staff):
        if person.id_number:
            assert_id_is_valid(person)
    numbers = [each.id_number for each in (*residents, *staff) if each.id_number]
    assert len(set(numbers)) == len(numbers)


def test_no_code_identity_number_phone_or_group_name_comes_twice_in_three_wards_together():
    population = generate(7, 3)
    rolls = list(population.rolls())
    people = [person for roll in rolls for person in roll.residents()]
    for told in (
        [household.code for roll in rolls for household in roll.households],
        [person.id_number for person in people if person.id_number],
        [person.phone for person in people if person.phone],
        [group.name for group in population.groups],
        [group.code for group in population.groups],
    ):
        assert len(told) == len(set(told))


def test_everyone_of_age_has_an_identity_number_and_small_children_none():
    for roll in whole()[1]:
        for person in roll.residents():
            assert bool(person.id_number) == (2025 - person.born_in_year >= 14)
            assert person.id_number or not person.phone


def test_phones_have_a_form_the_import_accepts_and_lie_in_the_block_that_was_never_issued():
    phones = [person.phone for person in whole()[1][0].residents() if person.phone]
    assert phones
    assert all(re.fullmatch(r"0595\d{6}", phone) and values.phone(phone).ok for phone in phones)


def test_births_are_real_days_not_after_the_day_of_the_roll_some_known_by_year_only():
    people = [person for roll in whole()[1] for person in roll.residents()]
    assert all(each.born_on is None or each.born_on.year == each.born_in_year for each in people)
    assert max(each.born_on for each in people if each.born_on) <= date(2025, 6, 30)
    year_only = sum(each.born_on is None for each in people) / len(people)
    assert 0.01 < year_only < 0.05


def test_names_and_ethnic_groups_are_spread_as_in_the_area():
    people = [person for roll in whole()[1] for person in roll.residents()]
    surnames = Counter(person.full_name.split()[0] for person in people)
    assert 0.34 < surnames["Nguyễn"] / len(people) < 0.42
    assert {"Nông", "Ma", "Lường", "Triệu", "Diệp"} <= set(surnames)
    ethnic = Counter(person.ethnic_group for person in people)
    assert 0.85 < ethnic["Kinh"] / len(people) < 0.94
    females = sum(person.sex == "female" for person in people) / len(people)
    assert 0.47 < females < 0.55
    assert all("Thị" not in person.full_name.split() for person in people if person.sex == "male")


def test_children_bear_a_surname_of_their_parents():
    children = 0
    for roll in whole()[1][:5]:
        for household in roll.households:
            if of(household, "Vợ", "Chồng") and not of(household, "Con dâu", "Con rể"):
                father = next(each for each in household.members[:2] if each.sex == "male")
                for child in of(household, "Con"):
                    children += 1
                    assert child.full_name.split()[0] == father.full_name.split()[0]
    assert children > 100


def test_poor_households_are_few_and_marked():
    marks = Counter(household.poverty for roll in whole()[1] for household in roll.households)
    assert set(marks) == {"", "poor", "near_poor"}
    assert 0 < marks["poor"] < marks["near_poor"] < 0.03 * HOUSEHOLDS


def test_the_whole_ward_is_drawn_within_a_second():
    begun = process_time()
    assert sum(1 for _ in generate(11).residents()) == RESIDENTS
    assert process_time() - begun < 1.0


@pytest.mark.parametrize("scale", [0, -1])
def test_a_scale_that_makes_no_ward_is_refused(scale):
    with pytest.raises(ValueError, match="scale"):
        generate(1, scale)


def test_organisations_of_every_kind_with_codes_once():
    organisations = whole()[0].organisations
    assert {each.kind for each in organisations} == set(OrganisationKind.values)
    assert (
        len({each.code for each in organisations}) == len({each.name for each in organisations}) == len(organisations)
    )
    assert all(each.headcount > 0 and each.email.endswith(".example") for each in organisations)


def appointments():
    population, rolls = whole()
    return [*population.staff, *(each for roll in rolls for each in roll.appointments)]


def test_every_office_is_held_and_stands_where_the_ward_expects_it():
    assert {each.office for each in appointments()} == set(Office.values)
    for each in appointments():
        assert bool(each.group_code) == (each.office in OF_GROUP)
        assert bool(each.organisation_code) or each.office not in OF_ORGANISATION
        assert each.ended_on is None or each.ended_on > each.starts_on


def test_offices_of_one_holder_have_one():
    now = [each for each in appointments() if each.ended_on is None]
    for office in ONE_HOLDER_IN_WARD:
        assert sum(each.office == office for each in now) == 1
    for office in ("group_leader", "front_committee_head"):
        assert Counter(each.group_code for each in now if each.office == office) == {
            group.code: 1 for group in whole()[0].groups
        }
    heads = Counter(each.organisation_code for each in now if each.office == "organisation_head")
    assert heads == {each.code: 1 for each in whole()[0].organisations}


def test_some_organisations_have_not_yet_assigned_anyone():
    assigned = {each.organisation_code for each in appointments() if each.office == "assigned_officer"}
    assert 0.85 < len(assigned) / len(whole()[0].organisations) < 1


def test_no_organisation_has_fewer_people_than_hold_an_office_in_it():
    holders = Counter(each.organisation_code for each in appointments() if each.ended_on is None)
    assert all(each.headcount >= holders[each.code] for each in whole()[0].organisations)


def test_those_who_hold_an_office_in_a_group_live_in_it_and_are_grown():
    for roll in whole()[1]:
        residents = {person.id_number for person in roll.residents() if person.id_number}
        held = [each for each in roll.appointments if each.ended_on is None]
        assert held
        assert all(each.person.id_number in residents for each in held)
        assert all(2025 - each.person.born_in_year >= 30 for each in held)
        assert len({each.person.id_number for each in roll.appointments}) == len(roll.appointments)


def test_staff_mailboxes_belong_to_one_person_each():
    owners = {(each.person.email, each.person.id_number) for each in whole()[0].staff}
    assert len(owners) == len({email for email, _ in owners})
