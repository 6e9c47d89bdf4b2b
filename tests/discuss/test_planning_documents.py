"""Invitation, programme, notice and plan come written, to be signed by the community's own people."""

from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.core.records import kinds
from danchu.discuss.actions.planning import MeetingPlan, plan_meeting
from danchu.lib import clock
from tests import factories
from tests.discuss.conftest import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day():
    with clock.travel_to(MORNING):
        yield


@pytest.fixture
def meeting(ward, group, group_leader, prepared):
    plan = MeetingPlan(
        title="Họp tổ tháng 3",
        place="Nhà văn hóa",
        planned_at=MORNING + timedelta(days=5),
        chair="Nguyễn Văn Tổ",
        group=group,
        agenda="Thông báo thu quỹ\n\nViệc khác",
        decisions=(prepared(title="Làm ngõ 12"),),
    )
    return plan_meeting(ward=ward, plan=plan, by=group_leader, at=MORNING)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("discuss.invitation", ("Làm ngõ 12", "Thông báo thu quỹ", "09 giờ 00 ngày 07/03/2026", "Nhà văn hóa")),
        ("discuss.programme", ("cử thư ký", "Làm ngõ 12", "Việc khác")),
    ],
)
def test_of_a_meeting(kind, words, meeting, group_leader, signed_in):
    source = kinds.of(kind).source_for(meeting)
    assert [word for word in words if word not in source.body] == []
    assert source.parties[0].name == "Nguyễn Văn Tổ"
    page = signed_in(group_leader).get(reverse("core:prepare-document", args=[kind, meeting.pk]))
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("discuss.notice", ("trên 50% tổng số hộ tán thành", "2 hộ gia đình", "Không tán thành")),
        ("discuss.ballot-plan", ("Từ 3 đến 5 người", "thống nhất phát phiếu", "09 giờ 00 ngày 12/03/2026")),
    ],
)
def test_of_a_decision(kind, words, prepared, households, group_leader, signed_in):
    households(2)
    decision = prepared()
    source = kinds.of(kind).source_for(decision)
    assert [word for word in words if word not in source.body] == []
    page = signed_in(group_leader).get(reverse("core:prepare-document", args=[kind, decision.pk]))
    assert page.status_code == 200


def test_the_leader_of_another_group_cannot_write_them(ward, prepared, signed_in):
    stranger, decision = factories.staff(ward, "group_leader"), prepared()
    address = reverse("core:prepare-document", args=["discuss.notice", decision.pk])
    assert signed_in(stranger).get(address).status_code == 404
