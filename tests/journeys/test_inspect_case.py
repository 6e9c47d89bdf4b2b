"""From the work list to the answer (clause 2.2.c.2): a remark mended and shown with its place, a complaint decided."""

import zipfile
from datetime import date

import pytest

from danchu.core.actors import VISITOR
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.states import Channel, Kind, State
from danchu.lib import clock
from tests import factories
from tests.journeys.visitors import DESKTOP, PHONE
from tests.know.files import a_picture

DESK = "/ban-lam-viec/don-thu/"
MONDAY = clock.moment_on(date(2026, 3, 2), 9)
UNIT = "Phòng Kinh tế, hạ tầng"
AN = Contact("Nguyễn Thị An", "0912345678", "an@example.org", "Số 14 phố Hoa Phượng")
PLACE = "Đầu ngõ 12 phố Hoa Phượng"


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.travel_to(MONDAY):
        yield


@pytest.fixture
def unit(ward):
    return factories.organisation(ward, name=UNIT, is_unit=True)


@pytest.fixture
def remark(ward, group):
    return receive_case(
        ward=ward,
        kind=Kind.REMARK,
        channel=Channel.WEB,
        text="Đèn đường đầu ngõ 12 hỏng ba hôm nay, tối rất khó đi. Trẻ con đi học về phải soi điện thoại.",
        place=Place(group, PLACE),
        contact=AN,
        wants_public=True,
        by=VISITOR,
        at=MONDAY,
    )


@pytest.fixture
def complaint(ward):
    return receive_case(
        ward=ward,
        kind=Kind.COMPLAINT,
        channel=Channel.PAPER,
        text="Tôi khiếu nại quyết định xử phạt số 12/QĐ-XP ngày 10/02/2026: phường đo sai ranh giới thửa đất.",
        contact=AN,
        by=VISITOR,
        at=MONDAY,
    )


@pytest.fixture
def seen_outside(phone, officer):
    """``seen_outside(case)``: the officer opens the case on the telephone, at the spot."""
    there = []

    def look(case, *words):
        person = there[0] if there else phone(officer)
        there[:] = [person]
        person.visit(case.get_absolute_url())
        person.sees(*words)

    return look


@pytest.mark.scripted
def test_a_remark_goes_from_the_work_list_to_the_answer_that_its_sender_reads(
    desktop, phone, officer, ward, unit, remark, seen_outside
):
    colleague = factories.staff(ward, "civil_servant", organisation=unit)
    at_work = desktop(officer)
    at_work.visit(DESK)
    at_work.tap("PA-1/2026")
    at_work.sees("Mới nhận", "Nguyễn Thị An", "Trẻ con đi học về")
    seen_outside(remark, "Mới nhận")
    at_work.tap("Nhận giải quyết", within="main")
    at_work.picks("Đơn vị giải quyết", UNIT)
    at_work.picks("Người giải quyết", f"{colleague}, {UNIT}")
    at_work.tap("Nhận giải quyết", within="main")
    at_work.sees("Đang giải quyết", f"{UNIT}, {colleague}")
    at_work.tap("Ghi chú nội bộ", within="main")
    at_work.tap("Ghi chú nội bộ", within="main", status=422)
    at_work.sees("Hãy viết nội dung ghi chú.")
    at_work.types("Nội dung", "Đã gọi tổ điện, chiều nay có người ra xem.")
    at_work.tap("Ghi chú nội bộ", within="main")
    at_work.sees("Nội bộ", "Đã gọi tổ điện")
    at_work.opens("Việc khác")
    at_work.tap("Lên kế hoạch xác minh")
    at_work.types("Dự kiến ngày", "2026-03-02")
    at_work.types("Địa điểm", PLACE)
    at_work.tap("Lưu kế hoạch")
    at_work.tap("Ghi kết quả xác minh 02/03/2026")
    at_work.types("Nội dung, kết quả", "Bóng cháy, cột và dây còn tốt.")
    at_work.attaches("Biên bản đã ký, ảnh", [a_picture("cột đèn.jpg", 600)])
    at_work.tap("Lưu kết quả")
    at_work.sees("Bóng cháy, cột và dây còn tốt.", "cột đèn.jpg")
    seen_outside(remark, "Đang giải quyết", "Bóng cháy")
    at_work.tap("Trả lời", within="main")
    at_work.types("Nội dung trả lời", "Đã thay bóng đèn sáng 02/3, tối nay đèn sáng lại.")
    at_work.attaches("Ảnh sau khi làm", [a_picture("đã thay.jpg", 600)])
    at_work.tap("Trả lời", within="main")
    at_work.sees("Đã trả lời", "Đã thay bóng đèn sáng 02/3")
    at_work.tap("Công khai", within="main")
    at_work.sees("Công khai cả địa điểm: " + PLACE)
    at_work.types("Nội dung công khai", "Đèn đường đầu ngõ 12 hỏng, tối khó đi.")
    at_work.chooses("đã thay.jpg")
    at_work.tap("Công khai", within="main")
    at_work.sees("Đã công khai.", "Sửa nội dung công khai")
    seen_outside(remark, "Đã trả lời", "công khai")
    resident = phone()
    resident.visit("/theo-doi/")
    resident.types("Mã theo dõi", remark.code_written)
    resident.tap("Xem", within="main")
    resident.sees("Đã thay bóng đèn sáng 02/3", "Mọi người xem được")
    assert resident.loads_picture("đã thay.jpg")
    resident.misses("Đã gọi tổ điện", "Bóng cháy", "cột đèn.jpg")
    neighbour = phone()
    neighbour.visit(remark.public_url)
    neighbour.sees("Đã thay bóng đèn sáng 02/3", PLACE)
    neighbour.misses("Nguyễn Thị An", "Số 14 phố Hoa Phượng")


def test_a_complaint_is_accepted_talked_over_and_decided_with_its_letter(
    desktop, officer, unit, complaint, seen_outside
):
    at_work = desktop(officer)
    at_work.visit(DESK)
    at_work.tap("KN-1/2026")
    at_work.sees("Mới nhận", "Thụ lý")
    at_work.tap("Thụ lý", within="main")
    at_work.picks("Đơn vị giải quyết", UNIT)
    at_work.tap("Thụ lý", within="main")
    at_work.sees("hết ngày", "30 ngày")
    at_work.opens("Việc khác")
    at_work.tap("Xác định mức độ")
    at_work.chooses("Phức tạp")
    at_work.types("Vì sao phức tạp", "Phải đo lại ba thửa liền kề.")
    at_work.tap("Xác định mức độ", within="main")
    at_work.sees("45 ngày")
    at_work.tap("Lên kế hoạch xác minh, đối thoại")
    at_work.chooses("Đối thoại")
    at_work.types("Dự kiến ngày", "2026-03-02")
    at_work.types("Giờ", "14:00")
    at_work.tap("Lưu kế hoạch", status=422)
    at_work.sees("Hãy ghi địa điểm đối thoại.")
    at_work.types("Địa điểm", "Trụ sở Ủy ban nhân dân phường")
    at_work.types("Thành phần", "Chủ tịch phường; bà Nguyễn Thị An")
    at_work.tap("Lưu kế hoạch")
    at_work.sees("Dự kiến 14:00 02/03/2026", "Chủ tịch phường; bà Nguyễn Thị An", "giấy mời")
    seen_outside(complaint, "Ghi kết quả đối thoại")
    at_work.tap("Ghi kết quả đối thoại", within="main")
    at_work.types("Nội dung, kết quả", "Hai bên thống nhất đo lại ranh giới; phường nhận sai số 0,4 m.")
    at_work.tap("Lưu kết quả")
    at_work.sees("Đã làm 02/03/2026", "thống nhất đo lại")
    at_work.tap("Quyết định giải quyết", within="main")
    at_work.misses("Vì sao không đối thoại")
    at_work.chooses("Khiếu nại đúng một phần")
    at_work.types("Nội dung kết luận", "Sửa diện tích vi phạm, giảm mức phạt tương ứng.")
    at_work.tap("Quyết định giải quyết", within="main")
    at_work.sees("Khiếu nại đúng một phần", "Gửi quyết định", "khiếu nại lần hai đến hết ngày")
    seen_outside(complaint, "Còn phải làm", "Lập quyết định giải quyết khiếu nại")
    at_work.tap("Lập quyết định giải quyết khiếu nại")
    at_work.tap("Lưu dự thảo")
    at_work.sees("Độc lập - Tự do - Hạnh phúc", "Dự thảo", "đo lại ranh giới")
    with zipfile.ZipFile(at_work.downloads("Tải Word")) as word:
        assert "Khiếu nại đúng một phần" in word.read("word/document.xml").decode()
    complaint.refresh_from_db()
    assert complaint.state == State.ANSWERED


def test_a_deputy_reads_the_case_without_its_sender_and_without_a_button(visitor, ward, remark):
    for device in (PHONE, DESKTOP):
        deputy = visitor(device, factories.staff(ward, "council_deputy"))
        deputy.visit(remark.get_absolute_url())
        deputy.sees("Chỉ người giải quyết xem được", "Trẻ con đi học về")
        deputy.misses("Nguyễn Thị An", "0912345678", "Nhận giải quyết", "Viết thư cho người gửi")
