"""What the tests of the room share: a group with households, a decision prepared or open, people who speak."""

from datetime import timedelta

import pytest

from danchu.core.models import User
from danchu.discuss.actions.preparing import Plan, open_decision, prepare_decision
from danchu.discuss.models import Decision, Elector, Meeting, MeetingItem
from danchu.ward.models import Household
from statute.decisions import online_conditions
from tests import factories
from tests.discuss.paperwork import MORNING, plan_it

EVERY_CONDITION = {each.key: {"on": "2026-03-01", "note": "Biên bản họp tổ"} for each in online_conditions()}


@pytest.fixture
def group(ward):
    return factories.group(ward, name="Tổ dân phố Tân Thành 1")


@pytest.fixture
def group_leader(ward, group):
    return factories.staff(ward, "group_leader", group=group)


@pytest.fixture
def households(group):
    """``households(n)``: n households of the group, each with an account."""

    def make(number: int = 5):
        made = []
        for _ in range(number):
            household = factories.household(group)
            household.account = factories.user(
                group.ward, kind=User.Kind.HOUSEHOLD, display_name=f"Hộ {household.code}"
            )
            household.save()
            made.append(household)
        return made

    return make


def plan(**given) -> Plan:
    fields = {
        "kind": "other",
        "title": "Lịch tổng vệ sinh hằng tháng",
        "proposal": "Tổng vệ sinh sáng Chủ nhật đầu tháng.",
        "forms": ("meeting", "ballot", "online"),
        "ballot_ground": "agreed",
        "online_conditions": EVERY_CONDITION,
        "closes_at": MORNING + timedelta(days=10),
    }
    return Plan(**{**fields, **given})


@pytest.fixture
def prepared(ward, group, officer):
    """``prepared(**plan)``: a decision of the group that is being prepared."""

    def prepare(**given) -> Decision:
        if not given.keys() & {"groups", "is_ward_wide", "organisation"}:
            given["groups"] = (group,)
        return prepare_decision(ward=ward, plan=plan(**given), by=officer, at=MORNING)

    return prepare


@pytest.fixture
def opened(prepared, officer):
    """``opened(**plan)``: the same, open."""

    def open_it(**given) -> Decision:
        return open_decision(decision=prepared(**given), by=officer, at=MORNING)

    return open_it


def electors(decision: Decision) -> list[Elector]:
    return list(decision.electors.select_related("household__account").order_by("number"))


def account(elector: Elector) -> User:
    return elector.household.account


@pytest.fixture
def deputy(ward, group):
    return factories.staff(ward, "group_deputy", group=group)


@pytest.fixture
def planned(opened, group, group_leader):
    """``planned(**plan)``: an open decision of the group whose papers may go out on the third day."""

    def make(**given):
        decision = opened(**{"forms": ("ballot", "online"), **given})
        plan_it(decision, group, by=group_leader)
        return decision

    return make


@pytest.fixture
def planned_meeting(ward, group, households, prepared):
    """``planned_meeting(number, **plan)``: a meeting of a group of so many households about one decision."""

    def arrange(number: int = 5, **given) -> tuple[Meeting, list[Household]]:
        homes = households(number)
        decision = prepared(**given)
        meeting = Meeting.objects.create(
            ward=ward,
            group=group,
            title="Họp tổ dân phố quý I",
            place="Nhà văn hóa",
            planned_at=MORNING + timedelta(hours=10),
            chair="Lê Văn Hải",
        )
        MeetingItem.objects.create(ward=ward, meeting=meeting, decision=decision, position=1)
        return meeting, homes

    return arrange
