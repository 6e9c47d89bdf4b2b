"""Official documents: preparing, changing, issuing with a number, attaching the signed copy, withdrawing."""

import secrets
from datetime import datetime
from typing import Any

import rules
from django.core.exceptions import PermissionDenied

from danchu.core.actors import SYSTEM, Actor, account_of
from danchu.core.following import Done
from danchu.core.models import NumberBook, OfficialDocument, Recipient, StoredFile, User, Ward
from danchu.core.official import official
from danchu.core.records import kinds
from danchu.core.records.papers import issued_paper
from danchu.core.records.source import Source
from danchu.core.records.states import LIFE
from danchu.core.refusals import Objection, needs, refuse_if
from danchu.lib import clock
from danchu.lib.vntext import clean

CLAUSE = "2.2.c.4"
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 12
_LONGEST_SUBJECT = 500


@official(label="Lập dự thảo văn bản", clause=CLAUSE, policy="core.handle_documents", personal=("source",))
def prepare_document(
    *, ward: Ward, kind: str, target: Any, source: Source, by: Actor, at: datetime
) -> Done[OfficialDocument]:
    """A draft of a ``kind`` about ``target``. Raises ``PermissionDenied`` for one who may not make such a document of
    it, ``Refused`` for a text without subject or content."""
    made = kinds.of(kind)
    if target.ward_id != ward.pk or not (by is SYSTEM or rules.has_perm(made.policy, account_of(by), target)):
        raise PermissionDenied(made.policy)
    refuse_if(_faults(made, source))
    return Done(
        OfficialDocument(
            ward=ward,
            kind=made.key,
            letters=made.letters,
            issuer=made.issuer(ward).letters,
            target_type=made.target,
            target_id=target.pk,
            subject=source.subject,
            source=source.plain(),
            prepared_by=by if isinstance(by, User) else None,
            prepared_at=at,
            code="".join(secrets.choice(_SIGNS) for _ in range(_CODE_LENGTH)),
            is_public=made.is_public,
        )
    )


@official(
    label="Sửa dự thảo văn bản",
    clause=CLAUSE,
    policy="core.handle_documents",
    personal=("source",),
    life=LIFE,
    move="change",
)
def change_draft_document(
    *, document: OfficialDocument, source: Source, by: Actor, at: datetime
) -> Done[OfficialDocument]:
    """Another text for a draft. Raises ``Refused`` once it is issued."""
    refuse_if(_faults(kinds.of(document.kind), source))
    document.subject, document.source = source.subject, source.plain()
    return Done(document)


@official(label="Ban hành văn bản", clause=CLAUSE, policy="core.handle_documents", life=LIFE, move="issue")
def issue_document(*, document: OfficialDocument, signer: str = "", by: Actor, at: datetime) -> Done[OfficialDocument]:
    """Give ``document`` the next number of its book, date it today and freeze it (điểm b khoản 1 Điều 15 of the
    decree). ``signer`` is the name of one who may sign such a document today; minutes are signed by their parties.

    The number is taken within this act: what fails takes none, so that no number is ever missing.
    """
    kind = kinds.of(document.kind)
    today = clock.local_day(at)
    source = Source.from_plain(document.source)
    chosen = None
    if not source.parties:
        chosen = next((each for each in kind.signers(document.ward, today) if each.name == signer), None)
        refuse_if([] if chosen else [Objection("Hãy chọn người ký đang giữ chức vụ hôm nay.", "signer")])
    number = _next_number(document, today.year)
    paper = issued_paper(document, number, today, chosen)
    document.number, document.year, document.issued_on = number, today.year, today
    document.symbol = paper.symbol.removeprefix("Số:").strip()
    document.paper, document.digest = paper.plain(), paper.digest
    if chosen is not None:
        document.signer_name, document.signer_office = chosen.name, chosen.office
    else:
        first = source.parties[0]
        document.signer_name, document.signer_office = first.name[:150], clean(first.capacity)[:300]
    Recipient.objects.bulk_create(
        Recipient(ward=document.ward, document=document, order=order, name=name)
        for order, name in enumerate(source.recipients, start=1)
    )
    return Done(document)


@official(label="Lưu bản đã ký của văn bản", clause=CLAUSE, policy="core.handle_documents", life=LIFE, move="sign")
def attach_signed_copy(
    *, document: OfficialDocument, file: StoredFile, by: Actor, at: datetime
) -> Done[OfficialDocument]:
    """Keep the scan of the signed and sealed paper beside the document."""
    if file.ward_id != document.ward_id:
        raise PermissionDenied("a file of another ward")
    document.signed_copy = file
    return Done(document)


@official(
    label="Thu hồi văn bản, bỏ dự thảo", clause=CLAUSE, policy="core.handle_documents", life=LIFE, move="withdraw"
)
def withdraw_document(*, document: OfficialDocument, reason: str, by: Actor, at: datetime) -> Done[OfficialDocument]:
    """Withdraw a document, or drop a draft. Its number stays with it. Raises ``Refused`` without a reason."""
    document.withdrawn_at, document.withdrawal_reason = at, clean(needs(reason, "Hãy ghi lý do."))
    return Done(document)


def _next_number(document: OfficialDocument, year: int) -> int:
    named: dict[str, Any] = {
        "ward": document.ward,
        "year": year,
        "letters": document.letters,
        "issuer": document.issuer,
    }
    NumberBook.objects.get_or_create(**named)
    book = NumberBook.objects.select_for_update().get(**named)
    book.last += 1
    book.save()
    return book.last


def _faults(kind: kinds.Kind, source: Source) -> list[Objection]:
    faults = []
    if not source.subject or len(source.subject) > _LONGEST_SUBJECT:
        faults.append(Objection(f"Hãy ghi trích yếu, không quá {_LONGEST_SUBJECT} chữ cái.", "subject"))
    if not source.body.strip():
        faults.append(Objection("Hãy viết nội dung văn bản.", "body"))
    if kind.signers is kinds.nobody and not source.parties:
        faults.append(Objection("Biên bản cần ít nhất một bên ký.", "parties"))
    return faults
