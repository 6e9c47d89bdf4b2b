"""A letter came to a mailbox: it opens a case, continues one, or is set aside for somebody to look at."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from danchu.core import limits
from danchu.core.actors import SYSTEM, Actor
from danchu.core.files.checks import FileRefused, check
from danchu.core.files.storage import store
from danchu.core.following import Done, Effect
from danchu.core.messaging.notices import queue
from danchu.core.models import StoredFile
from danchu.core.official import ALWAYS, official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.inspect import law, mail_erasing, mailing, notices, queries_mail, telling
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.actions.publishing import add_to_case, note_on_case
from danchu.inspect.lines import write_line
from danchu.inspect.mail_reading import Letter
from danchu.inspect.models import Case, Mailbox, MailFile, MailMessage, Sender
from danchu.inspect.seal import Sealed
from danchu.inspect.states import Channel, Kind, MailReason, MailVerdict, MailWay
from danchu.lib import clock

CLAUSE = "2.2.đ.4"
NO_WORDS = "(Thư không có chữ; xem tệp kèm theo.)"


@dataclass(frozen=True)
class Numbered:
    """Where a mail lies on its server: the folder's numbering and its number."""

    epoch: int
    uid: int

    def __str__(self) -> str:
        return f"{self.epoch}/{self.uid}"


@official(label="Nhận thư điện tử", clause=CLAUSE, policy="inspect.send", personal=("letter",), unnamed=ALWAYS)
def take_mail(
    *, mailbox: Mailbox, letter: Letter, number: Numbered, arrived_at: datetime, by: Actor, at: datetime
) -> Done[MailMessage]:
    """Do what ``letter`` asks for, once: taken again, it gives the same row and changes nothing."""
    before = MailMessage.objects.filter(mailbox=mailbox, epoch=number.epoch, uid=number.uid).first()
    if before is not None:
        return Done(before)
    mailbox.epoch, mailbox.last_uid = number.epoch, number.uid
    mailbox.save(update_fields=["epoch", "last_uid"])
    row = _row(mailbox, letter, number, min(arrived_at, at), at)
    about = queries_mail.case_named(mailbox.ward, letter)
    reason = _reason_to_wait(row, letter, about, at)
    if reason:
        return Done(_set_aside(row, letter, reason, about, at))
    if about is not None and _is_from_its_sender(about, letter):
        return Done(_continue(row, letter, about, at))
    return _open(row, letter, about, at)


@official(label="Mở vụ việc từ thư để riêng", clause=CLAUSE, policy="inspect.register")
def open_from_mail(*, message: MailMessage, kind: str, by: Actor, at: datetime) -> Done[Case]:
    """Open a case from ``message``, which was set aside. Raises ``Refused`` for a sealed kind, which
    ``seal_mail`` is for."""
    _must_wait(message)
    if law.kind_of(kind).is_sealed:
        raise Refused("Đơn tố cáo phải được niêm phong: hãy dùng nút Niêm phong thành đơn tố cáo.")
    files = [each.file for each in message.files.select_related("file")]
    case = _received(message, kind=kind, text=message.text, files=files, by=by, at=at)
    message.verdict, message.case, message.text = MailVerdict.OPENED, case, ""
    message.save()
    message.files.all().delete()
    is_person = message.reason not in {MailReason.AUTOMATIC, MailReason.LOOP}
    return Done(case, *(_acknowledged(case, message, at) if is_person else ()))


@official(label="Niêm phong thư để riêng thành đơn tố cáo", clause=CLAUSE, policy="inspect.register")
def seal_mail(*, message: MailMessage, sealed: Sealed, by: Actor, at: datetime) -> Case:
    """Make a denunciation of ``message``, which was set aside: ``sealed`` holds all of it, and what stood in the clear
    is erased here. The original on the mail server is not: somebody deletes it there."""
    _must_wait(message)
    case = receive_case(
        ward=message.ward,
        kind=Kind.DENUNCIATION,
        channel=Channel.MAIL,
        text="",
        seal=sealed,
        received_on=clock.local_day(message.received_at),
        by=by,
        at=at,
    )
    message.verdict, message.reason, message.case = MailVerdict.DROPPED, MailReason.SEALED, None
    mail_erasing.erase([message])
    return case


@official(label="Ghi thư để riêng vào vụ việc", clause=CLAUSE, policy="inspect.register")
def attach_mail(*, message: MailMessage, case: Case, by: Actor, at: datetime) -> Case:
    """Write ``message``, which was set aside, into ``case``: its words as a line at the desk, its files with them."""
    _must_wait(message)
    if law.is_under_seal(case):
        raise Refused("Không ghi thư vào đơn tố cáo: nội dung của đơn được niêm phong.")
    files = tuple(each.file for each in message.files.select_related("file"))
    words = f"Thư của {message.correspondent}: {message.text or NO_WORDS}"
    note_on_case(case=case, text=words, files=files, by=by, at=at)
    message.verdict, message.case, message.text = MailVerdict.CONTINUED, case, ""
    message.save()
    message.files.all().delete()
    return case


@official(label="Bỏ thư để riêng", clause=CLAUSE, policy="inspect.register")
def drop_mail(*, message: MailMessage, by: Actor, at: datetime) -> MailMessage:
    """Nothing is done about ``message``, which somebody has looked at; its words and files are deleted here."""
    _must_wait(message)
    message.verdict, message.text, message.subject = MailVerdict.DROPPED, "", ""
    message.save()
    message.files.all().delete()
    return message


@official(label="Gửi thư cho người gửi đơn", clause=CLAUSE, policy="inspect.handle", personal=("text",))
def write_to_sender(*, case: Case, text: str, by: Actor, at: datetime) -> Done[Case]:
    """Send ``text`` to who sent ``case`` in, and keep it as a line that the sender reads. Raises ``Refused`` where
    there is no address, and for a sealed case, to whose sender nothing goes by mail."""
    refuse_if([] if text.strip() else [Objection("Hãy viết nội dung thư.", "text")])
    sender = Sender.objects.filter(case=case).exclude(email="").first()
    if law.kind_of(case.kind).is_sealed or sender is None:
        raise Refused("Không có địa chỉ thư điện tử của người gửi.")
    write_line(case, text.strip(), by, at, is_told=True)
    letter = mailing.posted(
        notices.MAIL_WRITTEN,
        case=case,
        to=sender.email,
        automatic=False,
        symbol=case.symbol,
        code=case.code_written,
        title=case.title,
        text=text.strip(),
        address=telling.follow_address(case),
    )
    return Done(case, letter)


@official(label="Gửi lại thư chưa đi", clause=CLAUSE, policy="inspect.register")
def send_mail_again(*, message: MailMessage, by: Actor, at: datetime) -> MailMessage:
    """Put a letter that did not leave, or of which nobody knows, into the outbox once more."""
    notice = message.notice
    if notice is None or notice.sent_at is not None:
        raise Refused("Thư này đã được gửi.")
    notice.attempts, notice.last_error, notice.retry_at = 0, "", None
    notice.save(update_fields=["attempts", "last_error", "retry_at"])
    queue(message.ward, [])
    return message


def _row(mailbox: Mailbox, letter: Letter, number: Numbered, arrived_at: datetime, at: datetime) -> MailMessage:
    return MailMessage(
        ward=mailbox.ward,
        mailbox=mailbox,
        way=MailWay.IN,
        epoch=number.epoch,
        uid=number.uid,
        message_id=letter.message_id,
        in_reply_to=letter.references[0] if letter.references else "",
        correspondent=letter.sender,
        correspondent_name=letter.sender_name,
        subject=letter.subject,
        notes="\n".join(letter.notes),
        size=letter.size,
        received_at=arrived_at,
        handled_at=at,
        verdict=MailVerdict.ASIDE,
    )


def _reason_to_wait(row: MailMessage, letter: Letter, about: Case | None, at: datetime) -> str:  # noqa: PLR0911, C901
    """Why a person must look at it first; empty where none need."""
    ward = row.ward
    if letter.broken:
        return MailReason.BROKEN
    if queries_mail.is_own_address(ward, letter.sender):
        return MailReason.LOOP
    if letter.automatic:
        return MailReason.AUTOMATIC
    if letter.spam:
        return MailReason.SPAM
    if letter.denounces:
        return MailReason.DENUNCIATION
    if not letter.sender:
        return MailReason.NO_SENDER
    if queries_mail.was_received(ward, letter):
        return MailReason.COPY
    if not limits.take("mail-sender", f"{ward.pk}/{letter.sender}", at):
        return MailReason.TOO_MANY
    if not limits.take("mail-mailbox", str(row.mailbox_id), at):
        return MailReason.TOO_MANY
    if not (letter.text or letter.subject or letter.files):
        return MailReason.EMPTY
    if law.is_under_seal(about):
        return MailReason.SEALED
    if about is not None and not about.is_open and _is_from_its_sender(about, letter):
        return MailReason.ENDED
    return ""


def _set_aside(row: MailMessage, letter: Letter, reason: str, about: Case | None, at: datetime) -> MailMessage:
    files = _kept(row, letter, at)
    row.reason, row.text = reason, letter.text
    row.case = about if reason in {MailReason.ENDED, MailReason.AUTOMATIC} and not law.is_under_seal(about) else None
    row.save()
    MailFile.objects.bulk_create(MailFile(ward=row.ward, message=row, file=each) for each in files)
    return row


def _continue(row: MailMessage, letter: Letter, case: Case, at: datetime) -> MailMessage:
    files = _kept(row, letter, at)
    add_to_case(case=case, text=letter.text or NO_WORDS, files=tuple(files), by=SYSTEM, at=at)
    row.verdict, row.case = MailVerdict.CONTINUED, case
    row.save()
    return row


def _open(row: MailMessage, letter: Letter, about: Case | None, at: datetime) -> Done[MailMessage]:
    files = _kept(row, letter, at)
    case = _received(row, kind=Kind.REMARK, text=letter.text, files=files, by=SYSTEM, at=at)
    row.verdict, row.case = MailVerdict.OPENED, case
    row.save()
    if about is not None:
        words = f"Thư nhắc đến {about.symbol} nhưng gửi từ địa chỉ khác với người gửi vụ việc đó."
        note_on_case(case=case, text=words, by=SYSTEM, at=at)
    return Done(row, *_acknowledged(case, row, at))


def _received(row: MailMessage, *, kind: str, text: str, files: list[StoredFile], by: Actor, at: datetime) -> Case:
    box = row.mailbox
    return receive_case(
        ward=row.ward,
        kind=kind,
        channel=Channel.MAIL,
        text=text or row.subject or NO_WORDS,
        title=row.subject,
        place=Place(group=box.group),
        contact=Contact(name=row.correspondent_name, email=row.correspondent),
        unit=box.organisation if box.organisation and box.organisation.is_unit else None,
        files=files,
        received_on=clock.local_day(row.received_at),
        by=by,
        at=at,
    )


def _acknowledged(case: Case, row: MailMessage, at: datetime) -> tuple[Effect, ...]:
    """Send the number, the code and the day; not again to one address within a while, so that two machines which
    answer each other stop."""
    if not row.correspondent or not limits.take("mail-acknowledged", f"{row.ward_id}/{row.correspondent}", at):
        return ()
    letter = mailing.posted(
        notices.MAIL_RECEIVED,
        case=case,
        to=row.correspondent,
        automatic=True,
        symbol=case.symbol,
        code=case.code_written,
        due_on=case.due_on,
        notes=row.notes.splitlines(),
        title=case.title,
        address=telling.follow_address(case),
    )
    return (letter,)


def _kept(row: MailMessage, letter: Letter, at: datetime) -> list[StoredFile]:
    """The files that pass the check; why others do not is written into the notes of ``row``."""
    kept, refused = [], []
    for each in letter.files:
        try:
            found = each.found or check(BytesIO(each.content), each.name)
        except FileRefused as problem:
            found = problem.message
        if isinstance(found, str):
            refused.append(f"{each.name}: {found}")
        else:
            kept.append(store(ward=row.ward, upload=found, at=at))
    row.notes = "\n".join(filter(None, [row.notes, *refused]))
    return list(dict.fromkeys(kept))


def _is_from_its_sender(case: Case, letter: Letter) -> bool:
    sender = Sender.objects.filter(case=case).first()
    return sender is not None and bool(sender.email) and sender.email.lower() == letter.sender


def _must_wait(message: MailMessage) -> None:
    if message.verdict != MailVerdict.ASIDE:
        raise Refused("Thư này đã được xử lý. Hãy tải lại trang.")
