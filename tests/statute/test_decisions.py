"""What the People decide: which forms are lawful, what majority is needed, what came out."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import decisions, outcomes
from statute.decisions import kind, kinds
from statute.outcomes import Heard, elected, needed, outcome, ward_outcome
from statute.parameters import RuleUnknown, rulebook

ON = date(2026, 3, 2)
KINDS = [each.key for each in kinds(ON)]


def test_the_six_kinds_of_article_15_in_their_order():
    assert [each.number for each in kinds(ON)] == [1, 2, 3, 4, 5, 6]
    assert KINDS == ["contribution", "fund", "code", "head", "board", "other"]


def test_before_the_law_there_is_no_kind():
    with pytest.raises(RuleUnknown):
        kind("other", date(2020, 1, 1))


def test_every_rule_that_the_data_names_exists():
    for each in kinds(ON):
        for key in (each.majority, each.ward_majority, each.attendance, each.online_majority, each.recognition):
            assert not key or rulebook().value(key, ON)


@pytest.mark.parametrize(
    ("key", "households", "attended", "in_favour", "lawful", "passed", "want"),
    [
        ("contribution", 120, 100, 80, True, True, 80),
        ("contribution", 120, 100, 79, True, False, 80),
        ("contribution", 100, 100, 66, True, False, 67),
        ("fund", 3, 2, 2, True, True, 2),
        ("other", 120, 61, 61, True, True, 61),
        ("other", 120, 60, 60, True, False, 61),
        ("other", 121, 61, 61, True, True, 61),
        ("code", 120, 61, 61, True, True, 61),
        ("code", 120, 60, 60, False, False, 61),
        ("head", 1, 1, 1, True, True, 1),
        ("other", 120, 130, 61, False, False, 61),
        ("other", 120, 60, 61, False, False, 61),
        ("other", 0, 0, 0, False, False, 1),
    ],
)
def test_meetings_counted_by_hand(key, households, attended, in_favour, lawful, passed, want):
    found = outcome(kind(key, ON), households, {"meeting": Heard(attended, in_favour)}, ON)
    assert (found.lawful, found.passed, found.needed) == (lawful, passed, want)
    assert found.explain()


@pytest.mark.parametrize("key", KINDS)
def test_online_is_for_other_matters_only(key):
    found = outcome(kind(key, ON), 10, {"online": Heard(10, 10)}, ON)
    assert found.lawful is (key == "other")


def test_forms_add_up_and_the_attendance_of_a_failed_meeting_does_not_spoil_the_ballots_after_it():
    found = outcome(kind("code", ON), 100, {"meeting": Heard(40, 30), "ballot": Heard(50, 21)}, ON)
    assert (found.lawful, found.passed, found.in_favour) == (True, True, 51)


@given(
    st.sampled_from(KINDS),
    st.integers(1, 3000),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.sampled_from(decisions.FORMS),
)
def test_whatever_the_numbers_passing_means_the_laws_share_of_all_households(key, households, attended, favour, form):
    matter = kind(key, ON)
    found = outcome(matter, households, {form: Heard(attended, favour)}, ON)
    share = Fraction(favour, households)
    reached = share >= Fraction(2, 3) if key in {"contribution", "fund"} else share > Fraction(1, 2)
    coherent = favour <= attended <= households and form in matter.forms
    present = key != "code" or form != "meeting" or 2 * attended > households
    assert found.lawful is (coherent and present)
    assert found.passed is (coherent and present and reached)
    assert bool(found.reasons)


@given(st.integers(1, 5000), st.sampled_from(["decision.majority.contributions", "decision.majority.others"]))
def test_needed_is_the_least_number_that_reaches_the_share(base, key):
    rule = rulebook().value(key, ON)
    least = needed(base, rule)

    def reaches(number):
        return number > rule.fraction * base if rule.bound == "more_than" else number >= rule.fraction * base

    assert reaches(least)
    assert not reaches(least - 1)


def test_over_the_whole_ward_contributions_need_two_thirds_of_the_groups():
    matter = kind("contribution", ON)
    groups = [outcome(matter, 30, {"meeting": Heard(30, favour)}, ON) for favour in (20, 25, 10)]
    found = ward_outcome(matter, groups, ON)
    assert (found.passed, found.needed, found.in_favour) == (True, 2, 2)
    assert ward_outcome(kind("other", ON), groups, ON) is None


MAJORITY = rulebook().value("decision.majority.others", ON)


@pytest.mark.parametrize(
    ("votes", "seats", "wins", "ties"),
    [
        ({"An": 60, "Bình": 30}, 1, ("An",), ()),
        ({"An": 50, "Bình": 30}, 1, (), ()),
        ({"An": 70, "Bình": 70}, 1, (), ("An", "Bình")),
        ({"An": 90, "Bình": 70, "Chi": 70}, 2, ("An",), ("Bình", "Chi")),
        ({"An": 90, "Bình": 70, "Chi": 60}, 2, ("An", "Bình"), ()),
        ({"An": 90, "Bình": 20}, 3, ("An",), ()),
    ],
)
def test_elections_of_a_hundred_households(votes, seats, wins, ties):
    found = elected(votes, seats, 100, MAJORITY)
    assert (found.elected, found.tied) == (wins, ties)


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 100), min_size=1), st.integers(1, 4))
def test_nobody_is_elected_below_the_majority_or_beside_someone_with_more(votes, seats):
    found = elected(votes, seats, 100, MAJORITY)
    assert len(found.elected) <= seats
    assert all(votes[each] > 50 for each in (*found.elected, *found.tied))
    left = {*found.short, *found.tied}
    assert set(found.elected) | left == set(votes)
    for winner in found.elected:
        assert all(votes[winner] > votes[each] for each in left)
    if found.tied:
        assert len(found.elected) < seats < len(found.elected) + len(found.tied)


def test_staff_decide_by_the_majority_of_those_present_when_two_thirds_take_part():
    found = outcomes.conference_outcome(30, {"meeting": Heard(20, 11)}, ON)
    assert (found.lawful, found.passed, found.needed) == (True, True, 11)
    assert not outcomes.conference_outcome(30, {"meeting": Heard(19, 19)}, ON).lawful


def test_a_tenth_of_the_households_backs_an_initiative():
    assert outcomes.backing_needed(224, ON)[0] == 23
    assert outcomes.backing_needed(3, ON)[0] == 1
