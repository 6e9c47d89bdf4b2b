"""Dân biết (clauses 2.2.b.2, 2.2.c.4): a resident reads, an officer publishes, a group leader tells."""

import pytest

from danchu.know.actions.publishing import correct_disclosure, withdraw_disclosure
from danchu.know.models import Disclosure
from danchu.know.states import State
from danchu.lib import clock
from tests.know.conftest import DECIDED, drafted, morning, published  # noqa: F401 - fixtures
from tests.know.files import a_pdf, a_picture, a_workbook

TITLE = "Danh sách hộ được hỗ trợ xây nhà năm 2026"
NEW = "/ban-lam-viec/cong-khai/moi/"


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.travel_to(morning(DECIDED)):
        yield


def test_a_resident_reads_what_was_published_today_in_one_tap(phone, published):  # noqa: F811
    published()
    resident = phone()
    resident.visit("/")
    resident.tap(TITLE)
    assert resident.taps == 1
    resident.sees("Ủy ban nhân dân phường công khai", "Điều 11")


def test_a_resident_finds_a_disclosure_without_typing_tone_marks(phone, published):  # noqa: F811
    published()
    published(title="Dự toán ngân sách năm 2026", item="fees")
    resident = phone()
    resident.visit("/cong-khai/")
    resident.sees(TITLE, "Dự toán ngân sách")
    resident.types("Tìm nội dung", "du toan")
    resident.tap("Tìm", within="form.search")
    resident.sees("Dự toán ngân sách")
    resident.misses(TITLE)
    resident.tap("Bỏ lọc Tìm “du toan”")
    resident.sees(TITLE)


def test_an_officer_publishes_in_one_page_with_attachments(desktop, officer, group_leader):
    at_work = desktop(officer)
    at_work.visit("/ban-lam-viec/cong-khai/")
    at_work.tap("Công khai nội dung mới")
    at_work.tap("7. Chính sách hỗ trợ, trợ cấp, tín dụng và an sinh xã hội", within="main")
    at_work.types("Tiêu đề", TITLE)
    at_work.types("Ngày văn bản, quyết định", "2026-03-02")
    at_work.page.locator("textarea[name=body]").fill("Danh sách gồm **12 hộ**.")
    at_work.attaches("Tài liệu kèm theo", [a_pdf("quyết định.pdf"), a_picture("sơ đồ.jpg"), a_workbook("hộ.xlsx")])
    at_work.chooses("Không có")
    at_work.chooses("Không có dữ liệu cá nhân")
    at_work.tap("Công khai ngay")
    at_work.sees("Đã công khai.", "quyết định.pdf")
    assert Disclosure.objects.get().state == State.PUBLISHED


def test_a_state_secret_is_refused_and_nothing_typed_or_chosen_is_lost(desktop, officer, group_leader):
    at_work = desktop(officer)
    at_work.visit(f"{NEW}?noi-dung=social_policy")
    at_work.types("Tiêu đề", TITLE)
    at_work.types("Ngày văn bản, quyết định", "2026-03-02")
    at_work.page.locator("textarea[name=body]").fill("Nội dung đã gõ")
    at_work.attaches("Tài liệu kèm theo", [a_pdf("quyết định.pdf")])
    at_work.chooses("Có bí mật nhà nước")
    at_work.chooses("Không có dữ liệu cá nhân")
    at_work.tap("Công khai ngay", status=422)
    at_work.sees("bí mật nhà nước", "quyết định.pdf")
    assert at_work.value_of("Tiêu đề") == TITLE
    assert not Disclosure.objects.exists()
    at_work.page.locator("input[name=state_secret][value=khong]").check()
    at_work.tap("Công khai ngay")
    at_work.sees("Đã công khai.", "quyết định.pdf")


def test_a_group_leader_ticks_a_task_with_time_and_manner(phone, published, group_leader, group):  # noqa: F811
    disclosure = published()
    leader = phone(group_leader)
    leader.visit("/ban-lam-viec/cong-khai/to/")
    leader.sees(TITLE, "Chưa thông báo (1)")
    leader.tap("Tại cuộc họp tổ dân phố")
    leader.sees("Đã ghi nhận", "Chưa thông báo (0)")
    handover = disclosure.handovers.get(group=group)
    assert (handover.manner, handover.told_on) == ("meeting", DECIDED)


def test_a_group_leader_records_a_posting_with_a_photograph(phone, published, group_leader, group):  # noqa: F811
    disclosure = published()
    leader = phone(group_leader)
    leader.visit("/ban-lam-viec/cong-khai/to/")
    leader.tap("Đã niêm yết")
    leader.types("Người chứng kiến", "Ông Trần Văn Sáu")
    leader.attaches("Ảnh chỗ niêm yết", [a_picture("nhà văn hóa.jpg")])
    leader.tap("Đã niêm yết")
    leader.sees("Đã ghi nhận")
    assert disclosure.postings.get(group=group).posted_photo.name == "nhà văn hóa.jpg"


def test_a_correction_keeps_the_earlier_version_in_sight(phone, published, officer):  # noqa: F811
    disclosure = published()
    correct_disclosure(
        disclosure=disclosure, title=TITLE, body="Bản đúng.", files=[], reason="Nhầm số hộ", by=officer, at=clock.now()
    )
    resident = phone()
    resident.visit(disclosure.get_absolute_url())
    resident.sees("Bản đúng.", "Lý do: Nhầm số hộ")
    resident.tap("Xem bản 1")
    resident.sees("Đây là bản trước", "Ủy ban nhân dân phường công khai")
    resident.tap("Xem bản đang có hiệu lực")
    resident.sees("Bản đúng.")


def test_an_officer_corrects_and_then_withdraws_with_a_reason(desktop, published, officer):  # noqa: F811
    disclosure = published()
    at_work = desktop(officer)
    at_work.visit(f"/ban-lam-viec/cong-khai/{disclosure.pk}/")
    at_work.tap("Đính chính")
    at_work.types("Lý do đính chính", "Nhầm số hộ")
    at_work.tap("Công khai bản đính chính")
    at_work.tap("Thu hồi")
    at_work.tap("Thu hồi", within="main form", status=422)
    at_work.types("Lý do thu hồi", "Công khai nhầm danh sách")
    at_work.tap("Thu hồi", within="main form")
    at_work.sees("Đã thu hồi.", "Công khai nhầm danh sách")
    disclosure.refresh_from_db()
    assert disclosure.state == State.WITHDRAWN


def test_a_withdrawn_disclosure_says_when_and_why_and_shows_no_content(phone, published, officer):  # noqa: F811
    disclosure = published()
    resident = phone()
    resident.visit(disclosure.get_absolute_url())
    resident.sees("Ủy ban nhân dân phường công khai")
    withdraw_disclosure(disclosure=disclosure, reason="Có dữ liệu cá nhân", by=officer, at=clock.now())
    resident.visit(disclosure.get_absolute_url())
    resident.sees("đã được thu hồi ngày 02/03/2026", "Có dữ liệu cá nhân")
    resident.misses("Ủy ban nhân dân phường công khai")
