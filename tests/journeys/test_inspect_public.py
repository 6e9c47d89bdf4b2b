"""Dân kiểm tra (clause 2.2.c.2), in the open: a resident reads what others reported, joins, sees where and how fast."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from danchu.core.actors import SYSTEM, VISITOR
from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.inspect.actions.intake import Place, receive_case
from danchu.inspect.actions.publishing import publish_case
from danchu.inspect.actions.settling import accept_case, answer_case
from danchu.inspect.actions.topics import load_topics
from danchu.inspect.models import Topic
from danchu.inspect.states import Channel
from danchu.lib import clock
from tests import factories
from tests.know.files import a_picture

TODAY = date(2026, 4, 1)
NAMES = ("Tân Thành 1", "Tân Thành 2", "Khe Lim", "Na Hoàng", "Hoa Phượng", "Bách Quang 1", "Bách Quang 2", "Gang Thép")
WHAT = (
    ("chieu-sang", "Đèn đường đầu ngõ 12 tắt từ tuần trước, buổi tối đi lại khó khăn."),
    ("rac-thai", "Rác đổ trộm cạnh nhà văn hóa, bốc mùi."),
    ("thoat-nuoc", "Cống trước chợ tắc, mưa là ngập. Nước tràn vào nhà dân hai bên đường, đã ba lần trong tháng này."),
    ("duong-sa", "Ổ gà trước cổng trường tiểu học."),
)


@pytest.fixture(autouse=True)
def _in_april():
    with clock.travel_to(clock.moment_on(TODAY, 10)):
        yield


@pytest.fixture
def remarks(ward, officer):
    """Two dozen published remarks in eight groups, half of them answered; the first with a photograph."""
    unit = factories.organisation(ward, name="Phòng Kinh tế, Hạ tầng và Đô thị", code="KTHTDT", is_unit=True)
    groups = [factories.group(ward, name=f"Tổ dân phố {each}") for each in NAMES]
    load_topics(ward=ward, by=SYSTEM, at=clock.now())
    found = []
    for number in range(24):
        topic, words = WHAT[number % 4]
        at = clock.moment_on(TODAY - timedelta(days=30 - number), 9)
        place = Place(
            group=groups[number % 7],
            address=f"Ngõ {number + 2}",
            latitude=Decimal("21.4700") + Decimal(number * 7 % 24) / 1000,
            longitude=Decimal("105.8500") + Decimal(number * 5 % 24) / 1000,
        )
        pictures = [store(ward=ward, upload=check(a_picture("đèn.jpg", 800), "đèn.jpg"), at=at)] if number == 23 else []
        with clock.travel_to(at):
            case = receive_case(
                ward=ward,
                kind="remark",
                channel=Channel.WEB,
                text=words,
                topic=Topic.objects.get(ward=ward, code=topic),
                place=place,
                files=pictures,
                wants_public=True,
                by=VISITOR,
                at=at,
            )
            files = tuple(case.files.values_list("pk", flat=True))
            publish_case(case=case, public_text=words, files=files, shows_place=True, by=officer, at=at)
            accept_case(case=case, unit=unit, by=officer, at=at)
        if number % 2 == 0:
            answered = at + timedelta(days=number % 5 * 4)
            with clock.travel_to(answered):
                answer_case(case=case, answer="Đã sửa xong, mời bà con kiểm tra.", by=officer, at=answered)
        found.append(case)
    return found


def _reads(person, case):
    person.visit("/phan-anh/")
    person.types("Tìm phản ánh", "o ga truoc cong")
    person.tap("Tìm", within="form.search")
    person.tap("Ổ gà trước cổng trường tiểu học.", within="table")
    person.sees("Phường đã nhận", "Phòng Kinh tế, Hạ tầng và Đô thị")


def test_a_resident_reads_joins_and_sees_where_and_how_fast(phone, remarks):
    resident = phone()
    _reads(resident, remarks[-1])
    resident.tap("Cùng phản ánh")
    resident.tap("Tôi cũng gặp việc này")
    resident.sees("cùng phản ánh việc này")
    resident.tap("Xem phản ánh")
    resident.sees("2 người đã phản ánh")
    resident.visit("/phan-anh/ban-do/")
    resident.sees("Theo vị trí")
    resident.tap("Tỷ lệ đúng hạn")
    resident.visit("/phan-anh/thong-ke/")
    resident.sees("Theo lĩnh vực", "Tháng 3/2026")


def test_a_deputy_looks_at_the_whole_on_a_wide_screen(desktop, remarks):
    deputy = desktop()
    deputy.visit("/phan-anh/")
    deputy.tap("Bản đồ theo tổ")
    deputy.tap("Thống kê")
    deputy.visit(remarks[0].public_url)
    deputy.sees("Phường trả lời")


def test_an_officer_puts_the_topics_in_order(desktop, officer, remarks):
    desk = desktop(officer)
    desk.visit("/ban-lam-viec/don-thu/linh-vuc/")
    desk.tap("Đưa Đèn đường lên")
    desk.tap("Thêm lĩnh vực")
    desk.types("Tên lĩnh vực", "Karaoke loa kéo")
    desk.picks("Đơn vị giải quyết", "Phòng Kinh tế, Hạ tầng và Đô thị")
    desk.tap("Lưu")
    desk.sees("Karaoke loa kéo")
