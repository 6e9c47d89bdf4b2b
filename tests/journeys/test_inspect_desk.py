"""At the counter (clause 2.2.c.2): an officer enters a paper letter, prints the receipt, gives the case away."""

import pytest

from danchu.inspect.models import Case
from danchu.lib import clock
from tests import factories
from tests.inspect.words import MORNING
from tests.know.files import a_picture

DESK = "/ban-lam-viec/don-thu/"


@pytest.fixture(autouse=True)
def _in_march():
    with clock.travel_to(MORNING):
        yield


def test_a_paper_letter_is_entered_its_receipt_printed_and_the_case_handed_over(desktop, officer, group):
    factories.organisation(group.ward, name="Phòng Kinh tế, hạ tầng", is_unit=True)
    at_work = desktop(officer)
    at_work.visit(DESK)
    at_work.tap("Ghi đơn giấy, lời nói")
    at_work.tap("Phản ánh, kiến nghị")
    at_work.types("Họ và tên người gửi", "Phạm Văn Tám")
    at_work.types("Nội dung", "Cống trước số nhà 14 phố Hoa Phượng tắc, mưa là nước tràn vào nhà.")
    at_work.picks("Tổ dân phố", group.name)
    at_work.attaches("Bản chụp đơn, tài liệu kèm theo", [a_picture("don.jpg")])
    at_work.tap("Ghi vào sổ")
    case = Case.objects.get()
    at_work.sees("Biên nhận PA-1/2026", case.code_written)
    assert at_work.fetches("In giấy biên nhận").startswith(b"%PDF")
    at_work.tap("Giao người giải quyết")
    at_work.picks("Đơn vị giải quyết", "Phòng Kinh tế, hạ tầng")
    at_work.tap("Giao 1 vụ việc")
    at_work.sees("Đã giao 1 vụ việc", "Phòng Kinh tế, hạ tầng", "Còn")


def test_the_same_letter_again_is_noticed_and_the_list_works_on_a_telephone(desktop, phone, officer, group):
    at_work = desktop(officer)
    for number in (1, 2):
        at_work.visit(f"{DESK}ghi/remark/")
        at_work.types("Họ và tên người gửi", "Phạm Văn Tám")
        at_work.types("Nội dung", "Cống trước số nhà 14 phố Hoa Phượng tắc, mưa là nước tràn vào nhà.")
        at_work.tap("Ghi vào sổ")
        if number == 2:
            at_work.sees("Có thể trùng với việc đã ghi", "PA-1/2026")
            at_work.tap("Không trùng, ghi vào sổ")
    at_work.sees("Biên nhận PA-2/2026")
    outside = phone(officer)
    outside.visit(DESK)
    outside.sees("2 vụ việc", "PA-1/2026", "PA-2/2026")
    outside.visit(f"{DESK}ghi/remark/")
    outside.visit(f"{DESK}tinh-hinh/")
    outside.sees("Chưa giao")
