"""The pages on which citizens book, wait and are received."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from danchu.core.records.kinds import of
from danchu.duties.models import Duty
from danchu.inspect import documents_reception as documents
from danchu.inspect.actions.reception import Session, plan_days
from danchu.inspect.actions.reception_book import record_denunciation, record_reception
from danchu.inspect.actions.visiting import Guest, enter_visit
from danchu.inspect.forms.sealed import SealedForm
from danchu.inspect.models import ReceptionDay, ReceptionEntry, ReceptionVisit
from danchu.inspect.states import VisitState
from danchu.lib import clock
from tests import factories
from tests.inspect.test_reception import record
from tests.inspect.words import DAY, MORNING, NAME

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(ward):
    return factories.staff(ward, "civil_servant")


@pytest.fixture
def desk(signed_in, officer):
    return signed_in(officer)


@pytest.fixture
def today(ward):
    return ReceptionDay.objects.create(
        ward=ward, day=DAY, starts=time(8), ends=time(11), place="Phòng tiếp dân", receiver="Trần Văn Chủ", slots=5
    )


@pytest.fixture
def thursday(ward, officer):
    day = DAY + timedelta(days=3)
    session = Session(time(8), time(11), "Phòng tiếp dân", "Trần Văn Chủ", by_chair=True, slots=2)
    return plan_days(ward=ward, session=session, since=day, until=day, weekdays=(3,), by=officer, at=MORNING)[0]


def the(answer) -> str:
    return answer.content.decode()


def test_everyone_reads_when_by_what_rules_and_when_one_is_refused(client, ward, thursday):
    page = the(client.get("/tiep-cong-dan/"))
    for words in ("05/03/2026", "08:00 đến 11:00", "Chủ tịch trực tiếp tiếp", "10 ngày làm việc", "khoản 3 Điều 9"):
        assert words in page
    answer = client.get(reverse("inspect:reception-calendar", args=[thursday.pk]))
    assert b"DTSTART:20260305T010000Z" in answer.content


def test_who_books_sees_number_and_code_and_finds_it_again_by_the_code_only(client, thursday):
    address = reverse("inspect:book-reception", args=[thursday.pk])
    answer = client.post(address, {"name": "Lê Thị Hẹn", "matter": "Cống tắc", "people": "1"})
    assert answer.url == "/tiep-cong-dan/phieu-hen/"
    visit = ReceptionVisit.objects.get()
    assert visit.code_written in the(client.get(answer.url))
    client.cookies.clear()
    assert client.get(answer.url).url == "/tiep-cong-dan/lich-hen/"
    assert client.post("/tiep-cong-dan/lich-hen/", {"code": "2222-2222-2222"}).status_code == 422
    client.post("/tiep-cong-dan/lich-hen/", {"code": visit.code_written.lower()})
    client.post("/tiep-cong-dan/phieu-hen/huy/")
    visit.refresh_from_db()
    assert visit.state == VisitState.CANCELLED


def test_a_network_books_so_many_and_no_more(client, settings, thursday):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "booking-network": (1, 3600)}
    address = reverse("inspect:book-reception", args=[thursday.pk])
    client.post(address, {"name": "Lê Thị Hẹn", "matter": "Cống tắc", "people": "1"})
    answer = client.post(address, {"name": "Trần Văn Hai", "matter": "Cống tắc", "people": "1"})
    assert answer.status_code == 422
    assert "quá nhiều lần" in the(answer)


def test_a_wrong_telephone_is_said_with_all_that_was_typed(client, thursday):
    address = reverse("inspect:book-reception", args=[thursday.pk])
    answer = client.post(address, {"name": "Lê Thị Hẹn", "matter": "<b>Cống</b>", "people": "1", "phone": "12"})
    assert answer.status_code == 422
    assert "&lt;b&gt;Cống" in the(answer)


def test_the_screen_shows_numbers_and_no_names(client, today, officer):
    enter_visit(day=today, guest=Guest("Lê Thị Hẹn", "Việc riêng tư"), by=officer, at=MORNING)
    answer = client.get(reverse("inspect:reception-screen", args=[today.pk]))
    assert answer.headers["Refresh"] == "5"
    assert ">1<" in the(answer)
    assert "Hẹn" not in the(answer)
    assert "riêng tư" not in the(answer)


def test_the_officer_calls_records_and_promises(desk, today, officer, ward):
    unit = factories.organisation(ward, is_unit=True)
    page = reverse("inspect:reception-day", args=[today.pk])
    desk.post(reverse("inspect:enter-visit", args=[today.pk]), {"name": "Lê Thị Hẹn", "matter": "Cống", "people": "1"})
    assert "Gọi số 1" in the(desk.get(page))
    desk.post(reverse("inspect:reception-step", args=[today.pk, "goi"]))
    assert "Đang gọi số 1: Lê Thị Hẹn" in the(desk.get(page))
    visit = ReceptionVisit.objects.get()
    address = reverse("inspect:record-visit", args=[visit.pk])
    assert "Cống" in the(desk.get(address))
    typed = {
        "name": "Lê Thị Hẹn", "kind": "remark", "content": "Cống tắc.", "people": "12", "representatives": "7",
        "outcome": "answered", "answer": "Mai thông.", "receiver": "Trần Văn Chủ", "promise": "Thông cống",
    }  # fmt: skip
    assert "Hãy chọn hạn" in the(desk.post(address, typed))
    answer = desk.post(address, {**typed, "promise_due_on": "2026-03-09", "unit": unit.pk})
    shown = the(desk.get(answer.url))
    assert "7 người đại diện" in shown
    assert "Thông cống" in shown
    assert Duty.objects.get(kind="inspect.promise").unit == unit


def test_a_wrong_step_is_said_and_changes_nothing(desk, today):
    answer = desk.post(reverse("inspect:reception-step", args=[today.pk, "goi"]), follow=True)
    assert "Không còn ai chờ" in the(answer)
    assert desk.post(reverse("inspect:reception-step", args=[today.pk, "bay"])).status_code == 404


def test_a_denunciation_is_taken_down_sealed(desk, today, settler, officer):
    visit = enter_visit(day=today, guest=Guest(NAME), by=officer, at=MORNING)
    address = reverse("inspect:record-denunciation-visit", args=[visit.pk])
    typed = {"accused": "Ông B", "text": "Nhận tiền.", "name": NAME, "address": "Số 5"}
    desk.post(address, typed)
    assert not ReceptionEntry.objects.exists(), "the software does not say by itself who received"
    answer = desk.post(address, {**typed, "receiver": "Phó Chủ tịch", "by_chair": ""})
    page = the(desk.get(answer.url))
    assert "đã niêm phong" in page
    assert not ReceptionEntry.objects.get().by_chair
    assert ReceptionEntry.objects.get().receiver == "Phó Chủ tịch"
    for addressed in (answer.url, reverse("inspect:reception-book"), reverse("inspect:reception-day", args=[today.pk])):
        assert NAME not in the(desk.get(addressed))
    book = desk.get(reverse("inspect:reception-book"), {"xuat": "csv"})
    assert NAME not in b"".join(book).decode()


def test_the_code_of_a_denunciation_is_shown_on_its_day_only(ward, desk, settler, officer):
    form = SealedForm({"accused": "Ông B", "text": "Nhận tiền.", "name": NAME, "address": "Số 5"}, {}, ward=ward)
    assert form.is_valid()
    entry = record_denunciation(ward=ward, seal=form.sealed(), receiver="Chủ", by_chair=False, by=officer, at=MORNING)
    receipt = reverse("inspect:reception-receipt", args=[entry.pk])
    assert desk.get(receipt).content.startswith(b"%PDF")
    with clock.travel_to(MORNING + timedelta(days=1)):
        assert entry.case.code_written not in the(desk.get(entry.get_absolute_url()))
        assert desk.get(receipt).status_code == 404


def test_the_book_of_the_year_is_printed_with_every_line(desk, ward, officer):
    for outcome in ("answered", "later", "case"):
        record_reception(ward=ward, record=record(outcome=outcome), by=officer, at=MORNING)
    answer = desk.get(reverse("inspect:reception-year", args=[2026]))
    assert answer.content.startswith(b"%PDF")
    assert desk.get(reverse("inspect:reception-year", args=[2199])).status_code == 404
    found = the(desk.get(reverse("inspect:reception-book"), {"q": "cong tac", "xu-ly": "later"}))
    assert "1 lượt tiếp" in found


def test_the_slip_is_printed(desk, today, officer):
    visit = enter_visit(day=today, guest=Guest("Lê Thị Hẹn"), by=officer, at=MORNING)
    assert desk.get(reverse("inspect:visit-slip", args=[visit.pk])).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("key", "given"),
    [
        (documents.RECORD, {}),
        (documents.CONCLUSION, {"by_chair": True}),
        (documents.REFUSAL, {"outcome": "refused", "ground": "settled"}),
    ],
)
def test_documents_of_a_reception_are_written(ward, officer, key, given):
    entry = record_reception(ward=ward, record=record(**given), by=officer, at=MORNING)
    assert of(key).fits(entry)
    assert "Cống trước nhà tắc" in of(key).source_for(entry).body


def test_an_overseer_sees_the_days_and_no_names(signed_in, client, ward, today, officer):
    enter_visit(day=today, guest=Guest("Lê Thị Hẹn"), by=officer, at=MORNING)
    deputy = factories.staff(ward, "council_deputy")
    signed_in(deputy)
    page = the(client.get(reverse("inspect:reception-day", args=[today.pk])))
    assert "Lê Thị Hẹn" not in page
    assert client.get(reverse("inspect:reception-book")).status_code == 403


def test_a_promise_is_kept_from_its_page(signed_in, ward, client, desk, officer):
    unit = factories.organisation(ward, is_unit=True)
    entry = record_reception(ward=ward, record=record(), by=officer, at=MORNING)
    typed = {"promise": "Thông cống", "promise_due_on": "2026-03-09", "unit": unit.pk}
    desk.post(reverse("inspect:promise", args=[entry.pk]), typed)
    promise = ReceptionEntry.objects.get().promises.get()
    serving = factories.staff(ward, "assigned_officer", organisation=unit)
    signed_in(serving)
    address = reverse("inspect:reception-promise", args=[promise.pk])
    client.post(address, {"how": "Đã thông."})
    promise.refresh_from_db()
    assert promise.kept_on == DAY
    other = factories.staff(ward, "assigned_officer")
    signed_in(other)
    assert client.get(address).status_code == 404
