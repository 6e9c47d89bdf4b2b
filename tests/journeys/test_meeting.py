"""Họp tổ dân phố (clause 2.2.c.1): a whole meeting of 120 households on two phones, the line cut for a while."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from danchu.discuss.actions.preparing import Plan, prepare_decision
from danchu.discuss.models import Attendance, CountSheet, Meeting, MeetingItem, MeetingStep, Voice
from danchu.discuss.states import MeetingState
from danchu.lib import clock
from danchu.ward import card_codes
from danchu.ward.actions.cards import replace_card
from tests import factories
from tests.journeys.visitors import DESKTOP, PHONE

PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
HOMES = 120
NAMES = ("Nguyễn Văn", "Trần Thị", "Lê Văn", "Phạm Thị", "Hoàng Văn", "Đặng Thị")


@pytest.fixture
def deputy(ward, group):
    return factories.staff(ward, "group_deputy", group=group)


@pytest.fixture
def homes(group):
    return [factories.household(group, head_name=f"{NAMES[n % 6]} {n + 1}") for n in range(HOMES)]


@pytest.fixture
def meeting(ward, group, officer, homes):
    now = clock.now()
    plan = Plan(
        kind="contribution",
        title="Mức đóng góp làm đường bê tông ngõ 12",
        proposal="Mỗi hộ góp 1.500.000 đồng và hai ngày công để làm 320 mét đường bê tông.",
        forms=("meeting",),
        groups=(group,),
    )
    decision = prepare_decision(ward=ward, plan=plan, by=officer, at=now)
    found = Meeting.objects.create(
        ward=ward,
        group=group,
        title="Họp tổ dân phố Tân Thành 1",
        place="Nhà văn hóa Tân Thành 1",
        planned_at=now - timedelta(minutes=5),
        chair="Lê Văn Hải",
    )
    MeetingItem.objects.create(ward=ward, meeting=found, decision=decision, position=1)
    return found


def checks_in(person, homes):
    """One press a household, one after the other, as fast as thumbs go. The first two are not on the list as there."""
    for home in homes[:2]:
        person.page.locator(f"#h{home.pk} .come").tap()
    rest = [home.pk for home in homes[2:]]
    person.page.evaluate("(all) => all.forEach((each) => document.querySelector(`#h${each} .come`).click())", rest)
    for home in (homes[0], homes[-1]):
        expect(person.page.locator(f"#h{home.pk} .mark")).to_be_visible(timeout=20_000)


def becomes_true(person, script):
    """Wait for what the browser says; the page may be on its way to another meanwhile."""
    for _ in range(60):
        try:
            if person.page.evaluate(script):
                return
        except Error:
            pass
        person.page.wait_for_timeout(250)
    raise AssertionError(script)


def is_kept(person):
    """The pages of the room are on the device."""
    becomes_true(
        person,
        "async () => (await (await caches.open((await caches.keys())[0] ?? 'x')).keys()).length > 4"
        " && navigator.serviceWorker.controller !== null",
    )


def is_wiped(person):
    """Nothing of the meeting is left on the device."""
    becomes_true(
        person,
        "async () => !(await caches.keys()).length && !(await indexedDB.databases()).length"
        " && !(await navigator.serviceWorker.getRegistrations()).length",
    )


def looks_after_the_line(person):
    """Look at the page; that the browser complained of having no line is not its fault."""
    person._complaints[:] = [each for each in person._complaints if "ERR_INTERNET_DISCONNECTED" not in each]
    person.looks()


def attend(person, number):
    """So many households are counted in the end: what two phones sent is all there, once."""
    for _ in range(80):
        if Attendance.objects.count() >= number:
            break
        person.page.wait_for_timeout(250)
    assert Attendance.objects.count() == number


def all_is_sent(person):
    expect(person.page.locator("[data-queue]")).to_be_hidden(timeout=30_000)


def test_a_meeting_of_120_households_on_two_phones_with_the_line_cut(visitor, group_leader, deputy, meeting, homes):
    room = f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/phong-hop/"
    first, second = visitor(PHONE, group_leader), visitor(PHONE, deputy)
    first.visit(room)
    first.tap("Khai mạc")
    first.tap("Điểm danh", within=".next")
    second.visit(f"{room}diem-danh/")
    is_kept(first)
    checks_in(first, homes[:20])
    checks_in(second, homes[20:40] + homes[15:20])
    attend(second, 40)
    first.looks()

    first.context.set_offline(True)
    checks_in(first, homes[40:90] + homes[30:40])
    first.sees("Mất mạng", "Chờ gửi: 60 thao tác")
    first.page.reload()
    first.sees("Chờ gửi: 60 thao tác")
    checks_in(second, homes[60:75])
    attend(second, 55)
    first.context.set_offline(False)
    all_is_sent(first)
    attend(first, 90)
    first.sees("90")
    first.page.get_by_label("Tìm tên chủ hộ").fill("dang thi 120")
    looks_after_the_line(first)
    checks_in(first, homes[119:])
    attend(first, 91)

    first.visit(room)
    first.page.locator("#secretary-name").fill("Trần Thị 2")
    with first.page.expect_navigation():
        first.page.get_by_role("button", name="Cử thư ký").tap()
    first.visit(f"{room}noi-dung/{meeting.items.get().pk}/")
    with first.page.expect_navigation():
        first.page.get_by_role("button", name="Ghi hình thức").tap()
    looks_after_the_line(first)
    projector = visitor(PROJECTOR, deputy)
    projector.visit(f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/man-hinh/")
    first.context.set_offline(True)
    first.types("Tán thành", "80")
    first.types("Không tán thành", "6")
    assert first.value_of("Ý kiến khác") == "5"
    first.page.get_by_role("button", name="Ghi kết quả").tap()
    first.sees("Chờ gửi: 1 thao tác")
    first.context.set_offline(False)
    first.sees("Đủ tỷ lệ")
    looks_after_the_line(first)
    projector.visit(f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/man-hinh/")
    projector.sees("Đủ tỷ lệ tán thành")

    first.page.goto(room)
    with first.page.expect_navigation():
        first.page.get_by_role("button", name="Bế mạc").tap()
    first.sees("Cuộc họp đã kết thúc")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.ENDED
    assert Voice.objects.count() == 91
    assert CountSheet.objects.get().votes == {"1": 80, "2": 6, "3": 5}
    assert not MeetingStep.objects.exclude(refusal="").exists()
    is_wiped(first)


def test_a_session_that_ended_without_network_loses_no_step(visitor, group_leader, meeting, homes):
    leader = visitor(PHONE, group_leader)
    room = f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/phong-hop/"
    leader.visit(room)
    leader.tap("Khai mạc")
    leader.visit(f"{room}diem-danh/")
    is_kept(leader)
    leader.context.set_offline(True)
    checks_in(leader, homes[:3])
    leader.context.clear_cookies()
    leader.context.set_offline(False)
    leader.sees("hết phiên đăng nhập", "Chờ gửi: 3 thao tác")
    again = visitor(DESKTOP, group_leader)
    leader.context.add_cookies(again.context.cookies())
    leader.page.goto(room)
    all_is_sent(leader)
    attend(leader, 3)


def test_signing_out_leaves_nothing_on_the_phone(visitor, group_leader, meeting, homes):
    leader = visitor(PHONE, group_leader)
    room = f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/phong-hop/"
    leader.visit(room)
    leader.tap("Khai mạc")
    leader.visit(f"{room}diem-danh/")
    is_kept(leader)
    leader.visit("/tai-khoan/dang-xuat/")
    leader.tap("Đăng xuất", within="main")
    is_wiped(leader)


def test_a_card_read_by_the_telephones_own_camera_is_checked_in_by_whoever_keeps_the_door(
    visitor, ward, group_leader, meeting, homes
):
    [printed] = replace_card(household=homes[6], by=factories.staff(ward, "administrator"), at=clock.now())
    read = f"{reverse('ward:card')}#{card_codes.written(printed.code)}"
    leader = visitor(PHONE, group_leader)
    room = f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/phong-hop/"
    leader.visit(read)
    leader.misses("Ghi có mặt tại cuộc họp")
    leader.visit(room)
    leader.tap("Khai mạc")
    all_is_sent(leader)
    leader.visit("/")
    leader.visit(read)
    leader.tap("Ghi có mặt tại cuộc họp")
    attend(leader, 1)
    leader.sees("Có mặt: Nguyễn Văn 7")
    assert Attendance.objects.get().household == homes[6]
    resident = visitor(PHONE)
    resident.visit(read)
    resident.misses("Ghi có mặt tại cuộc họp")


def test_the_kept_page_begins_with_those_who_came_without_network(visitor, group_leader, meeting, homes):
    leader = visitor(PHONE, group_leader)
    room = f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/phong-hop/"
    leader.visit(room)
    leader.tap("Khai mạc")
    leader.visit(f"{room}diem-danh/")
    is_kept(leader)
    leader.context.set_offline(True)
    checks_in(leader, homes[:7])
    leader.page.goto(room)
    leader.sees("Chờ gửi: 7 thao tác")
    assert leader.page.locator("#secretary-votes").input_value() == "7"
    leader.context.set_offline(False)
    attend(leader, 7)
