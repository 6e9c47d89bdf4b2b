"""Họp tổ dân phố (clause 2.2.c.1): a whole meeting of 120 households on two phones, the line cut for a while."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from danchu.discuss.actions.preparing import Answerable, Plan, prepare_decision
from danchu.discuss.models import Attendance, CountSheet, Meeting, MeetingItem, MeetingStep, Voice
from danchu.discuss.states import Answer, MeetingState
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
        "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).length))).some((pages) => pages > 4)"
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
    projector.sees("Đủ tỷ lệ tán thành")  # by itself: the screen asks again every few seconds
    projector.looks()

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


def the_line_goes(person):
    """As soon as the pages and both workers are on the device."""
    becomes_true(
        person,
        "async () => Boolean(await caches.match('/the/', {ignoreVary: true}))"
        " && (await navigator.serviceWorker.getRegistrations()).filter((each) => each.active).length === 2",
    )
    person.context.set_offline(True)


def test_a_card_read_by_the_telephones_own_camera_opens_without_network_too(
    visitor, ward, group_leader, meeting, homes
):
    administrator = factories.staff(ward, "administrator")
    [first], [second] = (replace_card(household=each, by=administrator, at=clock.now()) for each in homes[6:8])
    room = f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/phong-hop/"
    leader = visitor(PHONE, group_leader)
    leader.visit(room)
    leader.tap("Khai mạc")
    leader.visit(f"{room}diem-danh/")
    leader.opens("Quét thẻ hộ, nhập mã")
    leader.sees("Mở máy ảnh của điện thoại", "Nhập tay thì mất mạng vẫn ghi được")
    leader.looks()
    the_line_goes(leader)
    for number, card in enumerate((first, second), start=1):
        camera = leader.context.new_page()
        camera.goto(f"{reverse('ward:card')}#{card_codes.written(card.code)}")
        camera.get_by_role("link", name="Ghi có mặt tại cuộc họp").tap()
        expect(camera.get_by_text(f"Chờ gửi: {number} thao tác")).to_be_visible(timeout=20_000)
    leader.context.set_offline(False)
    attend(leader, 2)
    leader.sees("Có mặt: Nguyễn Văn 7", "Có mặt: Trần Thị 8")
    assert {each.household for each in Attendance.objects.all()} == set(homes[6:8])
    assert not MeetingStep.objects.exclude(refusal="").exists()


@pytest.fixture
def election(ward, group, officer, meeting):
    """The meeting elects two members of a board as well; one stands for it."""
    plan = Plan(
        kind="board",
        title="Bầu Ban Thanh tra nhân dân",
        proposal="Bầu hai thành viên.",
        forms=("meeting",),
        groups=(group,),
        seats=2,
        options=(Answerable(Answer.CANDIDATE, "Nguyễn Văn An"),),
    )
    decision = prepare_decision(ward=ward, plan=plan, by=officer, at=clock.now())
    return MeetingItem.objects.create(ward=ward, meeting=meeting, decision=decision, position=2)


def nominates(person, *names):
    person.opens("Thêm người ứng cử")
    for each in names:
        person.types("Họ tên người ứng cử", each)
        person.page.get_by_role("button", name="Thêm vào danh sách").tap()
        expect(person.page.locator("[data-candidates]")).to_contain_text(each)


def test_whoever_is_nominated_on_two_phones_without_network_stands_once_and_is_voted_for(
    visitor, group_leader, deputy, meeting, election, homes
):
    room = f"/ban-lam-viec/dan-ban/hop/{meeting.pk}/phong-hop/"
    first, second = visitor(PHONE, group_leader), visitor(PHONE, deputy)
    first.visit(room)
    first.tap("Khai mạc")
    first.visit(f"{room}diem-danh/")
    checks_in(first, homes[:10])
    attend(first, 10)
    first.visit(room)
    first.page.locator("#secretary-name").fill("Trần Thị 2")
    with first.page.expect_navigation():
        first.page.get_by_role("button", name="Cử thư ký").tap()
    first.visit(f"{room}noi-dung/{election.pk}/")
    with first.page.expect_navigation():
        first.page.get_by_role("button", name="Ghi hình thức").tap()
    second.visit(f"{room}noi-dung/{election.pk}/")
    for each in (first, second):
        the_line_goes(each)

    nominates(first, "Phạm Thị Hòa")
    nominates(second, "Lê Văn Cường", "PHẠM THỊ HÒA")
    second.page.reload()
    second.sees("Chờ gửi: 2 thao tác")
    expect(second.page.locator("[data-candidates] li")).to_have_text(
        ["Nguyễn Văn An", "Lê Văn Cường chờ gửi", "PHẠM THỊ HÒA chờ gửi"]
    )
    second.context.set_offline(False)
    all_is_sent(second)
    second.types("Nguyễn Văn An", "3")

    first.types("Nguyễn Văn An", "9")
    first.types("Phạm Thị Hòa", "7")
    first.page.get_by_role("button", name="Ghi kết quả").tap()
    first.sees("Chờ gửi: 2 thao tác")
    looks_after_the_line(first)
    first.context.set_offline(False)
    first.sees("Không nhận: Thêm người ứng cử Phạm Thị Hòa", "Hãy ghi số phiếu của Lê Văn Cường.")
    options = list(election.decision.options.values_list("text", flat=True))
    assert options == ["Nguyễn Văn An", "Lê Văn Cường", "PHẠM THỊ HÒA"]
    assert not CountSheet.objects.exists()
    first.types("Nguyễn Văn An", "9")
    first.types("Lê Văn Cường", "3")
    first.types("PHẠM THỊ HÒA", "7")
    the_line_goes(first)
    nominates(first, "Đỗ Thị Lan")
    first.types("Đỗ Thị Lan", "1")
    first.page.get_by_role("button", name="Ghi kết quả").tap()
    first.context.set_offline(False)
    expect(first.page.locator(".bars")).to_contain_text("Đỗ Thị Lan", timeout=20_000)
    assert CountSheet.objects.get().votes == {"1": 9, "2": 3, "3": 7, "4": 1}


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
