"""A remark, complaint or request that turns out to be a denunciation: what stood in the clear is erased."""

from datetime import datetime
from itertools import chain
from typing import Any

from django.db import OperationalError
from django.db.models import QuerySet

from danchu.core import audit
from danchu.core.actors import Actor
from danchu.core.files.storage import forget
from danchu.core.messaging.notices import forget_notices
from danchu.core.models import OfficialDocument
from danchu.core.records import erasing
from danchu.core.refusals import Refused
from danchu.inspect import mail_erasing
from danchu.inspect.gathering import documents_of, files_of, strands
from danchu.inspect.models import Case, CaseLine, CaseStep, ReceptionEntry, Sender
from danchu.inspect.states import ReceptionKind

ERASED = "(đã niêm phong)"
BUSY = "Có người đang ghi vào vụ việc này. Hãy đợi một lát rồi bấm lại."


def hold(case: Case) -> None:
    """Lock what people write of ``case`` elsewhere than in its own row, so that nothing comes between gathering and
    erasing. Raises ``Refused`` while somebody is in the midst of it: whoever waited for them would be waited for."""
    cases = strands(case)
    held: list[QuerySet[Any]] = [Case.objects.filter(pk__in=[each.pk for each in cases])]
    for each in cases:
        held += [each.steps.all(), each.pauses.all(), each.extensions.all(), each.receptions.all(), each.mails.all()]
        held.append(OfficialDocument.objects.filter(pk__in=[document.pk for document in documents_of(each)]))
    try:
        for rows in held:
            list(rows.select_for_update(nowait=True).values_list("pk"))
    except OperationalError as taken:
        raise Refused(BUSY) from taken


def erase(case: Case, into: Case, *, by: Actor, at: datetime) -> None:
    """Erase, within the act, what was put under the seal, wherever it stood in the clear: lines of the reception book
    then name ``into`` only. ``case`` is saved by the caller. What backups made before still hold is told in
    ``docs/denunciations.md``."""
    for each in strands(case):
        _erase(each, into, by=by, at=at)
        if each is not case:
            each.save()


def _erase(case: Case, into: Case, *, by: Actor, at: datetime) -> None:
    files = files_of(case)
    erasing.erase(documents_of(case), by=by, at=at)
    mail_erasing.erase(case.mails.select_related("notice"))
    for sender in Sender.objects.filter(case=case).exclude(email=""):
        for mark in (case.symbol, case.code_written):
            forget_notices(ward=case.ward, recipient=sender.email, about=mark)
    gone = (case.steps.all(), case.files.all(), Sender.objects.filter(case=case), case.joinings.all())
    audit.erase([case, *chain.from_iterable(gone), *case.follow_ups.all()])
    audit.erase_gone(CaseStep, case_id=case.pk)
    for each in gone:
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
    audit.erase([entry, *entry.promises.all()])
    entry.promises.update(text=ERASED)
    entry.promises.exclude(how="").update(how=ERASED)
    entry.name = entry.address = entry.phone = entry.identity = entry.content = ""
    entry.answer = entry.settled_before = entry.note = ""
    entry.kind, entry.is_sealed, entry.case = ReceptionKind.DENUNCIATION, True, into
    entry.save()
    if (visit := entry.visit) is not None:
        visit.name = visit.phone = visit.email = visit.matter = ""
        visit.group, visit.is_sealed = None, True
        visit.save()
