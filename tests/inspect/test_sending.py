"""Residents send something, and get a receipt; nothing that they typed is lost."""

import re

import pytest

from danchu.core.models import Notice, StoredFile
from danchu.inspect.actions.publishing import publish_case
from danchu.inspect.models import Case, Topic
from tests import factories
from tests.inspect.words import MORNING
from tests.know.files import a_picture

pytestmark = pytest.mark.django_db
REMARK = "/gui/phan-anh/"
DARK = "Đèn đường đầu ngõ 12 hỏng ba hôm nay, tối rất khó đi."


@pytest.fixture
def typed():
    """What somebody types into the form of a remark."""
    return {"text": DARK, "wants_public": "1"}


def code_on(page) -> str:
    return re.search(r'class="receipt-code">([0-9A-Z-]{14})<', page.content.decode()).group(1).replace("-", "")


def test_words_alone_are_enough_and_give_a_code(client, ward, typed):
    page = client.post(REMARK, typed)
    case = Case.objects.get()
    assert code_on(page) == case.code
    assert (case.text, case.is_anonymous, case.wants_public) == (DARK, True, True)
    assert "PA-1/2026" in page.content.decode()


def test_the_code_stands_in_no_address_and_no_browser_keeps_the_receipt(client, ward, typed):
    page = client.post(REMARK, typed)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]


def test_a_photograph_goes_along_and_tells_no_position(client, ward, typed):
    client.post(REMARK, {**typed, "files": [a_picture("đèn.jpg")]})
    assert [each.file.name for each in Case.objects.get().files.all()] == ["đèn.jpg"]


def test_a_fault_keeps_the_words_and_the_photographs(client, ward, typed):
    page = client.post(REMARK, {**typed, "email": "không phải thư", "files": [a_picture("đèn.jpg")]})
    shown = page.content.decode()
    assert page.status_code == 422
    assert DARK in shown
    kept = re.search(r'name="files-kept" value="([^"]+)"', shown).group(1)
    client.post(REMARK, {**typed, "files-kept": kept})
    assert Case.objects.get().files.count() == 1


def test_what_is_sent_twice_over_a_bad_line_is_one_case(client, ward, typed):
    once = client.get(REMARK).context["form"]["once"].value()
    first, second = (code_on(client.post(REMARK, {**typed, "once": once})) for _ in range(2))
    assert first == second
    assert Case.objects.count() == 1


def test_another_remark_from_the_same_page_is_another_case(client, ward, typed):
    once = client.get(REMARK).context["form"]["once"].value()
    client.post(REMARK, {**typed, "once": once})
    client.post(REMARK, {**typed, "once": once, "text": "Rác chất đống ở cổng chợ."})
    assert Case.objects.count() == 2


def test_a_made_up_receipt_is_not_taken(client, ward, typed):
    client.post(REMARK, {**typed, "once": "AAAAAAAAAAAA"})
    assert Case.objects.get().code != "AAAAAAAAAAAA"


def test_the_topic_names_the_unit_and_the_position_is_kept_when_whole(client, ward, typed):
    unit = factories.organisation(ward, is_unit=True)
    topic = Topic.objects.create(ward=ward, code="light", name="Chiếu sáng", unit=unit)
    spot = {"latitude": "21.440123", "longitude": "105.900456"}
    client.post(REMARK, {**typed, "topic": topic.pk, **spot})
    case = Case.objects.get()
    assert (case.topic, case.unit, str(case.latitude)) == (topic, unit, "21.440123")
    client.post(REMARK, {**typed, "text": "Ngập cả đoạn đường trước trường học.", "latitude": "21.44"})
    assert Case.objects.latest("pk").latitude is None


def test_whoever_leaves_an_address_gets_the_code_by_mail(client, ward, typed):
    client.post(REMARK, {**typed, "name": "Bà Tám", "email": "tam@example.vn"})
    letter = Notice.objects.get()
    assert (letter.recipient, letter.kind) == ("tam@example.vn", "inspect.case-received")
    assert Case.objects.get().code_written in letter.body


def test_a_script_in_the_words_is_only_words(client, ward, typed):
    page = client.post(REMARK, {**typed, "text": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (lambda: a_picture("nặng.jpg").__class__("nặng.jpg", b"\xff\xd8\xff" + bytes(40_000_000)), "25 MB"),
        (lambda: a_picture("a.jpg").__class__("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(2000)), "HEIC"),
        (lambda: a_picture("a.jpg").__class__("hỏng.jpg", b"\xff\xd8\xff\xe0 cut"), "hỏng"),
        (lambda: a_picture("a.jpg").__class__("trống.jpg", b""), "trống"),
    ],
    ids=["40 MB", "HEIC", "cut off", "empty"],
)
def test_a_bad_photograph_is_explained_and_loses_nothing(client, ward, typed, upload, said):
    page = client.post(REMARK, {**typed, "files": [a_picture("tốt.jpg"), upload()]})
    shown = page.content.decode()
    assert page.status_code == 422
    assert said in shown
    assert DARK in shown
    assert "tốt.jpg" in shown
    assert not Case.objects.exists()


@pytest.mark.parametrize("path", [REMARK, "/gui/khieu-nai/", "/gui/thong-tin/"])
def test_missing_and_nonsense_fields_are_named_and_never_break_the_page(client, ward, path):
    assert client.post(path, {}).status_code == 422
    nonsense = {
        "once": "\x00",
        "topic": "9" * 40,
        "latitude": "bắc",
        "learned_on": "hôm qua",
        "way": "bay",
        "text": "\x00",
    }
    assert client.post(path, nonsense).status_code == 422
    assert not Case.objects.exists()


def test_who_sends_too_often_is_told_and_loses_nothing(client, ward, typed, settings):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "send-network": (1, 3600)}
    client.post(REMARK, typed)
    page = client.post(REMARK, {**typed, "text": "Rác chất đống ở cổng chợ.", "files": [a_picture("rác.jpg")]})
    assert page.status_code == 422
    assert "quá nhiều lần" in page.content.decode()
    assert "Rác chất đống" in page.content.decode()
    assert (Case.objects.count(), StoredFile.objects.count()) == (1, 0)


def test_a_signed_in_resident_finds_it_again_unless_it_was_sent_without_a_name(ward, signed_in, typed):
    resident = factories.resident(ward)
    client = signed_in(resident)
    client.post(REMARK, {**typed, "name": "Bà Tám"})
    client.post(REMARK, {**typed, "text": "Quán hát ồn quá mười một giờ đêm.", "anonymous": "on", "asked": "1"})
    page = client.get("/viec-toi-da-gui/").content.decode()
    assert "PA-1/2026" in page
    assert "PA-2/2026" not in page
    assert client.get(f"/viec-toi-da-gui/{Case.objects.earliest('pk').pk}/").status_code == 200


class TestAlike:
    @pytest.fixture
    def shown(self, received, officer):
        case = received(text="Đèn đường đầu ngõ 12 hỏng, tối om.", wants_public=True)
        return publish_case(
            case=case, public_text="Đèn đường đầu ngõ 12 hỏng, tối om.", shows_place=True, by=officer, at=MORNING
        )

    def test_what_somebody_said_already_is_shown_before_sending(self, client, ward, typed, shown):
        page = client.post(REMARK, {**typed, "files": [a_picture("đèn.jpg")]})
        text = page.content.decode()
        assert "1 người đã phản ánh việc này" in text
        assert "files-kept" in text
        assert Case.objects.count() == 1

    def test_joining_counts_once_a_browser(self, client, ward, shown):
        for _ in range(2):
            page = client.post(f"/gui/phan-anh/{shown.pk}/cung-phan-anh/", follow=True)
        shown.refresh_from_db()
        assert shown.joined == 1
        assert "Số người phản ánh" in page.content.decode()

    def test_sending_one_s_own_all_the_same(self, client, ward, typed, shown):
        client.post(REMARK, {**typed, "asked": "1"})
        assert Case.objects.count() == 2

    def test_something_else_is_not_taken_for_it(self, client, ward, shown):
        client.post(REMARK, {"text": "Rác chất đống ở cổng chợ, bốc mùi.", "wants_public": "0"})
        assert Case.objects.count() == 2

    def test_what_is_not_public_is_never_shown(self, client, ward, typed, received):
        received(text=DARK)
        client.post(REMARK, typed)
        assert Case.objects.count() == 2


class TestLetters:
    complaint = {
        "accused": "Chủ tịch Ủy ban nhân dân phường",
        "decision": "Quyết định số 12/QĐ-XPHC ngày 20/02/2026",
        "learned_on": "2026-02-20",
        "text": "Tôi không đổ rác ra đường.",
        "asks": "Hủy quyết định.",
        "name": "Nguyễn Văn An",
        "address": "Số 5 ngõ 12",
    }
    information = {
        "text": "Quy hoạch chi tiết khu dân cư số 3",
        "way": "copy",
        "purpose": "Xây nhà",
        "name": "Nguyễn Văn An",
        "id_number": "019 085 001 234",
        "address": "Số 5 ngõ 12",
        "phone": "0912 345 678",
    }

    def test_a_complaint_reads_as_a_letter(self, client, ward):
        client.post("/gui/khieu-nai/", self.complaint)
        case = Case.objects.get()
        assert case.text.splitlines()[0] == "Người, cơ quan bị khiếu nại: Chủ tịch Ủy ban nhân dân phường"
        assert "Đề nghị: Hủy quyết định." in case.text
        assert case.sender.name == "Nguyễn Văn An"

    def test_a_late_complaint_is_warned_of_and_not_refused(self, client, ward):
        late = {**self.complaint, "learned_on": "2025-10-01"}
        page = client.post("/gui/khieu-nai/", late)
        assert "30/12/2025" in page.content.decode()
        assert not Case.objects.exists()
        client.post("/gui/khieu-nai/", {**late, "asked": "1"})
        assert Case.objects.count() == 1

    def test_who_says_why_it_comes_late_is_not_warned(self, client, ward):
        client.post("/gui/khieu-nai/", {**self.complaint, "learned_on": "2025-10-01", "late_reason": "Nằm viện."})
        assert "Lý do gửi muộn: Nằm viện." in Case.objects.get().text

    def test_the_day_it_was_learned_of_is_not_to_come(self, client, ward):
        assert client.post("/gui/khieu-nai/", {**self.complaint, "learned_on": "2026-03-03"}).status_code == 422

    def test_an_identity_number_is_kept_with_the_sender_and_not_in_the_words(self, client, ward):
        client.post("/gui/thong-tin/", self.information)
        case = Case.objects.get()
        assert case.sender.id_number == "019085001234"
        assert "019085001234" not in case.text
        assert "Cách nhận: Nhận bản sao tại phường" in case.text

    def test_information_by_mail_needs_an_address_of_mail(self, client, ward):
        page = client.post("/gui/thong-tin/", {**self.information, "way": "mail"})
        assert page.status_code == 422
        assert "địa chỉ thư" in page.content.decode()


def test_the_guide_says_what_happens_and_by_when(client, ward):
    page = client.get("/gui/").content.decode()
    assert "10 ngày làm việc" in page
    assert "16/03/2026" in page
