"""Mail through a real server: it is fetched once, answered in its thread, and nothing that is wrong stops the rest."""

import re
from contextlib import suppress

import pytest
from django.db import OperationalError

from danchu.core.files import confined
from danchu.core.models import Notice
from danchu.core.tasks import deliver
from danchu.inspect import fetching
from danchu.inspect.actions.intake import receive_case
from danchu.inspect.actions.mail import send_mail_again, write_to_sender
from danchu.inspect.actions.mailboxes import add_mailbox
from danchu.inspect.actions.settling import accept_case, answer_case
from danchu.inspect.mail_server import ServerProblem
from danchu.inspect.models import Case, MailMessage
from danchu.inspect.states import MailReason, MailVerdict, State
from danchu.inspect.tasks import fetch_mail
from danchu.lib import clock
from tests import factories
from tests.inspect.letters import AN, mail
from tests.inspect.mail_servers import Folders, Postbox
from tests.inspect.words import MORNING

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]


@pytest.fixture(scope="module")
def server():
    folders = Folders()
    yield folders
    folders.end()


@pytest.fixture
def postbox():
    box = Postbox()
    yield box
    box.end()


@pytest.fixture
def folder(server, request):
    name = re.sub(r"\W", "-", request.node.name)[:60]
    server.make(name)
    return name


@pytest.fixture
def officer(ward):
    return factories.staff(ward, "civil_servant")


@pytest.fixture
def group(ward):
    return factories.group(ward, name="Tổ dân phố 3")


@pytest.fixture
def box(ward, group, officer, server, postbox, folder, settings):
    """The mailbox of group 3, read and sent through the server."""
    settings.MAILBOXES = {"to-3": server.account(folder)}
    settings.MAILERS = {**settings.MAILERS, "mail-to-3": postbox.mailer()}
    return add_mailbox(
        ward=ward,
        name="Hòm thư Tổ dân phố 3",
        address="to3@bachquang.example",
        group=group,
        account="to-3",
        by=officer,
        at=MORNING,
    )


@pytest.fixture
def deliver_to(server, folder):
    return lambda raw, **given: server.deliver(folder, raw, **given)


def fetch(box):
    """The frequent round: what is new is taken, what waits is sent."""
    taken = fetching.fetch(box)
    deliver.call(box.ward_id)
    return taken


def test_a_mail_opens_a_case_and_its_sender_gets_number_code_and_day(box, group, deliver_to, postbox):
    deliver_to(mail(Message_ID="<mot@example.org>"))
    assert fetch(box) == 1
    case = Case.objects.get()
    assert (case.channel, case.group, case.title) == ("mail", group, "Đèn đường hỏng")
    assert (case.sender.email, case.sender.name) == (AN, "Nguyễn Văn An")
    [letter] = postbox.letters
    assert letter["To"] == AN
    assert letter["From"].addresses[0].addr_spec == "to3@bachquang.example"
    assert letter["In-Reply-To"] == "<mot@example.org>"
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["Subject"].startswith(f"[{case.symbol}]")
    text = letter.get_content()
    assert case.code_written in text
    assert f"{case.due_on:%d/%m/%Y}" in text


def test_a_mail_is_handled_once_and_marked_as_read(box, deliver_to, server, folder):
    deliver_to(mail())
    assert [fetch(box), fetch(box)] == [1, 0]
    assert Case.objects.count() == 1
    assert server.unread(folder) == 0


def test_what_somebody_read_before_the_mailbox_was_connected_stays_as_it_is(box, deliver_to):
    deliver_to(mail(), read=True)
    assert fetch(box) == 0
    deliver_to(mail("Nắp cống vỡ.", Subject="Nắp cống"), read=True)
    assert fetch(box) == 1, "read in another program, but new"


def test_when_the_machine_stops_before_the_mail_is_marked_it_is_not_handled_again(box, deliver_to, monkeypatch):
    deliver_to(mail())
    monkeypatch.setattr("danchu.inspect.mail_server.Folder.mark_handled", _stopped)
    with pytest.raises(KeyboardInterrupt):
        fetch(box)
    monkeypatch.undo()
    assert fetch(box) == 0
    assert Case.objects.count() == 1


def _stopped(*_):
    raise KeyboardInterrupt


def test_a_mail_that_breaks_the_software_is_set_aside_and_the_next_one_comes_in(box, deliver_to, monkeypatch):
    deliver_to(mail(Subject="Thư độc"))
    deliver_to(mail("Nắp cống vỡ.", Subject="Nắp cống"))

    def receive(*, title, **given):
        if title == "Thư độc":
            raise ValueError("a fault of ours")
        return receive_case(title=title, **given)

    monkeypatch.setattr("danchu.inspect.actions.mail.receive_case", receive)
    assert fetch(box) == 2
    assert Case.objects.get().title == "Nắp cống"
    aside = MailMessage.objects.get(verdict=MailVerdict.ASIDE)
    assert (aside.reason, aside.correspondent) == (MailReason.BROKEN, AN)


def test_answering_the_acknowledgement_continues_the_case(box, deliver_to, postbox):
    deliver_to(mail())
    fetch(box)
    case = Case.objects.get()
    deliver_to(mail("Thêm một bóng nữa.", Subject="Re: gì đó", In_Reply_To=postbox.letters[0]["Message-ID"]))
    fetch(box)
    assert Case.objects.get() == case
    assert "Thêm một bóng nữa." in case.lines.last().text
    assert len(postbox.letters) == 1


def test_the_answer_leaves_through_the_mailbox_in_the_thread(box, deliver_to, postbox, officer, ward):
    deliver_to(mail(Message_ID="<hai@example.org>"))
    fetch(box)
    case = Case.objects.get()
    accept_case(case=case, unit=factories.organisation(ward, is_unit=True), by=officer, at=clock.now())
    answer_case(case=case, answer="Đã thay bóng đèn.", by=officer, at=clock.now())
    write_to_sender(case=case, text="Cảm ơn ông đã báo.", by=officer, at=clock.now())
    deliver.call(ward.pk)
    _, _, answer, word = postbox.letters
    assert "Đã thay bóng đèn." in answer.get_content()
    assert "Cảm ơn ông đã báo." in word.get_content()
    assert {each["In-Reply-To"] for each in (answer, word)} == {"<hai@example.org>"}
    assert {each["Auto-Submitted"] for each in (answer, word)} == {"no"}


def test_thanks_for_the_answer_wait_for_an_officer_and_open_nothing(box, deliver_to, officer):
    deliver_to(mail())
    fetch(box)
    case = Case.objects.get()
    answer_case(case=case, answer="Đã thay.", by=officer, at=clock.now())
    deliver_to(mail("Cảm ơn phường.", Subject=f"Re: [{case.symbol}] Đã trả lời"))
    fetch(box)
    row = MailMessage.objects.get(verdict=MailVerdict.ASIDE)
    assert (row.reason, row.case, row.text) == (MailReason.ENDED, case, "Cảm ơn phường.")
    assert Case.objects.get().state == State.ANSWERED


def test_what_the_server_refuses_for_a_while_is_sent_later_and_once(box, deliver_to, postbox, ward):
    postbox.refusals.append("451 Try again later")
    deliver_to(mail())
    fetch(box)
    notice = Notice.objects.get()
    assert (notice.sent_at, notice.attempts, postbox.letters) == (None, 1, [])
    deliver.call(ward.pk)
    assert postbox.letters == [], "not before some minutes have passed"
    with clock.travel_to(notice.retry_at):
        deliver.call(ward.pk)
        deliver.call(ward.pk)
    assert len(postbox.letters) == 1


def test_of_a_letter_that_may_have_left_an_officer_decides(box, deliver_to, postbox, officer, ward, monkeypatch):
    deliver_to(mail())
    monkeypatch.setattr("danchu.core.tasks._letter_of", _stopped)
    with pytest.raises(KeyboardInterrupt):
        fetch(box)
    monkeypatch.undo()
    row = MailMessage.objects.get(way="out")
    assert row.fate == "Không rõ đã gửi chưa"
    deliver.call(ward.pk)
    assert postbox.letters == []
    send_mail_again(message=row, by=officer, at=clock.now())
    deliver.call(ward.pk)
    assert len(postbox.letters) == 1


def test_a_wrong_password_is_written_down_and_stops_no_other_mailbox(box, ward, officer, server, deliver_to, settings):
    settings.MAILBOXES = {"sai": server.account("INBOX", password="sai"), **settings.MAILBOXES}
    wrong = add_mailbox(
        ward=ward, name="An toàn", address="sai@bachquang.example", account="sai", by=officer, at=MORNING
    )
    deliver_to(mail())
    fetch_mail(ward)
    wrong.refresh_from_db()
    assert "mật khẩu" in wrong.last_error
    assert Case.objects.count() == 1


def test_of_a_huge_mail_the_words_come_in_and_the_sender_is_told_about_the_files(box, deliver_to, postbox, monkeypatch):
    monkeypatch.setattr("danchu.inspect.mail_server.LARGEST_MAIL", 20_000)
    monkeypatch.setattr("danchu.inspect.mail_server.BEGINNING", 2_000)
    deliver_to(mail(files=[("phim.mp4", "video/mp4", b"x" * 50_000)]))
    fetch(box)
    case = Case.objects.get()
    assert case.text == "Đèn đường ngõ 12 hỏng từ tuần trước."
    assert not case.files.exists()
    assert "Thư quá lớn" in postbox.letters[0].get_content()


def test_of_a_demonstration_ward_nothing_leaves_and_nothing_is_fetched(box, ward, deliver_to, postbox, officer, capsys):
    deliver_to(mail())
    fetch(box)
    assert len(postbox.letters) == 1
    ward.is_demonstration = True
    ward.save()
    write_to_sender(case=Case.objects.get(), text="Cảm ơn ông.", by=officer, at=clock.now())
    deliver.call(ward.pk)
    deliver_to(mail("Nắp cống vỡ.", Subject="Nắp cống"))
    fetch_mail(ward)
    assert len(postbox.letters) == 1
    assert Case.objects.count() == 1


def set_aside():
    row = MailMessage.objects.get(verdict=MailVerdict.ASIDE)
    return row.reason, row.notes


def test_a_mail_that_cannot_be_read_in_its_time_is_set_aside_and_the_next_one_comes_in(box, deliver_to, monkeypatch):
    monkeypatch.setattr(fetching, "BOUNDS", confined.Bounds(memory=60_000_000, clock=60))
    deliver_to(mail(files=[("phim.mp4", "video/mp4", b"x" * 15_000_000)]))
    deliver_to(mail("Nắp cống vỡ.", Subject="Nắp cống"))
    assert fetch(box) == 2
    assert Case.objects.get().title == "Nắp cống"
    assert set_aside() == (MailReason.BROKEN, fetching.TOO_HEAVY)


def test_a_mail_that_ends_the_process_twice_is_set_aside_unread_and_the_round_goes_on(box, deliver_to, monkeypatch):
    deliver_to(mail(Subject="Thư độc"))
    deliver_to(mail("Nắp cống vỡ.", Subject="Nắp cống"))
    with monkeypatch.context() as broken:
        broken.setattr(fetching, "_read", _stopped)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                fetch(box)
    assert fetch(box) == 2
    assert Case.objects.get().title == "Nắp cống"
    assert set_aside() == (MailReason.BROKEN, fetching.STOPPED)


def test_a_server_or_a_database_that_fails_again_and_again_costs_no_mail(box, deliver_to, monkeypatch):
    deliver_to(mail())
    for problem in (ServerProblem("x"), OperationalError("x")) * 3:
        with monkeypatch.context() as broken, suppress(OperationalError):
            broken.setattr(fetching, "_read", _raising(problem))
            assert fetch(box) == 0
    assert fetch(box) == 1
    assert Case.objects.count() == 1


def _raising(problem):
    def raise_it(*_):
        raise problem

    return raise_it


def test_what_takes_longer_than_a_turn_waits_for_the_next_round(box, deliver_to, monkeypatch):
    for number in range(3):
        deliver_to(mail(f"Nắp cống số {number}.", Subject=f"Nắp cống {number}"))
    with monkeypatch.context() as hurried:
        hurried.setattr(fetching, "MOST_SECONDS", -1)
        assert fetch(box) == 0
    assert fetch(box) == 3
