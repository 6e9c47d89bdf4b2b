"""The acceptance of a complaint: 10 days by the law as it was read, 7 working days by the decree of 1 July 2026. Until
the amended article of the law is read, what comes first decides, and both are named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import casework
from statute.calendars import Calendar
from statute.casework import Circumstances, Pause
from statute.parameters import Override, RuleUnknown, rulebook

COMPLAINT = casework.kind("complaint")
SINCE = date(2026, 7, 1)
FIRST, SECOND = Circumstances(), Circumstances(instance=2)
OLD_DAYS = st.dates(date(2021, 1, 1), SINCE - timedelta(days=1))
NEW_DAYS = st.dates(SINCE, date(2030, 11, 30))
ALL_DAYS = st.dates(date(2021, 1, 1), date(2030, 11, 30))
INSTANCES = st.sampled_from([FIRST, SECOND])


def swapped() -> st.SearchStrategy[Calendar]:
    """Calendars with days that the Government has swapped: weekdays off, weekend days worked."""
    days = st.dates(date(2026, 7, 1), date(2027, 3, 31))
    return st.builds(
        lambda off, worked: Calendar(extra_off=frozenset(off), extra_work=frozenset(worked) - frozenset(off)),
        st.sets(days.filter(lambda day: day.weekday() < 5), max_size=12),
        st.sets(days.filter(lambda day: day.weekday() >= 5), max_size=12),
    )


def counted(received: date, found: Circumstances, calendar: Calendar | None = None) -> tuple[casework.Count, ...]:
    clock = COMPLAINT.clock(casework.RECEIVED)
    assert clock is not None
    return casework.counts(clock.rules(found, received, rulebook()), received, calendar=calendar or Calendar())


def by_hand(received: date, days: int, working: bool, calendar: Calendar) -> date:
    """Cross off day after day on a wall calendar; the period ends on a working day."""
    day = received
    while days:
        day += timedelta(days=1)
        days -= calendar.is_working_day(day) if working else 1
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


@given(OLD_DAYS, INSTANCES)
def test_what_came_before_keeps_the_ten_days_of_the_law(received, found):
    [only] = counted(received, found)
    assert only.due_on == by_hand(received, 10, False, Calendar())
    assert only.rule.citation.document == "luat-khieu-nai-2011"


@given(NEW_DAYS, INSTANCES)
def test_what_comes_since_july_is_due_on_the_earlier_of_the_two_days(received, found):
    first, later = counted(received, found)
    ends = {by_hand(received, 10, False, Calendar()), by_hand(received, 7, True, Calendar())}
    assert {first.due_on, later.due_on} == ends
    assert first.due_on == min(ends)


@given(st.dates(SINCE, date(2027, 2, 28)), swapped())
def test_swapped_days_move_each_count_for_itself(received, calendar):
    first, _ = counted(received, FIRST, calendar)
    assert first.due_on == min(by_hand(received, 10, False, calendar), by_hand(received, 7, True, calendar))


@pytest.mark.parametrize(
    ("received", "due", "decided_by"),
    [
        (date(2026, 6, 30), date(2026, 7, 10), "luat-khieu-nai-2011"),  # the day before: the law alone
        (date(2026, 7, 1), date(2026, 7, 10), "nd-124-2020"),  # Wednesday: 7 working days are shorter
        (date(2026, 7, 3), date(2026, 7, 13), "luat-khieu-nai-2011"),  # Friday: the tenth day, a Monday, comes first
        (date(2027, 2, 3), date(2027, 2, 15), "luat-khieu-nai-2011"),  # before Tết: the days off push the decree back
    ],
)
def test_days_that_show_which_count_decides(received, due, decided_by):
    first = counted(received, FIRST)[0]
    assert first.due_on == due
    assert first.rule.citation.document == decided_by


def test_each_instance_names_its_own_article_of_the_law():
    assert {each.rule.citation.article for each in counted(SINCE, FIRST)} == {"27", "16"}
    assert {each.rule.citation.article for each in counted(SINCE, SECOND)} == {"36", "16"}


@given(ALL_DAYS, INSTANCES, st.integers(0, 5), st.integers(0, 30))
def test_a_clock_that_stands_has_no_end_and_one_that_stood_ends_later(received, found, after, long):
    rules = COMPLAINT.clock(casework.RECEIVED).rules(found, received, rulebook())
    since = received + timedelta(days=after)
    assert casework.counts(rules, received, pauses=[Pause(since)], calendar=Calendar()) == ()
    stood = casework.counts(rules, received, pauses=[Pause(since, since + timedelta(days=long))], calendar=Calendar())
    assert stood[0].due_on >= casework.counts(rules, received, calendar=Calendar())[0].due_on


def test_a_number_of_the_ward_counts_in_its_place():
    book = rulebook().with_overrides([Override("complaint.acceptance_decree", 5, SINCE, "Quyết định 12/QĐ-UBND")])
    rules = COMPLAINT.clock(casework.RECEIVED).rules(FIRST, SINCE, book)
    assert casework.counts(rules, SINCE, calendar=Calendar())[0].due_on == date(2026, 7, 8)


def test_a_rule_beside_another_must_exist():
    with pytest.raises(RuleUnknown):
        rulebook().holding("complaint.no_such_rule", SINCE)
