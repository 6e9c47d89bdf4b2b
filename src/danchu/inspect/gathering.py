"""Everything that is known of a case that turns out to be a denunciation, as it goes under the seal."""

from collections.abc import Iterator

from danchu.core.models import OfficialDocument, StoredFile, WardOwned
from danchu.core.records.erasing import words_of
from danchu.core.records.queries import every_about
from danchu.inspect.models import Case, ReceptionEntry, Sender
from danchu.inspect.seal import Enclosure, Letter
from danchu.inspect.states import MailWay
from danchu.lib.vntext import vn_date


def strands(case: Case) -> list[Case]:
    """``case`` and those that went into it, which are about the same: who sent them says the same of somebody."""
    return [case, *(each for merged in case.merged.order_by("pk") for each in strands(merged))]


def documents_of(case: Case) -> list[OfficialDocument]:
    """The official documents about ``case``, its steps, pauses, extensions and lines of the reception book."""
    rows: list[WardOwned] = [case, *case.steps.all(), *case.pauses.all(), *case.extensions.all()]
    return list(every_about([*rows, *case.receptions.all()]).select_related("signed_copy"))


def gathered(case: Case) -> tuple[Letter, list[Enclosure]]:
    """Everything that is known of ``case`` and of those that went into it, as a letter and its files."""
    sender = Sender.objects.filter(case=case).first() or Sender()
    cases = strands(case)
    letter = Letter(
        text="\n".join(line for each in cases for line in _told(each, is_first=each is case)),
        name=sender.name,
        phone=sender.phone,
        email=sender.email,
        address=sender.address,
    )
    return letter, [_enclosure(file) for each in cases for file in files_of(each)]


def files_of(case: Case) -> list[StoredFile]:
    """The files of ``case``, of its letters that came by mail, and the scans of its documents."""
    own = [each.file for each in case.files.select_related("file")]
    mailed = [each.file for mail in case.mails.prefetch_related("files__file") for each in mail.files.all()]
    scans = [each.signed_copy for each in documents_of(case) if each.signed_copy is not None]
    return list(dict.fromkeys([*own, *mailed, *scans]))


def _enclosure(file: StoredFile) -> Enclosure:
    with file.content.open("rb") as content:
        return Enclosure(file.name, file.mime, content.read())


def _told(case: Case, *, is_first: bool) -> Iterator[str]:
    if not is_first:
        yield f"--- {case} ---"
    yield from _sender_told(case, is_first=is_first)
    yield from filter(None, [case.title if case.title not in case.text else "", case.text])
    if case.address:
        yield f"Địa điểm: {case.address}"
    if case.latitude is not None:
        yield f"Vị trí: {case.latitude}, {case.longitude}"
    if case.answer:
        yield f"Trả lời: {case.answer}"
    if case.satisfaction_note:
        yield f"Đánh giá: {case.satisfaction_note}"
    yield from _happened(case)
    for entry in case.receptions.select_related("visit"):
        yield from _said_at_reception(entry)
    for mail in case.mails.order_by("pk"):
        words = [mail.subject, mail.notes, mail.text] if mail.way == MailWay.IN else [mail.subject]
        yield f"[{vn_date(mail.received_at.date())}] Thư {mail.correspondent}: {' | '.join(filter(None, words))}"
    for document in documents_of(case):
        yield f"Văn bản: {words_of(document)}"


def _sender_told(case: Case, *, is_first: bool) -> Iterator[str]:
    """What the letter has no line of its own for."""
    sender = Sender.objects.filter(case=case).select_related("account").first()
    if sender is None:
        return
    if not is_first:
        yield "Người gửi: " + ", ".join(filter(None, [sender.name, sender.phone, sender.email, sender.address]))
    if sender.id_number:
        yield f"Số định danh: {sender.id_number}"
    if sender.account is not None:
        yield f"Tài khoản đã đăng nhập: {sender.account}"


def _happened(case: Case) -> Iterator[str]:
    for line in case.lines.order_by("at", "pk"):
        yield f"[{vn_date(line.at.date())}] {line.text}"
    for step in case.steps.order_by("pk"):
        yield f"[{vn_date(step.planned_on)}] {step.get_kind_display()}: {step.place} {step.people} {step.text}".strip()
    for done in case.follow_ups.exclude(note=""):
        yield f"[{vn_date(done.done_on)}] {done.note}"
    for pause in case.pauses.all():
        yield f"[{vn_date(pause.since)}] Tạm dừng: {pause.reason}"
    for extension in case.extensions.all():
        yield f"[{vn_date(extension.decided_on)}] Gia hạn: {extension.reason}"


def _said_at_reception(entry: ReceptionEntry) -> Iterator[str]:
    said = [entry.name, entry.phone, entry.address, entry.identity, entry.content, entry.settled_before, entry.answer]
    visit = entry.visit
    booked = [visit.name, visit.phone, visit.email, visit.matter] if visit is not None else []
    yield f"{entry}: {' | '.join(filter(None, [*said, entry.note, *booked]))}"
    for promise in entry.promises.all():
        yield f"Lời hứa: {promise.text} {promise.how}".strip()
