"""Tiếp công dân (clause 2.2.c.2): a resident books on the phone; the officer calls, records and promises."""

from datetime import time, timedelta

import pytest

from danchu.core.actors import VISITOR
from danchu.duties.models import Duty
from danchu.inspect.actions.visiting import Guest, book_visit
from danchu.inspect.models import ReceptionDay, ReceptionVisit
from danchu.inspect.states import VisitState
from danchu.lib import clock
from tests import factories
from tests.inspect.words import DAY, MORNING


@pytest.fixture(autouse=True)
def _that_morning():
    with clock.travel_to(MORNING):
        yield


def _day(ward, day, starts=time(14)):
    return ReceptionDay.objects.create(
        ward=ward, day=day, starts=starts, ends=time(17), place="Phòng tiếp dân", receiver="Trần Văn Chủ",
        by_chair=True, slots=3,
    )  # fmt: skip


def test_a_resident_books_on_the_phone_and_takes_it_back(phone, ward):
    _day(ward, DAY + timedelta(days=3))
    resident = phone()
    resident.visit("/tiep-cong-dan/")
    resident.sees("Chủ tịch trực tiếp tiếp", "Phường được từ chối tiếp khi nào")
    resident.tap("Đặt lịch ngày 05/03/2026, 14:00 đến 17:00")
    resident.types("Họ và tên", "Lê Thị Hẹn")
    resident.types("Việc muốn trình bày", "Cống trước nhà tắc.")
    resident.tap("Đặt lịch", within="main")
    resident.sees("Số thứ tự 1", "Mã lịch hẹn, giữ kín")
    resident.tap("Hủy lịch hẹn")
    resident.tap("Hủy lịch hẹn", within="main")
    resident.sees("Đã hủy lịch hẹn")
    assert ReceptionVisit.objects.get().state == VisitState.CANCELLED


def test_the_officer_calls_the_queue_records_and_a_promise_becomes_a_duty(desktop, ward, officer):
    unit = factories.organisation(ward, is_unit=True, name="Phòng Kinh tế")
    day = _day(ward, DAY)
    book_visit(day=day, guest=Guest("Lê Thị Hẹn", "Cống trước nhà tắc."), by=VISITOR, at=MORNING)
    at_work = desktop(officer)
    at_work.visit("/ban-lam-viec/tiep-cong-dan/")
    at_work.sees("Chủ tịch chưa có lịch tiếp đủ ít nhất 01 lần mỗi tuần")
    at_work.tap("02/03/2026", within="main")
    at_work.tap("Đã đến số 1")
    at_work.tap("Gọi số 1")
    at_work.sees("Đang gọi số 1: Lê Thị Hẹn")
    at_work.tap("Ghi nội dung")
    at_work.chooses("Kiến nghị, phản ánh")
    at_work.chooses("Trả lời ngay tại chỗ")
    at_work.types("Trả lời, kết luận của người tiếp", "Mai phường cho thông cống.")
    at_work.types("Lời hứa, ý kiến chỉ đạo", "Thông cống ngõ 12")
    at_work.types("Hạn thực hiện", "2026-03-09")
    at_work.picks("Đơn vị thực hiện", "Phòng Kinh tế")
    at_work.tap("Ghi sổ", within="main")
    at_work.sees("Thông cống ngõ 12", "Hạn 09/03/2026")
    assert Duty.objects.get(kind="inspect.promise").unit == unit


def test_the_screen_and_the_pages_of_the_desk(desktop, ward, officer):
    day = _day(ward, DAY)
    at_work = desktop(officer)
    for address in (
        f"/tiep-cong-dan/{day.pk}/man-hinh/",
        day.get_absolute_url(),
        f"/ban-lam-viec/tiep-cong-dan/{day.pk}/cap-so/",
        "/ban-lam-viec/tiep-cong-dan/len-lich/",
        "/ban-lam-viec/tiep-cong-dan/noi-quy/",
        "/ban-lam-viec/tiep-cong-dan/so/",
        "/ban-lam-viec/tiep-cong-dan/loi-hua/",
    ):
        at_work.visit(address)
