"""What the tests of the room share."""

from datetime import date, datetime

import pytest

from danchu.know.actions.drafting import Content, draft_disclosure
from danchu.know.actions.publishing import publish_disclosure
from danchu.know.models import Disclosure
from danchu.know.states import PersonalData
from danchu.lib import clock
from tests import factories

ALL_FORMS = ("posting", "portal", "loudspeaker", "group_leaders")
DECIDED = date(2026, 3, 2)  # a Monday


def morning(day: date) -> datetime:
    return clock.moment_on(day, 9)


def content(**given) -> Content:
    fields = {
        "item": "social_policy",
        "title": "Danh sách hộ được hỗ trợ xây nhà năm 2026",
        "decided_on": DECIDED,
        "body": "Ủy ban nhân dân phường công khai **danh sách** dưới đây.",
        "forms": ALL_FORMS,
    }
    return Content(**{**fields, **given})


@pytest.fixture
def group(ward):
    return factories.group(ward, name="Tổ dân phố Tân Thành 1", community_house="Nhà văn hóa Tân Thành 1")


@pytest.fixture
def group_leader(ward, group):
    return factories.staff(ward, "group_leader", group=group)


@pytest.fixture
def drafted(ward, officer, group):
    """``drafted(on=..., **content)``: a draft of the officer."""

    def draft(on: date = DECIDED, **given) -> Disclosure:
        return draft_disclosure(ward=ward, content=content(**given), by=officer, at=morning(on))

    return draft


@pytest.fixture
def published(drafted, officer):
    """``published(on=..., **content)``: a draft made public on that day."""

    def publish(on: date = DECIDED, **given) -> Disclosure:
        return publish_disclosure(
            disclosure=drafted(on, **given),
            state_secret=False,
            personal_data=PersonalData.NONE,
            by=officer,
            at=morning(on),
        )

    return publish
