"""A day at the ward (clauses 1.1, 4.1, 2.2.c.4): the roll, the registers, what is due, matters, papers, the trail."""

import io
import zipfile

import openpyxl
import pytest

from danchu.lib import clock
from danchu.ward.models import Household
from tests import factories
from tests.core.records.reading import of_pdf
from tests.know.conftest import DECIDED, drafted, morning, published  # noqa: F401 - fixtures
from tests.ward.rolls import AN, BINH, CHI, roll, row, upload


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.travel_to(morning(DECIDED)):
        yield


def test_an_officer_imports_the_roll_and_sees_the_result_before_anything_is_stored(desktop, officer, group):
    at_work = desktop(officer)
    at_work.visit("/ban-lam-viec/nhap-danh-sach/")
    at_work.tap("Nhập tệp mới")
    at_work.attaches("Tệp danh sách", [upload(roll(AN, BINH, CHI))])
    at_work.tap("Tiếp tục")
    at_work.tap("Kiểm tra")
    at_work.sees("Cả 3 dòng đều đúng")
    assert not Household.objects.exists()
    at_work.tap("Nhập tất cả")
    at_work.sees("Đã nhập lúc")
    at_work.tap("Xem sổ hộ gia đình")
    at_work.types("Tìm", "nguyen van an")
    at_work.tap("Tìm", within="form.search")
    at_work.sees("TT1-01")
    at_work.misses("TT1-02")


def test_a_bad_roll_is_told_row_by_row_and_its_good_rows_may_be_taken(desktop, officer, group):
    at_work = desktop(officer)
    at_work.visit("/ban-lam-viec/nhap-danh-sach/moi/")
    at_work.attaches("Tệp danh sách", [upload(io.BytesIO(b"<html>"), "giả.xlsx")])
    at_work.tap("Tiếp tục", status=422)
    at_work.attaches("Tệp danh sách", [upload(roll(AN, row(BINH, born="31/02/1965"), CHI))])
    at_work.tap("Tiếp tục")
    at_work.tap("Kiểm tra")
    at_work.sees("Có 1 dòng lỗi trong 3 dòng", "F3", "không phải ngày có thật")
    told = openpyxl.load_workbook(at_work.downloads("Tải danh sách lỗi (.xlsx)"))
    assert list(told.worksheets[0].values)[1][:2] == (3, "F3")
    at_work.tap("Chỉ nhập 1 dòng đúng")
    assert [each.code for each in Household.objects.all()] == ["TT1-02"]


def test_a_register_is_filtered_printed_and_exported_as_it_is_seen(desktop, officer, group):
    for number in range(25):
        factories.household(group, code=f"TT1-{number:03d}")
    at_work = desktop(officer)
    at_work.visit("/ban-lam-viec/ho/?q=TT1-01")
    at_work.sees("TT1-019")
    at_work.misses("TT1-002")
    exported = openpyxl.load_workbook(at_work.downloads("Tải Excel"))
    assert [each for each in exported.active.values if each and "TT1-010" in map(str, each)]
    assert not [each for each in exported.active.values if each and "TT1-002" in map(str, each)]
    at_work.tap("Bản in")
    at_work.sees("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TT1-019")


def test_signatures_under_a_printed_list_never_stand_on_a_sheet_alone(desktop, officer, group):
    for number in range(36):
        factories.household(group, code=f"TT1-{number:03d}")
    at_work = desktop(officer)
    at_work.visit("/ban-lam-viec/ho/?xuat=in")
    lengths = set()
    for _ in range(18):  # one row less each time: somewhere the signatures no longer fit below the last row
        sheets = of_pdf(at_work.page.pdf(prefer_css_page_size=True), pages=True)
        lengths.add(len(sheets))
        assert "NGƯỜI LẬP" in sheets[-1]
        assert sheets[-1].count("TT1-") >= 2
        assert f"{len(sheets)}/{len(sheets)}" in sheets[-1]
        at_work.page.evaluate("document.querySelector('.sheet tbody tr').remove()")
    assert len(lengths) > 1


def test_a_leader_sees_today_what_is_due_and_whose_it_is(phone, leader, ward):
    unit = factories.organisation(ward, name="Văn phòng Ủy ban")
    factories.duty(ward, title="Báo cáo quý I", unit=unit, due_on=DECIDED)
    factories.duty(ward, title="Báo cáo năm 2025", unit=unit, due_on=DECIDED.replace(month=2))
    chair = phone(leader)
    chair.visit("/bat-dau/")
    chair.sees("Hôm nay", "Trễ hạn")
    chair.tap("Việc phải làm", within=".desk-menu")
    chair.tap("Báo cáo năm 2025")
    chair.sees("Văn phòng Ủy ban")


def test_a_matter_opened_at_the_desk_is_followed_by_everyone(desktop, officer, group):
    at_work = desktop(officer)
    at_work.visit("/ban-lam-viec/viec-chung/")
    at_work.tap("Mở việc mới")
    at_work.types("Tên việc", "Làm đường tổ 1")
    at_work.picks("Phạm vi", group.name)
    at_work.tap("Mở việc")
    at_work.sees("Làm đường tổ 1")
    resident = desktop()
    resident.visit("/")
    resident.tap("Làm đường tổ 1")
    resident.sees(group.name)


def test_a_notice_of_disclosure_is_made_issued_and_taken_home_as_word_and_pdf(desktop, published, leader):  # noqa: F811
    disclosure = published()
    at_work = desktop(leader)
    at_work.visit(f"/ban-lam-viec/cong-khai/{disclosure.pk}/")
    at_work.tap("Lập thông báo công khai")
    at_work.tap("Lưu dự thảo")
    at_work.sees("Độc lập - Tự do - Hạnh phúc", "Dự thảo")
    assert at_work.fetches("Tải PDF").startswith(b"%PDF")
    assert "word/document.xml" in zipfile.ZipFile(at_work.downloads("Tải Word")).namelist()


def test_an_auditor_reads_who_did_what(desktop, published, ward):  # noqa: F811
    published()
    auditor = desktop(factories.staff(ward, "auditor"))
    auditor.visit("/bat-dau/")
    auditor.tap("Nhật ký", within=".desk-menu")
    auditor.sees("Công khai nội dung")
