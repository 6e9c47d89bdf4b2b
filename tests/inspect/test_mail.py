"""What a letter does: it opens, continues, or waits for somebody to look at it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image

from danchu.core.models import AuditEntry, Notice, StoredFile
from danchu.core.refusals import Refused
from danchu.inspect import seal
from danchu.inspect.actions.mail import attach_mail, drop_mail, open_from_mail, seal_mail, write_to_sender
from danchu.inspect.actions.mailboxes import add_mailbox, change_mailbox, retire_mailbox
from danchu.inspect.actions.sealing import seal_case
from danchu.inspect.actions.settling import answer_case
from danchu.inspect.models import Case, MailMessage, SettlerKey
from danchu.inspect.states import Kind, MailReason, MailVerdict
from tests import factories
from tests.inspect.letters import AN
from tests.inspect.test_sealed import legible
from tests.inspect.words import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(ward):
    return factories.staff(ward, "civil_servant")


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    return drawn.getvalue()


def test_a_letter_counts_from_the_day_on_which_it_reached_the_server(come):
    row = come(arrived_at=MORNING - timedelta(days=3))
    assert row.case.received_on == date(2026, 2, 27)


def test_a_letter_to_a_unit_is_given_to_that_unit(ward, come, officer, unit):
    box = add_mailbox(
        ward=ward, name="Hòm thư", address="kt@bachquang.example", organisation=unit, by=officer, at=MORNING
    )
    assert come(box=box).case.unit == unit


def test_good_files_come_in_and_refused_ones_are_named_to_the_sender(come):
    row = come(files=[("đèn.png", "image/png", picture()), ("phim.mp4", "video/mp4", b"\x00" * 99)])
    assert [each.file.name for each in row.case.files.all()] == ["đèn.png"]
    body = Notice.objects.get().body
    assert "phim.mp4" in body
    assert "đèn.png" not in body


def test_number_or_code_in_the_subject_continue_the_case(come):
    case = come().case
    for subject in (f"Bổ sung {case.symbol.lower()}", f"Mã {case.code_written}"):
        assert come("Thêm nữa.", Subject=subject).verdict == MailVerdict.CONTINUED
    assert Case.objects.count() == 1


def test_somebody_else_who_names_the_case_opens_another_and_learns_nothing(come):
    case = come().case
    row = come("Cho tôi biết kết quả.", Subject=f"Re: {case.symbol}", From="ke-khac@example.org")
    assert row.case != case
    assert case.lines.count() == 1
    [note] = row.case.lines.filter(is_told=False)
    assert case.symbol in note.text
    assert case.code_written not in Notice.objects.get(recipient="ke-khac@example.org").body


@pytest.mark.parametrize(
    ("heads", "reason"),
    [
        ({"X_Spam_Flag": "YES"}, MailReason.SPAM),
        ({"Auto_Submitted": "auto-replied"}, MailReason.AUTOMATIC),
        ({"Return_Path": "<>"}, MailReason.AUTOMATIC),
        ({"Subject": "Đơn tố cáo ông B"}, MailReason.DENUNCIATION),
        ({"From": "to3@bachquang.example"}, MailReason.LOOP),
        ({"From": None}, MailReason.NO_SENDER),
    ],
)
def test_what_is_set_aside_opens_nothing_and_is_answered_by_nobody(come, heads, reason):
    row = come(**heads)
    assert (row.verdict, row.reason) == (MailVerdict.ASIDE, reason)
    assert row.text == "Đèn đường ngõ 12 hỏng từ tuần trước."
    assert not Case.objects.exists()
    assert not Notice.objects.exists()


def test_the_same_letter_to_two_mailboxes_opens_one_case(ward, come, officer):
    other = add_mailbox(ward=ward, name="Hòm thư phường", address="ubnd@bachquang.example", by=officer, at=MORNING)
    come(Message_ID="<mot@example.org>")
    assert come(box=other, Message_ID="<mot@example.org>").reason == MailReason.COPY
    assert Case.objects.count() == 1


def test_two_machines_that_answer_each_other_stop(come):
    for _ in range(12):
        come()
    assert Notice.objects.count() == 1
    assert MailMessage.objects.filter(reason=MailReason.TOO_MANY).count() == 2
    come(at=MORNING + timedelta(hours=2))
    assert Notice.objects.count() == 2


def test_a_letter_about_a_denunciation_waits_and_is_not_linked_with_it(come, denounced):
    case = denounced()
    row = come(Subject=f"Về đơn {case.symbol}")
    assert (row.reason, row.case) == (MailReason.SEALED, None)


def test_an_officer_opens_a_case_from_what_was_set_aside(come, officer):
    row = come(X_Spam_Flag="YES", files=[("đèn.png", "image/png", picture())])
    case = open_from_mail(message=row, kind=Kind.REMARK, by=officer, at=MORNING)
    assert (case.text, case.files.count()) == ("Đèn đường ngõ 12 hỏng từ tuần trước.", 1)
    assert (row.text, row.files.count()) == ("", 0)
    assert Notice.objects.get().recipient == AN
    with pytest.raises(Refused, match="đã được xử lý"):
        drop_mail(message=row, by=officer, at=MORNING)


def test_a_denunciation_is_not_opened_from_a_letter(come, officer):
    with pytest.raises(Refused, match="niêm phong"):
        open_from_mail(message=come(X_Spam_Flag="YES"), kind="denunciation", by=officer, at=MORNING)


def test_what_is_dropped_leaves_no_words_behind(come, officer):
    row = drop_mail(message=come(X_Spam_Flag="YES"), by=officer, at=MORNING)
    row.refresh_from_db()
    assert (row.text, row.subject, row.correspondent) == ("", "", AN)
    assert "den duong" not in row.search_text


def columns_holding(*secrets: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            values = [legible(value) for row in cursor.fetchall() for value in row]
            found += [table for value in values if any(each in value for each in secrets)]
    return found


def test_a_letter_that_denounces_is_sealed_and_leaves_nothing_in_the_clear(come, settler, officer):
    row = come("Tôi tố cáo ông Trần Văn Tham.", files=[("đèn.png", "image/png", picture())])
    assert row.reason == MailReason.DENUNCIATION
    keys = SettlerKey.objects.all()
    sealed = seal.close(seal.Letter(text=row.text, email=row.correspondent), (), keys)
    case = seal_mail(message=row, sealed=sealed, by=officer, at=MORNING)
    assert (case.kind, case.channel) == ("denunciation", "mail")
    assert columns_holding(AN, "Nguyễn Văn An", "Trần Văn Tham", "đèn.png") == []


def test_a_case_by_mail_that_turns_out_to_denounce_leaves_nothing_in_the_clear(come, settler, officer):
    case = come("Ông Trần Văn Tham nhận tiền của dân.", Subject="Việc ở tổ").case
    seal_case(case=case, sealed=seal.Closing(tuple(SettlerKey.objects.all())), by=officer, at=MORNING)
    assert columns_holding(AN, "Nguyễn Văn An", "Trần Văn Tham", "Việc ở tổ") == []


def test_thanks_are_written_into_the_case_that_has_ended(come, officer):
    case = come().case
    answer_case(case=case, answer="Đã thay.", by=officer, at=MORNING)
    row = come("Cảm ơn phường.", Subject=f"Re: [{case.symbol}]")
    attach_mail(message=row, case=row.case, by=officer, at=MORNING)
    assert "Cảm ơn phường." in case.lines.last().text


def test_nothing_goes_by_mail_to_the_sender_of_a_denunciation(denounced, settler):
    with pytest.raises(Refused, match="địa chỉ"):
        write_to_sender(case=denounced(), text="Mời ông đến.", by=settler, at=MORNING)


def test_the_trail_keeps_what_a_letter_says_as_digests_only(come):
    come()
    kept = "".join(str(each.payload) for each in AuditEntry.objects.all())
    assert "ngõ 12" not in kept
    assert AN not in kept


def test_an_address_and_an_account_belong_to_one_mailbox(ward, mailbox, officer, settings):
    settings.MAILBOXES = {"to-3": {}}
    change_mailbox(mailbox=mailbox, name="Tổ 3", account="to-3", by=officer, at=MORNING)
    with pytest.raises(Refused, match="đã là một hòm thư"):
        add_mailbox(ward=ward, name="Khác", address="TO3@bachquang.example", by=officer, at=MORNING)
    with pytest.raises(Refused, match="hòm thư khác"):
        add_mailbox(ward=ward, name="Khác", address="k@bachquang.example", account="to-3", by=officer, at=MORNING)
    retire_mailbox(mailbox=mailbox, by=officer, at=MORNING)
    add_mailbox(ward=ward, name="Mới", address="to3@bachquang.example", account="to-3", by=officer, at=MORNING)


def test_a_file_of_another_kind_is_not_kept_anywhere(come):
    come(files=[("virus.exe", "application/octet-stream", b"MZ" * 99)])
    assert not StoredFile.objects.exists()
