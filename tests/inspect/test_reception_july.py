"""Receiving citizens by the decree of July 2026 (Nghị định 154/2026/NĐ-CP): refusals, papers, book, heads of units."""

import csv
import io
from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from danchu.core.actions.documents import issue_document, prepare_document
from danchu.core.records.blocks import Paper
from danchu.core.records.kinds import of
from danchu.core.refusals import Refused
from danchu.duties.models import Duty
from danchu.inspect import documents_reception as documents
from danchu.inspect import queries_reception as queries
from danchu.inspect.actions.reception import Session, change_day, end_day, plan_days, start_day
from danchu.inspect.actions.reception_book import record_reception
from danchu.inspect.models import ReceptionEntry
from danchu.inspect.states import REFUSAL_NOTICE, UNIT_RECEPTION
from danchu.inspect.tasks import ask_heads_to_receive
from danchu.lib import clock
from tests import factories
from tests.core.records.reading import flat, of_pdf
from tests.inspect.test_reception import record

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 7, 6)
MORNING = clock.moment_on(MONDAY, 9)
JUNE = clock.moment_on(date(2026, 6, 29), 9)
PAPERS = (
    {"name": "Đơn kiến nghị", "pages": "2", "state": "bản chính"},
    {"name": "Quyết định thu hồi đất", "pages": "3", "state": "bản phô tô"},
)


@pytest.fixture(autouse=True)
def _in_july():
    with clock.travel_to(MORNING):
        yield


@pytest.fixture
def officer(ward):
    return factories.staff(ward, "civil_servant")


@pytest.fixture
def refused(ward, officer):
    def refuse(ground: str, at=MORNING, **given) -> ReceptionEntry:
        typed = record(outcome="refused", ground=ground, answer="", **given)
        return record_reception(ward=ward, record=typed, by=officer, at=at)

    return refuse


@pytest.mark.parametrize(("ground", "place"), [("settled", "khoản 3 Điều 9"), ("answered", "điểm h khoản 1 Điều 4")])
def test_a_notice_of_refusal_goes_out_within_three_working_days_signed_by_the_chair(
    ward, officer, chair, refused, ground, place
):
    entry = refused(ground, identity="019123456789", identity_issued_on=date(2021, 4, 1), identity_issued_by="Cục C06")
    duty = Duty.objects.get(kind=REFUSAL_NOTICE)
    assert duty.due_on == date(2026, 7, 9)  # article 4.3
    assert duty.basis["words"] == "nhiều nhất 03 ngày làm việc"
    kind = of(documents.REFUSAL)
    assert kind.fits(entry)
    draft = prepare_document(
        ward=ward, kind=kind.key, target=entry, source=kind.source_for(entry), by=officer, at=MORNING
    )
    issue_document(document=draft, signer=chair.person.full_name, by=officer, at=MORNING)
    text = str(Paper.from_plain(draft.paper).blocks)
    for words in (place, "019123456789", "01/04/2021", "Cục C06", "Cống trước nhà tắc", "154/2026/NĐ-CP"):
        assert words in text
    assert Paper.from_plain(draft.paper).parties[0].capacity == "CHỦ TỊCH"
    duty.refresh_from_db()
    assert duty.fulfilled_by == str(draft)


def test_any_other_refusal_is_explained_on_the_spot(signed_in, officer, refused):
    entry = refused("unchecked")
    assert not of(documents.REFUSAL).fits(entry)
    assert not Duty.objects.filter(kind=REFUSAL_NOTICE).exists()
    page = signed_in(officer).get(entry.get_absolute_url()).content.decode()
    assert "giải thích ngay cho người đến" in page
    assert "đọc từ bản sao" in page


def test_until_july_the_grounds_of_the_decree_are_none_and_a_notice_has_no_period(refused):
    with pytest.raises(Refused, match="căn cứ từ chối"):
        refused("answered", at=JUNE)
    entry = refused("settled", at=JUNE)
    assert of(documents.REFUSAL).fits(entry)
    assert not Duty.objects.filter(kind=REFUSAL_NOTICE).exists()


def test_everyone_reads_the_grounds_of_today(client, ward):
    page = client.get("/tiep-cong-dan/").content.decode()
    assert "điểm k khoản 1 Điều 4" in page
    assert "nhiều nhất 03 ngày làm việc" in page
    with clock.travel_to(JUNE):
        assert "khoản 4 Điều 9" in client.get("/tiep-cong-dan/").content.decode()


def test_the_form_offers_the_grounds_and_takes_down_what_was_handed_over(signed_in, officer):
    desk = signed_in(officer)
    assert "kiểm tra an ninh" in desk.get(reverse("inspect:record-reception")).content.decode()
    typed = {
        "name": "Lê Thị Hẹn", "kind": "remark", "content": "Cống tắc.", "people": "1", "representatives": "1",
        "outcome": "answered", "answer": "Mai thông.", "receiver": "Trần Văn Chủ", "identity": "019123456789",
        "identity_issued_on": "2021-04-01", "papers": "Đơn kiến nghị | 2 | bản chính\n\nẢnh chụp",
    }  # fmt: skip
    page = desk.post(reverse("inspect:record-reception"), typed, follow=True).content.decode()
    entry = ReceptionEntry.objects.get()
    assert entry.papers == [PAPERS[0], {"name": "Ảnh chụp", "pages": "", "state": ""}]
    assert "In giấy biên nhận tài liệu" in page


def test_the_receipt_of_papers_lists_each_with_pages_and_state(signed_in, ward, officer):
    entry = record_reception(ward=ward, record=record(papers=PAPERS), by=officer, at=MORNING)
    desk = signed_in(officer)
    text = flat(of_pdf(desk.get(reverse("inspect:reception-papers", args=[entry.pk])).content))
    for words in ("GIẤY BIÊN NHẬN", "Quyết định thu hồi đất 3 bản phô tô", "Lê Thị Hẹn", "01 bản"):
        assert words in text
    bare = record_reception(ward=ward, record=record(), by=officer, at=MORNING)
    assert desk.get(reverse("inspect:reception-papers", args=[bare.pk])).status_code == 404


THIRTEEN = (
    "Số", "Ngày tiếp", "Họ tên, địa chỉ", "CCCD, CMND, hộ chiếu", "Nội dung", "Loại đơn", "Số người cùng nội dung",
    "Cơ quan đã giải quyết", "Thuộc thẩm quyền", "Hướng dẫn đến cơ quan có thẩm quyền", "Cơ quan, đơn vị thụ lý",
    "Theo dõi kết quả", "Ghi chú",
)  # fmt: skip


def test_the_book_has_the_thirteen_columns_of_the_form(signed_in, ward, officer):
    given = {"outcome": "guided", "sent_to": "Sở Xây dựng", "letter": "12/PHD-UBND", "people": 4, "identity": "0191"}
    record_reception(ward=ward, record=record(**given, answer=""), by=officer, at=MORNING)
    record_reception(ward=ward, record=record(outcome="case", answer=""), by=officer, at=MORNING)
    desk = signed_in(officer)
    taken = b"".join(desk.get(reverse("inspect:reception-book"), {"xuat": "csv"})).decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(taken))
    assert [each for each in head if each in THIRTEEN] == list(THIRTEEN)
    ours, guided = (dict(zip(head, line, strict=True)) for line in lines)
    assert (guided["Thuộc thẩm quyền"], ours["Thuộc thẩm quyền"]) == ("", "x")
    assert guided["Hướng dẫn đến cơ quan có thẩm quyền"] == "Sở Xây dựng, văn bản số 12/PHD-UBND"
    assert ours["Cơ quan, đơn vị thụ lý"] == ReceptionEntry.objects.get(outcome="case").case.symbol
    printed = flat(of_pdf(desk.get(reverse("inspect:reception-year", args=[2026])).content))
    assert "Thuộc thẩm quyền" in printed
    assert "03/TCD" in printed
    assert "12 13" in printed


def test_whoever_waits_for_the_chairs_answer_is_told_whom_to_ask(ward, officer):
    later = {"outcome": "later", "by_chair": True, "answer": ""}
    with pytest.raises(Refused, match="người cần liên hệ"):
        record_reception(ward=ward, record=record(**later), by=officer, at=MORNING)
    assert record_reception(ward=ward, record=record(**later), by=officer, at=JUNE).contact == ""
    entry = record_reception(ward=ward, record=record(**later, contact="Bà Mai, 0208 1"), by=officer, at=MORNING)
    body = of(documents.CONCLUSION).source_for(entry).body
    assert "Bà Mai, 0208 1" in body
    assert "hết ngày 20/07/2026" in body  # ten working days, Law 42/2013, article 28


@pytest.fixture
def clinic(ward):
    return factories.organisation(ward, kind="public_service", name="Trạm y tế", receives_citizens=True)


def planned_for(ward, officer, unit, day, **given):
    session = Session(time(8), time(11), "Trạm y tế", "Bác sĩ Lan", unit=unit, **given)
    return plan_days(ward=ward, session=session, since=day, until=day, weekdays=tuple(range(5)), by=officer, at=MORNING)


def test_the_head_of_a_public_unit_receives_on_a_day_of_each_month(ward, officer, clinic):
    factories.organisation(ward, kind="public_service", name="Trường học")
    for day in (MONDAY, MONDAY + timedelta(days=1)):
        ask_heads_to_receive(ward, day)
    duty = Duty.objects.get(kind=UNIT_RECEPTION)
    assert (duty.unit, duty.due_on) == (clinic, date(2026, 7, 31))
    [day] = planned_for(ward, officer, clinic, MONDAY)
    started = start_day(day=queries.access_day(ward, day.pk), by=officer, at=MORNING)
    end_day(day=started, by=officer, at=MORNING)
    duty.refresh_from_db()
    assert duty.fulfilled_by == "Buổi tiếp công dân ngày 06/07/2026"
    ask_heads_to_receive(ward, MONDAY + timedelta(days=2))
    assert Duty.objects.filter(kind=UNIT_RECEPTION).count() == 1
    ask_heads_to_receive(ward, date(2026, 8, 3))
    assert Duty.objects.filter(kind=UNIT_RECEPTION).count() == 2


def test_before_the_decree_no_head_of_a_unit_is_asked(ward, clinic):
    ask_heads_to_receive(ward, date(2026, 6, 29))
    assert not Duty.objects.filter(kind=UNIT_RECEPTION).exists()


def test_the_chair_and_the_head_of_a_unit_do_not_receive_as_one(ward, officer, clinic):
    with pytest.raises(Refused, match="Chọn một"):
        planned_for(ward, officer, clinic, MONDAY, by_chair=True)


def test_an_online_reception_is_told_five_working_days_before(ward, officer):
    too_soon, just = date(2026, 7, 10), date(2026, 7, 13)  # a Friday, and the Monday after it
    with pytest.raises(Refused, match="Chọn ngày muộn hơn"):
        planned_for(ward, officer, None, too_soon, is_online=True)
    [day] = planned_for(ward, officer, None, just, is_online=True)
    assert day.is_online
    [other] = planned_for(ward, officer, None, too_soon)
    session = Session(time(8), time(11), "Trạm y tế", "Bác sĩ Lan", is_online=True)
    with pytest.raises(Refused, match="Chọn ngày muộn hơn"):
        change_day(day=queries.access_day(ward, other.pk), session=session, by=officer, at=MORNING)


def test_the_desk_is_told_of_days_that_were_planned_later_than_they_must_be_posted(signed_in, ward, officer):
    planned_for(ward, officer, None, date(2026, 7, 10))
    planned_for(ward, officer, None, date(2026, 7, 13))
    assert [each.day.day for each in queries.planned_late(ward, MONDAY)] == [10]
    page = signed_in(officer).get(reverse("inspect:reception-days")).content.decode()
    assert "10/07/2026, 08:00" in page
    assert "khoản 4 Điều 24" in page
