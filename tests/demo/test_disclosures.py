"""The year of disclosures of the fictitious ward."""

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.demo.people import generate
from statute.tables import read_data

UNTIL = date(2026, 11, 24)


def test_every_item_of_the_laws_list_is_met_and_schedules_are_those_of_the_law():
    law = {item.number("number"): item for item in read_data("disclosure-commune").tables("item")}
    subjects = generate(2025, 0.1).disclosures(UNTIL)
    assert {each.item for each in subjects} == set(law)
    for each in subjects:
        if each.schedule:
            assert each.schedule in {schedule.text("key") for schedule in law[each.item].tables("schedule")}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.dates(date(2025, 1, 1), date(2040, 12, 31)))
def test_whatever_the_seed_and_the_day_most_is_in_time_some_late_two_never(seed, until):
    subjects = generate(seed, 0.05).disclosures(until)
    assert all(until - timedelta(days=370) < each.decided_on <= until for each in subjects)
    assert [each.decided_on for each in subjects] == sorted(each.decided_on for each in subjects)
    never = [each for each in subjects if each.margin_days is None]
    assert len(never) == 2
    assert all(until - timedelta(days=60) <= each.decided_on <= until - timedelta(days=20) for each in never)
    late = sum(each.margin_days is not None and each.margin_days > 0 for each in subjects)
    assert 0.02 * len(subjects) < late < 0.06 * len(subjects)


def test_titles_are_distinct_and_texts_finished():
    subjects = generate(2025, 0.5).disclosures(UNTIL)
    assert len({each.title for each in subjects}) == len(subjects)
    for each in subjects:
        assert "{" not in each.title + each.text
        assert each.text.endswith(".")
        assert len(each.title) <= 160


def test_texts_carry_no_personal_data():
    population = generate(2025, 0.2)
    names = {person.full_name for person in population.residents()} | {
        each.person.full_name for each in population.staff
    }
    told = " ".join(f"{each.title} {each.text}" for each in population.disclosures(UNTIL))
    assert not any(name in told for name in names)
    assert not re.search(r"\d{9,}", told)


def test_the_unit_is_one_to_which_the_ward_gives_work_and_the_groups_exist():
    population = generate(2025, 0.2)
    units = {each.code for each in population.organisations if each.is_unit}
    groups = {group.code for group in population.groups}
    for each in population.disclosures(UNTIL):
        assert each.unit_code in units
        assert set(each.group_codes) <= groups


def test_documents_are_dated_on_weekdays_unless_they_end_a_period():
    for each in generate().disclosures(UNTIL):
        assert each.schedule or each.decided_on.weekday() < 5
