"""When people of the demonstration work: offices in their hours, on their days; nobody at three in the morning."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.core.actors import SYSTEM
from danchu.core.models import AuditEntry, User
from danchu.demo.building import hours
from danchu.duties import queries as duties
from danchu.duties.models import Duty
from danchu.lib import clock
from statute.calendars import Calendar
from tests.demo.conftest import TODAY

MOMENTS = st.datetimes(datetime(2025, 1, 6), datetime(2026, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001 - made aware


def is_in_hours(moment: datetime) -> bool:
    local = moment.astimezone(clock.VIETNAM)
    return Calendar().is_working_day(local.date()) and (7, 30) <= (local.hour, local.minute) < (17, 0)


@pytest.mark.parametrize(
    ("asked", "worked"),
    [
        (clock.moment_on(date(2026, 11, 26), 10, 5), clock.moment_on(date(2026, 11, 26), 10, 5)),
        (clock.moment_on(date(2026, 11, 28), 10), clock.moment_on(date(2026, 11, 30), 7, 35)),  # a Saturday
        (clock.moment_on(date(2026, 9, 2), 10), clock.moment_on(date(2026, 9, 3), 7, 35)),  # the national day
    ],
)
def test_what_offices_do_waits_for_their_hours(asked, worked):
    assert abs(hours.at_work(asked) - worked) <= timedelta(minutes=5)


@given(MOMENTS)
def test_the_next_moment_at_work_is_in_hours_and_not_before(moment):
    found = hours.at_work(moment)
    assert found >= moment
    assert is_in_hours(found)


@given(MOMENTS)
def test_the_last_moment_at_work_is_in_hours_and_not_after(moment):
    found = hours.last_at_work(moment)
    assert found <= moment
    assert is_in_hours(found)
    assert hours.last_at_work(found) == found


@given(MOMENTS, st.timedeltas(timedelta(seconds=1), timedelta(days=12)))
def test_what_comes_later_stays_later(moment, after):
    assert hours.at_work(moment) < hours.at_work(moment + after)


@pytest.mark.django_db
def test_staff_act_in_office_hours_and_nobody_acts_at_night(demo_ward):
    staff = set(User.objects.filter(ward=demo_ward, kind=User.Kind.STAFF).values_list("pk", flat=True))
    entries = list(AuditEntry.objects.filter(ward=demo_ward).exclude(actor_name=SYSTEM.name))
    assert len({each.actor_id for each in entries} & staff) > 5
    for each in entries:
        local = each.at.astimezone(clock.VIETNAM)
        assert 6 <= local.hour < 22, f"{each.action} {each.actor_name} {local}"
        if each.actor_id in staff:
            assert is_in_hours(each.at), f"{each.action} {each.actor_name} {local}"


@pytest.mark.django_db
def test_the_ward_works_well_with_a_few_late_ones(demo_ward):
    rows = duties.of_ward(demo_ward)
    late = duties.open_late(rows, TODAY)
    assert 3 <= late.count() <= 10, sorted(late.values_list("kind", "title", "due_on"))
    assert all(each.due_on >= TODAY - timedelta(days=45) for each in late)
    come = duties.come_due(rows, TODAY)
    assert duties.on_time(come).count() >= 0.93 * come.count()
    assert not Duty.objects.filter(duties.NOBODYS, kind="know.take_down").exists()
