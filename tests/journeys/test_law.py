"""The law as the ward has it: found without tone marks, corrected from a day to come, days off entered."""

from datetime import date

import pytest

from danchu.lib import clock
from tests import factories


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.travel_to(clock.moment_on(date(2026, 3, 2), 9)):
        yield


@pytest.fixture
def administrator(ward):
    return factories.staff(ward, "administrator", starts_on=date(2025, 1, 1))


def test_the_administrator_corrects_a_rule_and_is_told_what_was_wrong_first(desktop, administrator):
    at_work = desktop(administrator)
    at_work.visit("/ban-lam-viec/quy-dinh/")
    at_work.types("Tìm quy định", "thoi gian lay y kien nhan dan")
    at_work.tap("Tìm", within="form.search")
    at_work.tap("Thời gian lấy ý kiến Nhân dân kể từ ngày công khai nội dung")
    at_work.sees("phần mềm tính theo luật")
    at_work.tap("Điều chỉnh từ một ngày sắp tới")
    at_work.types("Giá trị của phường", "25")
    at_work.types("Áp dụng từ ngày", "2026-03-02")
    at_work.types("Lý do, căn cứ", "Nghị quyết số 05/NQ-HĐND")
    at_work.tap("Lưu", status=422)
    at_work.sees("từ ngày mai")
    at_work.types("Áp dụng từ ngày", "2026-03-03")
    at_work.tap("Lưu")
    at_work.sees("ít nhất 25 ngày")
    at_work.sees("Nghị quyết số 05/NQ-HĐND")


def test_a_day_that_the_government_swaps_is_entered_and_taken_back_on_a_phone(phone, administrator):
    on_the_way = phone(administrator)
    on_the_way.visit("/ban-lam-viec/ngay-nghi/")
    on_the_way.sees("Chưa ghi thêm ngày nào")
    on_the_way.tap("Ghi ngày hoán đổi")
    on_the_way.types("Ngày", "2026-03-09")
    on_the_way.chooses("Ngày nghỉ")
    on_the_way.types("Căn cứ", "Thông báo số 10/TB-BNV")
    on_the_way.tap("Lưu")
    on_the_way.sees("09/03/2026")
    on_the_way.tap("Bỏ ngày 09/03/2026")
    on_the_way.tap("Bỏ ngày này")
    on_the_way.sees("Chưa ghi thêm ngày nào")
