"""A document whose content goes under a seal: what it says, and what of it stays in the register."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from danchu.core import audit
from danchu.core.actions.documents import withdraw_document
from danchu.core.actors import Actor
from danchu.core.files.storage import forget
from danchu.core.models import OfficialDocument
from danchu.core.records.blocks import Paper
from danchu.core.records.source import Source
from danchu.core.records.states import DocumentState

ERASED = "(nội dung không công khai)"


def words_of(document: OfficialDocument) -> str:
    """Everything that ``document`` says, as text."""
    source = Source.from_plain(document.source)
    parties = [" ".join(filter(None, [each.capacity, each.name])) for each in source.parties]
    return "\n".join(
        filter(None, [f"{document.symbol} {document.subject}".strip(), source.body, *parties, *source.recipients])
    )


def erase(documents: Iterable[OfficialDocument], *, by: Actor, at: datetime) -> None:
    """Withdraw ``documents``, within the act, and erase what they say, where the trail keeps it too. A number that was
    given stays given."""
    for document in documents:
        if document.state != DocumentState.WITHDRAWN:
            withdraw_document(document=document, reason=ERASED, by=by, at=at)
        audit.erase([document])
        scan = document.signed_copy
        document.recipients.all().delete()
        document.subject = document.withdrawal_reason = ERASED
        document.source, document.signed_copy = Source(ERASED, "").plain(), None
        if document.paper is not None:
            paper = _blank(Paper.from_plain(document.paper))
            document.paper, document.digest = paper.plain(), paper.digest
            document.signer_name = document.signer_office = ""
        document.save()
        if scan is not None:
            forget(scan)


def _blank(paper: Paper) -> Paper:
    return replace(paper, subject=ERASED, blocks=(), parties=(), recipients=(), link="", caption="")
