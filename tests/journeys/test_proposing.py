"""Dân bàn (clause 2.2.c.1): a resident proposes, a neighbour backs, the leader prepares, plans and opens."""

from datetime import date

import pytest

from danchu.core.models import User
from danchu.discuss.actions.initiatives import enter_backings, propose
from danchu.discuss.models import Decision, Initiative, Meeting
from danchu.discuss.states import InitiativeState, State
from danchu.lib import clock
from tests import factories

MONDAY = clock.moment_on(date(2026, 3, 2), 9)


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.travel_to(MONDAY):
        yield


@pytest.fixture
def households(ward, group):
    """Thirty households of the group, each with an account."""
    made = [factories.household(group, head_name=f"Nguyễn Thị Hồng {number}") for number in range(1, 31)]
    for each in made:
        each.account = factories.user(ward, kind=User.Kind.HOUSEHOLD, display_name=f"Hộ {each.code}")
        each.save()
    return made


@pytest.fixture
def proposed(ward, households):
    return propose(
        ward=ward,
        kind="other",
        title="Lắp đèn chiếu sáng ngõ 12",
        content="Ngõ tối, trẻ em đi học về muộn.",
        by=households[0].account,
        at=MONDAY,
    )


def test_a_resident_proposes_from_the_phone(phone, households):
    resident = phone(households[0].account)
    resident.visit("/dan-ban/sang-kien/")
    resident.tap("Đề xuất sáng kiến")
    resident.types("Đề xuất việc gì?", "Lắp đèn chiếu sáng ngõ 12")
    resident.types("Nội dung và lý do", "Ngõ tối, trẻ em đi học về muộn.")
    resident.tap("Gửi sáng kiến")
    resident.sees("1 hộ đã ủng hộ, cần 3 trong tổng số 30 hộ", "Còn thiếu 2 hộ")


def test_a_neighbour_backs_in_one_tap(phone, households, proposed):
    neighbour = phone(households[1].account)
    neighbour.visit(proposed.get_absolute_url())
    neighbour.tap("Hộ tôi ủng hộ")
    assert neighbour.taps == 1
    neighbour.sees("2 hộ đã ủng hộ", "Rút ý kiến ủng hộ")


def test_the_leader_puts_it_to_the_community(phone, group_leader, households, proposed):
    enter_backings(initiative=proposed, households=households[1:3], by=group_leader, at=MONDAY)
    leader = phone(group_leader)
    leader.visit(f"/ban-lam-viec/dan-ban/sang-kien/{proposed.pk}/")
    leader.tap("Đưa ra bàn")
    leader.tap("6. Công việc tự quản khác của cộng đồng dân cư", within="main")
    leader.chooses("Họp cộng đồng dân cư")
    leader.tap("Lưu")
    leader.sees("Đã đủ để bắt đầu", "Sẽ hỏi 30 hộ")
    assert Initiative.objects.get().state == InitiativeState.TAKEN_UP
    leader.tap("Lên lịch họp")
    leader.types("Ngày giờ họp", "2026-03-08T19:30")
    leader.types("Người chủ trì", "Nguyễn Văn Tổ")
    leader.tap("Lên lịch", within="main")
    leader.sees("Phải làm trước ngày họp", "Thông báo cuộc họp trước ít nhất 02 ngày")
    decision = Decision.objects.get()
    leader.visit(f"/ban-lam-viec/dan-ban/{decision.pk}/")
    leader.tap("Bắt đầu lấy ý kiến")
    leader.tap("Bắt đầu lấy ý kiến", within="main")
    leader.sees("Đang lấy ý kiến", "Tổng số trong danh sách")
    decision.refresh_from_db()
    assert decision.state == State.OPEN
    leader.visit(Meeting.objects.get().get_absolute_url())
    leader.sees("Lắp đèn chiếu sáng ngõ 12", "Thêm vào lịch điện thoại")


def test_an_officer_at_the_desk(desktop, officer, households, proposed):
    at_work = desktop(officer)
    for address in (
        "/ban-lam-viec/dan-ban/",
        "/ban-lam-viec/dan-ban/moi/",
        "/ban-lam-viec/dan-ban/moi/?loai=head",
        "/ban-lam-viec/dan-ban/hop/",
        "/ban-lam-viec/dan-ban/hop/moi/",
        "/ban-lam-viec/dan-ban/sang-kien/",
        f"/ban-lam-viec/dan-ban/sang-kien/{proposed.pk}/",
        f"/ban-lam-viec/dan-ban/sang-kien/{proposed.pk}/ho-ky/",
    ):
        at_work.visit(address)
