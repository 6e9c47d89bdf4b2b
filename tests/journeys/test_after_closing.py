"""Từ kết quả đến người dân (clauses 2.2.c.1, 2.2.c.6): minutes, the decision with its number, publishing, a household
that reads it on its phone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.discuss.models import Attendance, Decision, Meeting, MeetingItem
from danchu.discuss.states import MeetingState
from danchu.lib import clock
from tests.core.records.reading import flat, of_pdf
from tests.discuss.conftest import households, opened, prepared  # noqa: F401 - fixtures
from tests.discuss.test_following import CLOSED, MEETING, counted
from tests.journeys.visitors import DESKTOP, PHONE

HOMES = 5


@pytest.fixture(autouse=True)
def _that_friday():
    with clock.travel_to(CLOSED):
        yield


@pytest.fixture
def homes(households):  # noqa: F811
    return households(HOMES)


@pytest.fixture
def decision(ward, group, opened, homes, officer) -> Decision:  # noqa: F811
    """Voted in a meeting of the group that is over; four of five were for it."""
    decision = counted(opened(**MEETING), officer, {1: 4, 2: 1})
    meeting = Meeting.objects.create(
        ward=ward,
        group=group,
        title="Họp Tổ dân phố Tân Thành 1",
        place="Nhà văn hóa Tân Thành 1",
        planned_at=CLOSED - timedelta(hours=2),
        chair="Phạm Văn Chủ",
        secretary="Lê Thị Thư",
        secretary_votes=HOMES,
        households=HOMES,
        state=MeetingState.ENDED,
        started_at=CLOSED - timedelta(hours=2),
        ended_at=CLOSED - timedelta(hours=1),
    )
    for each in homes:
        Attendance.objects.create(ward=ward, meeting=meeting, household=each, came_at=meeting.started_at)
    MeetingItem.objects.create(ward=ward, meeting=meeting, decision=decision, position=1, method_votes=HOMES)
    return decision


def issues(person, kind: str) -> str:
    """Prepare the document, look at it, issue it; its symbol."""
    person.tap(f"Lập {kind}")
    person.tap("Lưu dự thảo")
    person.sees("Đã lưu dự thảo", "Dự thảo")
    person.tap("Ký, lấy số và ban hành")
    person.tap("Ban hành")
    return person.page.locator(".paper-symbol").inner_text().removeprefix("Số: ").strip()


def test_from_the_result_to_the_household_that_reads_it(visitor, decision, group_leader, officer, homes):
    leader = visitor(DESKTOP, group_leader)
    leader.visit(reverse("discuss:close", args=[decision.pk]))
    leader.sees("Có 4 trong tổng số 5 hộ tán thành")
    leader.tap("Kết thúc lấy ý kiến")
    leader.sees("Đã kết thúc lấy ý kiến")
    symbol = issues(leader, "nghị quyết của cộng đồng")
    leader.visit(reverse("discuss:desk-meeting", args=[Meeting.objects.get().pk]))
    issues(leader, "biên bản cuộc họp")

    clerk = visitor(DESKTOP, officer)
    clerk.visit(reverse("discuss:close", args=[decision.pk]))
    clerk.sees(symbol)
    clerk.tap("Công khai", within="ol.path")
    clerk.sees(f"được kèm sẵn: {symbol}")
    clerk.chooses("Không có")
    clerk.tap("Công khai ngay")
    clerk.sees("Đã công khai kết quả")

    household = visitor(PHONE, homes[0].account)
    household.visit("/")
    title = f"Kết quả bàn và quyết định: {decision.title}"
    household.tap(title)
    household.sees("được thông qua")
    paper = flat(of_pdf(household.fetches(symbol.split("/")[0])))
    assert symbol in paper
    assert "4 trong tổng số 5 hộ" in paper
    household.visit(decision.get_absolute_url())
    household.sees("Được thông qua")
