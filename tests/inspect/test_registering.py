"""Staff enter what came in on paper or was spoken: duplicates shown, forwarded at once, a receipt to take along."""

from datetime import date

import pytest
from django.urls import reverse

from danchu.inspect.models import Case
from danchu.inspect.states import Channel, State
from tests import factories
from tests.inspect.words import NAME
from tests.know.files import a_picture

pytestmark = pytest.mark.django_db
TYPED = {
    "channel": "paper",
    "received_on": "2026-02-27",
    "name": "Phạm Văn Tám",
    "phone": "0912000111",
    "text": "Cống trước số nhà 14 phố Hoa Phượng tắc, mưa là nước tràn vào nhà.",
}


@pytest.fixture
def at_desk(signed_in, officer):
    return signed_in(officer)


def address(kind="remark"):
    return reverse("inspect:register-kind", args=[kind])


def test_a_paper_letter_gets_a_number_and_counts_from_the_day_it_reached_the_ward(at_desk, unit):
    page = at_desk.post(address(), {**TYPED, "unit": unit.pk, "files": a_picture("don.jpg")})
    case = Case.objects.get()
    assert page.url == reverse("inspect:receipt", args=[case.pk])
    assert (case.channel, str(case.received_on), case.unit, case.sender.name) == (
        Channel.PAPER, "2026-02-27", unit, "Phạm Văn Tám",
    )  # fmt: skip
    assert case.files.count() == 1


def test_the_receipt_shows_and_prints_number_and_code(at_desk):
    page = at_desk.post(address(), TYPED, follow=True)
    case = Case.objects.get()
    assert case.symbol in page.text
    assert case.code_written in page.text
    pdf = at_desk.get(reverse("inspect:receipt-pdf", args=[case.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert "no-store" in pdf["Cache-Control"]


def test_the_same_letter_again_is_shown_before_it_gets_a_number(at_desk):
    at_desk.post(address(), TYPED)
    again = {**TYPED, "name": "Vũ Thị Chín", "text": "Cống trước số nhà 14 phố Hoa Phượng tắc, nước tràn vào nhà."}
    page = at_desk.post(address(), again)
    assert "Có thể trùng" in page.text
    assert "PA-1/2026" in page.text
    assert Case.objects.count() == 1
    at_desk.post(address(), {**again, "seen": "1"})
    assert Case.objects.count() == 2


def test_a_second_letter_of_the_same_person_is_shown_and_an_unlike_one_is_not(at_desk):
    at_desk.post(address(), TYPED)
    page = at_desk.post(address(), {**TYPED, "text": "Chó thả rông ngoài đường."})
    assert "Cùng tên người gửi" in page.text
    at_desk.post(address(), {**TYPED, "name": "Vũ Thị Chín", "text": "Chó thả rông ngoài đường ở ngõ 3, cắn trẻ em."})
    assert Case.objects.count() == 2


def test_an_old_letter_is_no_duplicate(at_desk, received):
    received(text=TYPED["text"], received_on=date(2025, 11, 3))
    at_desk.post(address(), TYPED)
    assert Case.objects.count() == 2


def test_what_is_for_another_office_is_forwarded_at_once(at_desk):
    at_desk.post(address(), {**TYPED, "forwarded_to": "Công ty Điện lực Thái Nguyên"})
    case = Case.objects.get()
    assert (case.state, case.forwarded_to) == (State.FORWARDED, "Công ty Điện lực Thái Nguyên")


def test_a_complaint_wants_a_name_and_a_remark_does_not(at_desk):
    nameless = {**TYPED, "name": ""}
    assert at_desk.post(address("complaint"), nameless).status_code == 422
    at_desk.post(address(), nameless)
    assert Case.objects.get().is_anonymous


def test_a_day_to_come_and_an_unknown_kind_are_refused(at_desk):
    page = at_desk.post(address(), {**TYPED, "received_on": "2026-03-09"})
    assert "không thể ở sau hôm nay" in page.text
    assert at_desk.get(address("poem")).status_code == 404


def test_overseers_register_nothing(ward, signed_in):
    desk = signed_in(factories.staff(ward, "front_chair"))
    assert desk.get(address()).status_code == 403
    assert NAME not in desk.get(reverse("inspect:desk")).text


def test_a_denunciation_on_paper_is_sealed_at_once_and_its_receipt_names_nobody(at_desk, officer, settler, ward):
    secret = {"accused": "Trần Văn Tham", "text": "Nhận tiền của dân để cấp giấy.", "address": "Số 5 ngõ 12"}
    typed = {"channel": "paper", "received_on": "2026-02-27", "name": "Ngô Thị Mười", **secret}
    page = at_desk.post(reverse("inspect:register-sealed", args=["denunciation"]), typed, follow=True)
    case = Case.objects.get()
    assert (case.text, case.sealed.count(), case.channel) == ("", 1, Channel.PAPER)
    assert case.code_written in page.text
    assert "Ngô Thị Mười" not in page.text
    assert "Trần Văn Tham" not in page.text
    assert at_desk.get(reverse("inspect:receipt-pdf", args=[case.pk])).content.startswith(b"%PDF")
    assert at_desk.get(case.get_absolute_url()).status_code == 404


def test_a_spoken_denunciation_is_written_down_and_signed_and_a_call_is_none(at_desk, settler):
    sealed = reverse("inspect:register-sealed", args=["denunciation"])
    assert "ký hay điểm chỉ" in at_desk.get(sealed).text
    typed = {"received_on": "2026-02-27", "name": "Ngô Thị Mười", "address": "Số 5", "accused": "Ông Tham", "text": "x"}
    assert at_desk.post(sealed, {**typed, "channel": "phone"}).status_code == 422
    page = at_desk.post(sealed, {**typed, "channel": "spoken"}, follow=True)
    assert Case.objects.get().channel == Channel.SPOKEN
    assert "bản ghi lời đã có chữ ký" in page.text


def test_who_did_not_enter_it_gets_no_receipt_of_a_denunciation(ward, signed_in, denounced):
    case = denounced()
    other = signed_in(factories.staff(ward, "civil_servant"))
    assert other.get(reverse("inspect:receipt", args=[case.pk])).status_code == 404


def test_a_denunciation_cannot_be_entered_in_the_clear(at_desk, settler):
    assert at_desk.get(address("denunciation")).status_code == 404
    assert at_desk.get(reverse("inspect:register-sealed", args=["remark"])).status_code == 404


def test_without_a_key_of_any_leader_the_page_says_what_to_do(at_desk):
    page = at_desk.get(reverse("inspect:register-sealed", args=["denunciation"]))
    assert "phong bì dán kín" in page.text
    assert Case.objects.count() == 0
