"""A remark, complaint or request that turns out to be a denunciation: what is put under the seal, what is erased."""

from collections.abc import Iterator
from itertools import chain

from danchu.core import audit
from danchu.core.files.storage import forget
from danchu.core.messaging.notices import forget_notices
from danchu.inspect import mail_erasing
from danchu.inspect.models import Case, CaseLine, ReceptionEntry, Sender
from danchu.inspect.seal import Enclosure, Letter
from danchu.inspect.states import ReceptionKind
from danchu.lib.vntext import vn_date

ERASED = "(đã niêm phong)"


def gathered(case: Case) -> tuple[Letter, list[Enclosure]]:
    """Everything that is known of ``case``, as a letter and its files."""
    sender = Sender.objects.filter(case=case).first() or Sender()
    letter = Letter(
        text="\n".join(_told(case)),
        name=sender.name,
        phone=sender.phone,
        email=sender.email,
        address=sender.address,
    )
    enclosures = []
    for each in case.files.select_related("file"):
        with each.file.content.open("rb") as content:
            enclosures.append(Enclosure(each.file.name, each.file.mime, content.read()))
    return letter, enclosures


def _told(case: Case) -> Iterator[str]:
    yield from filter(None, [case.title if case.title not in case.text else "", case.text])
    if case.address:
        yield f"Địa điểm: {case.address}"
    if case.answer:
        yield f"Trả lời: {case.answer}"
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


def erase(case: Case, into: Case) -> None:
    """Erase, within the act, what ``gathered`` put under the seal, wherever it stood in the clear: lines of the
    reception book then name ``into`` only. ``case`` is saved by the caller. What backups made before still hold is told
    in ``docs/denunciations.md``."""
    mail_erasing.erase(case.mails.select_related("notice"))
    for sender in Sender.objects.filter(case=case).exclude(email=""):
        forget_notices(ward=case.ward, recipient=sender.email, about=case.symbol)
    files = [each.file for each in case.files.select_related("file")]
    rows = (case.steps.all(), case.files.all(), Sender.objects.filter(case=case), case.joinings.all())
    audit.erase([case, *chain.from_iterable(rows)])
    for each in rows:
        each.delete()
    for file in files:
        forget(file)
    CaseLine.objects.filter(case=case).exclude(move="receive").update(text=ERASED, is_told=False)
    case.pauses.update(reason=ERASED)
    case.extensions.update(reason=ERASED)
    case.follow_ups.update(note="")
    for entry in case.receptions.select_related("visit"):
        _forget_reception(entry, into)
    case.title, case.text = f"{case.get_kind_display()} {ERASED}", ""
    case.address = case.public_text = case.answer = case.satisfaction_note = case.forwarded_to = ""
    case.latitude = case.longitude = case.group = case.topic = case.published_at = None
    case.wants_public = False


def _forget_reception(entry: ReceptionEntry, into: Case) -> None:
    audit.erase([entry])
    entry.name = entry.address = entry.phone = entry.identity = entry.content = ""
    entry.answer = entry.settled_before = entry.note = ""
    entry.kind, entry.is_sealed, entry.case = ReceptionKind.DENUNCIATION, True, into
    entry.save()
    if (visit := entry.visit) is not None:
        visit.name = visit.phone = visit.email = visit.matter = ""
        visit.group, visit.is_sealed = None, True
        visit.save()
