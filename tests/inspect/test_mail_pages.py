"""The pages of mailboxes and letters: what an officer and a visitor see and do."""

import pytest
from django.core import mail as outbox
from django.urls import reverse

from danchu.core.models import Notice
from danchu.inspect.models import Case, Mailbox, MailMessage
from danchu.inspect.states import MailVerdict
from tests import factories
from tests.inspect.letters import AN

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(ward, signed_in):
    return signed_in(factories.staff(ward, "civil_servant"))


def test_a_visitor_reads_where_to_write(client, mailbox):
    page = client.get(reverse("inspect:mail-addresses")).content.decode()
    assert 'href="mailto:to3@bachquang.example"' in page


def test_an_officer_adds_a_mailbox_of_a_group(desk, ward):
    group = factories.group(ward)
    given = {"name": "Hòm thư tổ", "address": "to@bachquang.example", "whose": f"to-{group.pk}", "account": ""}
    assert desk.post(reverse("inspect:new-mailbox"), given).status_code == 302
    assert Mailbox.objects.get().group == group


def test_trying_a_mailbox_without_account_says_what_is_missing(desk, mailbox):
    answer = desk.post(reverse("inspect:check-mailbox", args=[mailbox.pk]), follow=True)
    assert "chưa có tài khoản" in answer.content.decode()


def test_letters_are_found_by_sender_and_by_what_became_of_them(desk, come):
    come()
    come(X_Spam_Flag="YES", Subject="Khuyến mại")
    page = desk.get(reverse("inspect:mails"), {"q": "khuyen mai"}).content.decode()
    assert "Khuyến mại" in page
    assert "Đèn đường hỏng" not in page
    assert "Khuyến mại" not in desk.get(reverse("inspect:mails"), {"ket-qua": "opened"}).content.decode()


def test_from_a_letter_that_waits_an_officer_opens_a_case(desk, come):
    row = come(X_Spam_Flag="YES")
    page = desk.get(row.get_absolute_url()).content.decode()
    assert "Đèn đường ngõ 12 hỏng" in page
    desk.post(reverse("inspect:open-from-mail", args=[row.pk]), {"kind": "remark"})
    assert Case.objects.get().channel == "mail"


def test_a_letter_is_written_into_the_case_that_an_officer_names(desk, come):
    case = come().case
    row = come("Thêm.", From="khac@example.org", X_Spam_Flag="YES")
    address = reverse("inspect:attach-mail", args=[row.pk])
    assert desk.post(address, {"symbol": "PA-99/2026"}).status_code == 422
    desk.post(address, {"symbol": case.symbol.lower()})
    row.refresh_from_db()
    assert (row.verdict, row.case) == (MailVerdict.CONTINUED, case)


def test_what_did_not_leave_is_shown_and_sent_again(desk, come, django_capture_on_commit_callbacks):
    come()
    Notice.objects.update(attempts=6, last_error="SMTPException")
    assert "Chưa gửi được" in desk.get(reverse("inspect:mails"), {"ket-qua": "chua-gui"}).content.decode()
    row = MailMessage.objects.get(way="out")
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("inspect:send-mail-again", args=[row.pk]))
    [letter] = outbox.outbox
    assert letter.to == [AN]
    assert letter.extra_headers["Auto-Submitted"] == "auto-replied"


def test_an_officer_writes_to_the_sender_from_the_case(desk, come):
    case = come().case
    desk.post(reverse("inspect:write-to-sender", args=[case.pk]), {"text": "Mời ông chụp thêm ảnh."})
    assert "Mời ông chụp thêm ảnh." in Notice.objects.order_by("-pk")[0].body
    assert case.lines.last().is_told
