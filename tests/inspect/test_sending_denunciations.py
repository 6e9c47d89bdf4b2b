"""Denouncing on the site: sealed before anything is kept, and nobody known to have sent it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from danchu.core.models import AuditEntry, StoredFile
from danchu.inspect.actions.settling import refuse_case
from danchu.inspect.models import Case, Sender
from danchu.inspect.opening import open_seal
from danchu.inspect.states import Part
from tests import factories
from tests.inspect.test_sealed import legible
from tests.inspect.words import MORNING, NAME, WORDS
from tests.know.files import a_pdf, a_picture

pytestmark = pytest.mark.django_db
PATH = "/gui/to-cao/"
LETTER = {
    "accused": "Trần Văn Tham, cán bộ địa chính",
    "text": "Ông Tham nhận tiền của dân.",
    "name": NAME,
    "address": "Số 5 ngõ 12",
    "phone": "0912345678",
}


def everything_kept() -> str:
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += [legible(value) for row in cursor.fetchall() for value in row]
    return "\n".join(kept)


def test_without_anyone_to_open_it_the_page_says_where_to_go_instead(client, ward):
    page = client.get(PATH).content.decode()
    assert "bưu điện" in page
    assert "<textarea" not in page
    assert client.post(PATH, LETTER).status_code == 422
    assert not Case.objects.exists()


def test_it_is_sealed_with_its_files_and_the_chair_reads_it(client, ward, settler):
    page = client.post(PATH, {**LETTER, "files": [a_picture("biên lai.jpg"), a_pdf("đơn.pdf")]})
    assert "TC-1/2026" in page.content.decode()
    case = Case.objects.get()
    opened = open_seal(case=case, words=WORDS, reason="Đọc đơn", by=settler, at=MORNING)
    assert opened.letter(case.sealed.get(kind=Part.LETTER)).text == LETTER["text"]
    names = [opened.enclosure(each).name for each in case.sealed.filter(kind=Part.FILE)]
    assert names == ["biên lai.jpg", "đơn.pdf"]


def test_nothing_of_it_lies_anywhere_in_the_clear(client, ward, settler):
    client.post(PATH, {**LETTER, "files": [a_picture("biên lai.jpg")]})
    kept = everything_kept()
    for secret in (NAME, "Văn Tham", "nhận tiền", "0912345678", "biên lai"):
        assert secret not in kept
    assert (StoredFile.objects.count(), Sender.objects.count()) == (0, 0)


def test_a_resident_who_is_signed_in_is_not_known_to_have_sent_it(ward, settler, signed_in):
    resident = factories.resident(ward)
    client = signed_in(resident)
    page = client.post(PATH, LETTER)
    case = Case.objects.get()
    client.post("/theo-doi/", {"code": case.code})
    client.post("/theo-doi/bo-sung-niem-phong/", {"code": case.code, "add-text": "Còn một người nữa."})
    assert page.status_code == 200
    assert not AuditEntry.objects.filter(actor_id=resident.pk).exists()
    assert set(Session.objects.get().get_decoded()) == {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
    assert "Chưa gửi gì" in client.get("/viec-toi-da-gui/").content.decode()


def test_a_fault_keeps_the_words_and_says_why_files_must_be_chosen_again(client, ward, settler):
    page = client.post(PATH, {**LETTER, "name": "", "files": [a_picture("biên lai.jpg")]})
    text = page.content.decode()
    assert page.status_code == 422
    assert LETTER["text"] in text
    assert "Hãy chọn lại các tệp" in text
    assert StoredFile.objects.count() == 0


def test_its_code_shows_where_it_stands_and_nothing_of_what_it_says(client, ward, settler):
    shown = client.post(PATH, LETTER).content.decode()
    code = re.search(r'class="receipt-code">([0-9A-Z-]{14})<', shown).group(1)
    page = client.post("/theo-doi/", {"code": code}).content.decode()
    assert "Mới nhận" in page
    for secret in (NAME, "Tham", "nhận tiền", "Số 5 ngõ 12"):
        assert secret not in page
        assert secret not in shown


def test_more_can_be_put_under_the_seal(client, ward, settler):
    client.post(PATH, LETTER)
    case = Case.objects.get()
    page = client.post("/theo-doi/bo-sung-niem-phong/", {"code": case.code, "add-text": "Còn một người nữa."})
    assert page.status_code == 200
    assert case.sealed.filter(kind=Part.LETTER).count() == 2
    assert "một người nữa" not in everything_kept()


def test_what_is_for_a_sealed_case_is_not_taken_in_the_clear(client, ward, settler):
    client.post(PATH, LETTER)
    client.post("/theo-doi/bo-sung/", {"code": Case.objects.get().code, "add-text": "Còn một người nữa."})
    assert "một người nữa" not in everything_kept()


def test_the_page_of_the_code_offers_to_add_under_the_seal_and_the_settler_reads_it(client, ward, settler):
    client.post(PATH, LETTER)
    case = Case.objects.get()
    page = client.post("/theo-doi/", {"code": case.code}).content.decode()
    form = page.split('action="/theo-doi/bo-sung-niem-phong/"')[1].split("</form>")[0]
    for name in ("add-text", "add-files", "code"):
        assert f'name="{name}"' in form
    assert 'action="/theo-doi/bo-sung/"' not in page
    sent = {"code": case.code, "add-text": "Còn một người nữa.", "add-files": [a_picture("chứng cứ.jpg")]}
    answer = client.post("/theo-doi/bo-sung-niem-phong/", sent).content.decode()
    assert "Đã niêm phong và ghi thêm" in answer
    kept = everything_kept()
    for secret in ("một người nữa", "chứng cứ"):
        assert secret not in answer
        assert secret not in kept
    opened = open_seal(case=case, words=WORDS, reason="Đọc phần bổ sung", by=settler, at=MORNING)
    assert opened.letter(case.sealed.filter(kind=Part.LETTER).last()).text == "Còn một người nữa."
    assert opened.enclosure(case.sealed.get(kind=Part.FILE)).name == "chứng cứ.jpg"


def test_after_the_end_nothing_is_added_and_the_sender_is_told(client, ward, settler):
    client.post(PATH, LETTER)
    case = refuse_case(case=Case.objects.get(), ground="no_grounds", by=settler, at=MORNING)
    assert "bo-sung-niem-phong" not in client.post("/theo-doi/", {"code": case.code}).content.decode()
    answer = client.post("/theo-doi/bo-sung-niem-phong/", {"code": case.code, "add-text": "Còn một người nữa."})
    assert "Chưa ghi được" in answer.content.decode()
    assert case.sealed.filter(kind=Part.LETTER).count() == 1


def test_an_empty_form_says_what_is_missing_and_how_to_mend_it(client, ward, settler):
    page = client.post(PATH, {"email": "không phải thư"}).content.decode()
    for words in (
        "Hãy ghi người bị tố cáo",
        "Hãy viết hành vi bị tố cáo",
        "Hãy ghi họ và tên người tố cáo",
        "Hãy ghi địa chỉ người tố cáo",
        "Địa chỉ thư chưa đúng",
    ):
        assert words in page
    assert "bắt buộc." not in page
