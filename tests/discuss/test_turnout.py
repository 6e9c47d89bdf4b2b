"""The figures say who took part, from the records alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.core import figures
from danchu.discuss import polling
from danchu.discuss.actions.closing import Sheet, close_decision, record_count
from danchu.discuss.actions.preparing import open_decision
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Attendance, Meeting
from danchu.discuss.states import Form, MeetingState, WrittenAs
from danchu.lib import clock
from tests import factories
from tests.discuss.conftest import MORNING, account, electors
from tests.discuss.test_following import CLOSED, closed  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db


def read(ward, key):
    found = {each.key: each for each in figures.every()}[key]
    return figures.read([found], ward, clock.local_day(CLOSED))[key]


def test_turnout_counts_every_household_once_for_each_decision(ward, opened, households, officer, closed):  # noqa: F811
    closed({1: 3, 2: 1})
    decision = opened()
    for elector in electors(decision)[:2]:
        polling.vote(
            decision=decision, elector=elector, choices=(1,), by=account(elector), at=MORNING + timedelta(days=1)
        )
    assert read(ward, "discuss.turnout").records == 5
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)
    found = read(ward, "discuss.turnout")
    assert (found.part, found.records, found.value) == (6, 10, 60.0)
    assert read(ward, "discuss.decisions").value == 2
    assert read(ward, "discuss.staff_participation").value is None


def test_inside_an_organisation_people_are_counted_not_households(ward, prepared, officer):
    school = factories.organisation(ward)
    for _ in range(4):
        factories.mandate(factories.person(ward), "public_employee", organisation=school)
    decision = prepared(organisation=school, forms=("meeting",), closes_at=None, ballot_ground="", online_conditions={})
    open_decision(decision=decision, by=officer, at=MORNING)
    for each in electors(decision)[:3]:
        mark_heard(decision=decision, elector=each, form=Form.MEETING, by=officer, at=MORNING)
    sheet = Sheet(Form.MEETING, None, "Thư ký", 3, 3, {1: 2, 2: 1})
    record_count(decision=decision, sheet=sheet, by=officer, at=MORNING)
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)
    assert "2 trong số 3 người" in decision.outcome["reason"]
    found = read(ward, "discuss.staff_participation")
    assert (found.part, found.records) == (3, 4)
    assert read(ward, "discuss.decisions").value == 0


def test_a_household_is_represented_when_somebody_came_to_a_meeting(ward, group, households):
    first, *_ = households(4)
    meeting = Meeting.objects.create(
        ward=ward, group=group, title="Họp", place="NVH", planned_at=MORNING, chair="A", state=MeetingState.ENDED,
        started_at=MORNING, ended_at=MORNING + timedelta(hours=1),
    )  # fmt: skip
    Attendance.objects.create(ward=ward, meeting=meeting, household=first, came_at=MORNING)
    found = read(ward, "discuss.households_represented")
    assert (found.part, found.records) == (1, 4)


def test_the_page_shows_turnout_by_group_form_and_age_and_exports(signed_in, officer, closed, group):  # noqa: F811
    closed({1: 3, 2: 1})
    client = signed_in(officer)
    address = reverse("discuss:figures")
    page = client.get(f"{address}?nam=2026&to={group.pk}").content.decode()
    assert "4 / 5 (80%)" in page
    assert "Tại cuộc họp" in page
    assert "Không rõ tuổi" in page
    assert "4 / 5" not in client.get(f"{address}?nam=2024").content.decode()
    assert b"80" in b"".join(client.get(f"{address}?xuat=csv").streaming_content)
