"""What a mail says, however it was written."""

from email.header import Header

import pytest
from django.core.validators import validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.core.files import confined
from danchu.inspect.fetching import BOUNDS
from danchu.inspect.mail_markup import words_of
from danchu.inspect.mail_reading import Letter, read, without_quotes
from tests.inspect.letters import AN, mail

HEADS = b"From: An <an@example.org>\nSubject: x\n"


def test_who_what_and_which():
    letter = read(mail(Message_ID="<mot@example.org>", In_Reply_To="<khong@example.org>"))
    assert (letter.sender, letter.sender_name, letter.subject) == (AN, "Nguyễn Văn An", "Đèn đường hỏng")
    assert letter.text == "Đèn đường ngõ 12 hỏng từ tuần trước."
    assert (letter.message_id, letter.references) == ("<mot@example.org>", ("<khong@example.org>",))


def test_of_html_alone_the_words_are_kept_and_no_script():
    raw = HEADS + (
        b"Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>\xc4\x90\xc3\xa8n h\xe1\xbb\x8fng</p>"
        b"<script>alert(1)</script>ng\xc3\xb5 12 &amp; 14<br>c\xe1\xba\xa3m \xc6\xa1n"
    )
    assert read(raw).text == "Đèn hỏng\n ng\u00f5 12 & 14\ncảm ơn".replace("\n n", "\nn")


@pytest.mark.parametrize(
    ("charset", "body", "said"),
    [
        ("utf-8", "Đèn hỏng".encode(), "Đèn hỏng"),
        ("khong-co", "Đèn hỏng".encode(), "Đèn hỏng"),
        ("us-ascii", "Đèn hỏng".encode(), "Đèn hỏng"),
        ("windows-1258", "Đươ\u0300ng".encode("cp1258"), "Đường"),
        ("utf-8", b"\xd0\xf4ng", "Đông"),
        ("utf-16", "Đèn hỏng".encode("utf-16"), "Đèn hỏng"),
    ],
)
def test_words_in_a_wrong_or_unknown_encoding_are_read(charset, body, said):
    assert read(HEADS + f"Content-Type: text/plain; charset={charset}\n\n".encode() + body).text == said


@pytest.mark.parametrize(
    "subject",
    ["Đèn hỏng".encode(), Header("Đèn hỏng", "utf-8").encode().encode(), b"=?x-gi-do?B?xJDDqG4gaOG7j25n?="],
)
def test_a_subject_is_read_however_it_was_encoded(subject):
    assert read(b"From: an@example.org\nSubject: " + subject + b"\n\nx").subject == "Đèn hỏng"


def test_a_mail_without_any_header_is_read():
    letter = read(b"\nchao phuong")
    assert (letter.sender, letter.text, letter.broken) == ("", "chao phuong", False)


def test_files_invitations_and_winmail():
    letter = read(
        mail(
            files=[
                ("ảnh đèn.jpg", "image/jpeg", b"\xff\xd8"),
                ("winmail.dat", "application/ms-tnef", b"\x78\x9f"),
                ("moi.ics", "text/calendar", b"BEGIN:VCALENDAR"),
            ]
        )
    )
    assert [each.name for each in letter.files] == ["ảnh đèn.jpg"]
    assert [note.split()[0] for note in letter.notes] == ["Tệp", "Lời"]


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"List_Id": "<tin.example.org>"},
        {"From": "no-reply@example.org"},
        {"From": "MAILER-DAEMON@example.org"},
        {"Subject": "Trả lời tự động: Đèn đường"},
        {"Subject": "Out of office"},
    ],
)
def test_what_a_machine_wrote_is_known(heads):
    assert read(mail(**heads)).automatic


def test_what_a_person_wrote_is_not_taken_for_a_machine():
    assert not read(mail(Auto_Submitted="no", Return_Path=f"<{AN}>")).automatic


def test_the_letter_that_is_answered_is_left_out():
    text = "Vẫn chưa sửa.\n\nVào 10:00, Th 2, 2 thg 3, 2026 UBND đã viết:\n> Đã nhận.\n> Cảm ơn.\n"
    assert without_quotes(text) == "Vẫn chưa sửa."
    assert without_quotes("> chỉ có trích dẫn") == "> chỉ có trích dẫn"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_at_all_make_it_raise(raw):
    assert read(raw).size == len(raw)


LINES = st.sampled_from(
    [
        b"From: =?utf-8?b?////?= <a@b>",
        b"From: ,;<<>>@",
        b"Subject: =?utf-8?q?=ZZ?= \xff\xfe",
        b"Content-Type: multipart/mixed; boundary=x",
        b"Content-Type: text/plain; charset=\"\xff\"; name*0*=utf-9''%ff",
        b"Content-Type: ;;;",
        b"Content-Type: message/rfc822",
        b"Content-Type: text/html; charset=\x00",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: x-uuencode",
        b"Content-Disposition: attachment; filename*=a''b; filename*0=\"",
        b"Message-ID: <<>>",
        b"References: " + b"<a@b> " * 50,
        b"Date: ",
        b"",
        b"--x",
        b"--x--",
        b"begin 644 a\n~~~",
        b"====",
        b"\x00\x80<p>&#xD800;</p>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25), st.sampled_from([b"\n", b"\r\n", b"\r"]))
def test_no_mail_of_broken_parts_makes_it_raise_or_holds_what_no_database_keeps(lines, end):
    letter = read(end.join(lines))
    for text in (letter.subject, letter.text, letter.sender_name, *(each.name for each in letter.files)):
        text.encode()
        assert "\x00" not in text
    assert not letter.broken


ADDRESSES = st.from_regex(r"[a-z0-9.!@\-_+]{0,20}@[a-z0-9.\-]{0,20}", fullmatch=True) | st.emails()


@settings(max_examples=200, deadline=None)
@given(ADDRESSES)
def test_what_is_taken_for_an_address_is_one_that_a_letter_can_be_sent_to(address):
    letter = read(f"From: <{address}>\n\nx".encode("ascii", "ignore"))
    if letter.sender:
        validate_email(letter.sender)


def test_a_letter_read_in_a_process_of_its_own_is_the_same():
    raw = mail(html="<p>Đèn <b>hỏng</b></p>", files=[("ảnh.jpg", "image/jpeg", b"\xff\xd8")], References="<a@b> <c@d>")
    assert Letter.of(*confined.ask("danchu.inspect.mail_reading", raw, bounds=BOUNDS, size=None)) == read(raw)


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ('<a title="a > b">Đèn</a> hỏng', "Đèn hỏng"),
        ('<a title=\'"\'>Đèn</a> "hỏng"', 'Đèn "hỏng"'),
        ("1 < 2 <3 và a<b>c</b>", "1 < 2 <3 và ac"),
        ("<!-- <p>ẩn</p> -->Đèn<STYLE>p>a{}</STYLE >hỏng", "Đèn hỏng"),
        ("Đèn <style>ẩn", "Đèn "),
        ("<o:p>Đèn</o:p><br/>hỏng&nbsp;&#7841;&lt;b&gt;", "Đèn\nhỏng ạ<b>"),
        ('<a href="x>Đèn</a> hỏng <b>rồi</b>', "Đèn hỏng rồi"),
        ("Đèn <b", "Đèn "),
    ],
)
def test_of_html_the_words_are_read_as_a_browser_shows_them(marked, words):
    assert words_of(marked).replace("  ", " ").strip() == words.strip()
