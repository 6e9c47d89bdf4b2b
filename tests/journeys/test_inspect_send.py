"""Dân kiểm tra (clause 2.2.c.2): a remark with a photograph from a phone, its answer, and asking once more."""

from datetime import date
from time import monotonic

import pytest

from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.inspect import seal
from danchu.inspect.actions.publishing import publish_case
from danchu.inspect.actions.sealing import make_key
from danchu.inspect.actions.settling import answer_case
from danchu.inspect.models import Case, Topic
from danchu.inspect.states import State
from danchu.lib import clock
from tests import factories
from tests.inspect.words import WORDS
from tests.journeys.visitors import DESKTOP, PHONE
from tests.know.files import a_picture

MONDAY = clock.moment_on(date(2026, 3, 2), 9)
DARK = "Đèn đường đầu ngõ 12 hỏng ba hôm nay, tối rất khó đi."


@pytest.fixture(autouse=True)
def _that_monday(ward, group):
    unit = factories.organisation(ward, name="Phòng Kinh tế, hạ tầng", is_unit=True)
    Topic.objects.create(ward=ward, code="light", name="Đèn đường, chiếu sáng", unit=unit)
    with clock.travel_to(MONDAY):
        yield


@pytest.fixture
def sealing(ward):
    chair = factories.staff(ward, "ward_chair")
    make_key(ward=ward, pair=seal.new_pair(WORDS), by=chair, at=MONDAY)


@pytest.mark.scripted
def test_a_remark_from_the_phone_its_answer_and_asking_once_more(phone, ward, group, officer):
    resident = phone()
    resident.visit("/")
    resident.tap("Phản ánh ngay")
    resident.types("Việc gì?", DARK)
    resident.attaches("Ảnh", [a_picture("đèn.jpg", 600)])
    resident.picks("Ở tổ dân phố", group.name)
    resident.tap("Gửi", within="main")
    assert resident.taps == 2
    resident.sees("Phường đã nhận", "PA-1/2026", "Hãy chụp màn hình này")
    resident.tap("Xem, theo dõi")
    resident.sees("Mới nhận", DARK)
    case = Case.objects.get()
    picture = a_picture("đã thay.jpg", 600)
    repaired = store(ward=ward, upload=check(picture, picture.name), at=MONDAY)
    answer_case(case=case, answer="Đã thay bóng đèn sáng 02/3.", files=[repaired], by=officer, at=clock.now())
    resident.visit("/theo-doi/")
    resident.types("Mã theo dõi", case.code_written.lower())
    resident.tap("Xem", within="main")
    resident.sees("Đã thay bóng đèn sáng 02/3.")
    resident.chooses("Rất không hài lòng")
    resident.tap("Gửi đánh giá")
    resident.sees("Cảm ơn ông/bà đã đánh giá.")
    resident.opens("Chưa giải quyết xong?")
    resident.types("Điều gì chưa được giải quyết?", "Đèn lại tắt từ tối qua.")
    resident.tap("Đề nghị xem lại")
    resident.sees("Đã mở lại.", "Đang giải quyết")
    case.refresh_from_db()
    assert case.state == State.SETTLING


@pytest.mark.scripted
def test_what_was_said_already_is_joined_or_sent_all_the_same(phone, ward, group, officer):
    first = phone()
    first.visit("/gui/phan-anh/")
    first.types("Việc gì?", DARK)
    first.tap("Gửi", within="main")
    publish_case(case=Case.objects.get(), public_text=DARK, shows_place=True, by=officer, at=clock.now())
    second = phone()
    second.visit("/gui/phan-anh/")
    second.types("Việc gì?", "Đèn đường ngõ 12 hỏng, tối.")
    second.attaches("Ảnh", [a_picture("đèn.jpg", 600)])
    second.tap("Gửi", within="main")
    second.sees("Có phải việc này đã có người phản ánh?", "đèn.jpg")
    second.tap("Không, gửi việc của tôi")
    second.sees("PA-2/2026")
    third = phone()
    third.visit("/gui/phan-anh/")
    third.types("Việc gì?", "Đèn đường ngõ 12 hỏng, tối.")
    third.tap("Gửi", within="main")
    third.tap("1 người đã phản ánh việc này; cùng phản ánh")
    third.sees("ông/bà cùng phản ánh", "Mới nhận")


def test_the_square_of_a_receipt_fills_in_the_code(visitor, ward):
    resident = visitor(PHONE)
    resident.visit("/gui/phan-anh/")
    resident.types("Việc gì?", DARK)
    resident.tap("Gửi", within="main")
    code = Case.objects.get().code_written
    resident.visit(f"/theo-doi/#{code}")
    assert resident.value_of("Mã theo dõi") == code
    assert resident.path == "/theo-doi/"
    resident.tap("Xem", within="main")
    resident.sees(DARK)


def test_the_position_is_sent_only_when_it_was_asked_for(visitor, ward):
    resident = visitor(PHONE)
    resident.context.grant_permissions(["geolocation"])
    resident.context.set_geolocation({"latitude": 21.440123, "longitude": 105.900456, "accuracy": 12})
    resident.visit("/gui/phan-anh/")
    resident.types("Việc gì?", DARK)
    resident.page.get_by_role("button", name="Dùng vị trí của tôi").tap()
    resident.sees("Đã lấy vị trí, sai số khoảng 12 m.")
    resident.tap("Gửi", within="main")
    assert str(Case.objects.get().latitude) == "21.440123"


def test_a_large_photograph_is_made_smaller_before_it_goes_over_the_air(visitor, ward):
    resident = visitor(PHONE)
    resident.visit("/gui/phan-anh/")
    resident.types("Việc gì?", DARK)
    picture = a_picture("lớn.jpg", 2600)
    picture.content_type = "image/jpeg"
    resident.attaches("Ảnh", [picture])
    size = "() => document.querySelector('input[type=file]').files[0].size"
    before = picture.size
    deadline = monotonic() + 20
    while resident.page.evaluate(size) >= before and monotonic() < deadline:
        resident.page.wait_for_timeout(100)
    assert resident.page.evaluate(size) < before
    resident.tap("Gửi", within="main")
    assert Case.objects.get().files.count() == 1


@pytest.mark.scripted
def test_a_denunciation_is_sealed_from_the_phone(phone, ward, sealing):
    resident = phone()
    resident.visit("/gui/")
    resident.tap("Tố cáo")
    resident.types("Người bị tố cáo", "Trần Văn Tham, cán bộ địa chính")
    resident.types("Nội dung tố cáo", "Ông Tham nhận tiền của dân.")
    resident.types("Họ và tên người tố cáo", "Nguyễn Thị Kín Tiếng")
    resident.attaches("Ảnh, tài liệu chứng minh", [a_picture("biên lai.jpg", 600)])
    resident.tap("Niêm phong và gửi", status=422)
    resident.sees("Hãy chọn lại các tệp.")
    resident.types("Địa chỉ người tố cáo", "Số 5 ngõ 12")
    resident.tap("Niêm phong và gửi")
    resident.sees("TC-1/2026")
    resident.tap("Xem, theo dõi")
    resident.sees("Mới nhận", "Nội dung được niêm phong")
    resident.misses("Kín Tiếng", "nhận tiền")


def test_every_form_on_a_wide_screen_and_without_anyone_to_open_a_seal(visitor, ward):
    somebody = visitor(DESKTOP)
    for address in ("/gui/", "/gui/phan-anh/", "/gui/khieu-nai/", "/gui/thong-tin/", "/gui/to-cao/", "/theo-doi/"):
        somebody.visit(address)
    resident = visitor(PHONE)
    for address in ("/gui/khieu-nai/", "/gui/thong-tin/", "/gui/to-cao/"):
        resident.visit(address)


def test_a_resident_finds_again_what_was_sent(visitor, ward):
    resident = visitor(PHONE, factories.resident(ward))
    resident.visit("/gui/phan-anh/")
    resident.types("Việc gì?", DARK)
    resident.tap("Gửi", within="main")
    resident.visit("/viec-toi-da-gui/")
    resident.tap("PA-1/2026")
    resident.sees(DARK)
