"""From a document's row to the paper that the writers are given."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from danchu.core.models import OfficialDocument, Ward
from danchu.core.records import kinds, markup
from danchu.core.records.blocks import Paper, Party
from danchu.core.records.source import Source
from danchu.core.records.states import DocumentState
from danchu.core.sites import full_address
from danchu.lib.vntext import vn_long_date, vn_month
from statute.documents import symbol

_ROOM_FOR_A_NUMBER = "        "


def paper_of(document: OfficialDocument, on: date) -> Paper:
    """The paper as it was issued; of a draft, as it would be with ``on`` in its head and room for a number."""
    if document.paper is not None:
        return Paper.from_plain(document.paper)
    source = Source.from_plain(document.source)
    number = f"Số:{_ROOM_FOR_A_NUMBER}/{document.letters}-{document.issuer}"
    day = f"ngày      tháng {vn_month(on)} năm {on.year}"
    return _paper(document, source, number, day, source.parties or (Party("NGƯỜI CÓ THẨM QUYỀN KÝ"),))


def issued_paper(document: OfficialDocument, number: int, on: date, signer: kinds.Signer | None) -> Paper:
    """The paper with its number and day, signed by ``signer`` or by the parties of its source."""
    source = Source.from_plain(document.source)
    parties = source.parties if signer is None else (Party(signer.capacity, signer.name),)
    paper = _paper(document, source, symbol(document.letters, number, document.issuer), vn_long_date(on), parties)
    return replace(paper, check=check_address(document))


def check_address(document: OfficialDocument) -> str:
    """Where anyone can check the document."""
    return full_address(document.ward, reverse("core:check", args=[document.code]))


def file_stem(document: OfficialDocument) -> str:
    """A name for the file of ``document`` that sorts and reads well: 12-TB-UBND Công khai…"""
    head = document.symbol.removeprefix("Số:").strip().replace("/", "-") or "Dự thảo"
    return f"{head} {document.subject}"[:90].strip()


def mark_of(document: OfficialDocument) -> str:
    """The words that stand over a document that is not in force."""
    return "" if document.state == DocumentState.ISSUED else str(document.get_state_display())


def _paper(document: OfficialDocument, source: Source, number: str, day: str, parties: tuple[Party, ...]) -> Paper:
    ward: Ward = document.ward
    kind = kinds.of(document.kind)
    issuer = kind.issuer(ward)
    return Paper(
        superior=issuer.superior,
        issuer=issuer.name,
        symbol=number,
        place_and_date=f"{ward.place}, {day}",
        type_name=kind.type_name,
        subject=source.subject,
        blocks=markup.blocks(source.body),
        parties=parties,
        recipients=source.recipients,
        link=source.link,
        caption=source.caption,
    )
