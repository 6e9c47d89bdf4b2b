"""Where a rule stands in the law: documents, and citations of their articles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statute.reading import MARKS, Read, Sourced, read_of
from statute.tables import LawDataError, Table, read_data

_REF = re.compile(r"^(?P<document>[a-z0-9-]+)(/(?P<path>[^/\s]+))?$")
_ANNEX = "Phụ lục"
_AS_AMENDED = "@"


@dataclass(frozen=True, slots=True)
class Document(Sourced):
    """One legal document: ``kind`` and ``number`` as it is cited (``number`` empty where it is not known), its title,
    when it was ``issued`` (None: not known), from when to when it holds, the ids of what it ``amends``, ``replaces``.

    ``read`` is how far its text was read at the best; ``wording`` is the day from which the official wording that was
    read holds (None where no official text was read), so that a later amendment is seen to be missing.
    """

    id: str
    kind: str
    number: str
    title: str
    issued: date | None
    in_force_from: date
    in_force_to: date | None
    amends: tuple[str, ...]
    replaces: tuple[str, ...]
    read: Read
    wording: date | None
    sources: str
    doubts: str

    def __str__(self) -> str:
        """The document as a citation names it: ``Luật số 10/2022/QH15``."""
        return f"{self.kind} số {self.number}" if self.number else f"{self.kind} (chưa rõ số)"

    @property
    def amended_by(self) -> tuple[Document, ...]:
        """What amends it, the earliest first."""
        return _earliest_first(each for each in legal_documents().values() if self.id in each.amends)

    @property
    def replaced_by(self) -> tuple[Document, ...]:
        """What takes its place, the earliest first."""
        return _earliest_first(each for each in legal_documents().values() if self.id in each.replaces)

    @property
    def newer_than_read(self) -> tuple[Document, ...]:
        """What amends or replaces it after the official wording that was read."""
        since = self.wording or self.in_force_from
        found = (*self.amended_by, *self.replaced_by)
        return _earliest_first(each for each in found if each.in_force_from > since)

    @property
    def awaited_mark(self) -> str:
        """What is said of a number that goes on until this document is seen."""
        return f"{MARKS[Read.UNSEEN]} {self}, tạm tính như trước"

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


def _earliest_first(documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple(sorted(documents, key=lambda each: (each.in_force_from, each.id)))


@lru_cache(maxsize=1)
def legal_documents() -> dict[str, Document]:
    """Every document that a rule may cite, by its id. Raises ``LawDataError`` when the table is faulty."""
    found: dict[str, Document] = {}
    for row in read_data("documents").tables("document"):
        document = _document(row)
        if document.id in found:
            raise row.fault(f"the document {document.id!r} stands twice")
        found[document.id] = document
    for document in found.values():
        if unknown := {*document.amends, *document.replaces} - found.keys():
            raise LawDataError(f"documents.toml: {document.id} names {min(unknown)!r}, which is not in the registry")
    return found


def _document(row: Table) -> Document:
    document = Document(
        id=row.text("id"),
        kind=row.text("kind"),
        number=row.text_or_empty("number"),
        title=row.text("title"),
        issued=row.day_or_none("issued"),
        in_force_from=row.day("in_force_from"),
        in_force_to=row.day_or_none("in_force_to"),
        amends=row.texts("amends"),
        replaces=row.texts("replaces"),
        read=read_of(row),
        wording=row.day_or_none("wording"),
        sources=row.text("sources"),
        doubts=row.text_or_empty("doubts"),
    )
    if document.verified != (document.wording is not None):
        raise row.fault("'wording' is the day of the official wording that was read, and stands only where one was")
    if document.issued is not None and document.issued > document.in_force_from:
        raise row.fault("it is in force before it was issued")
    return document


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One place in one document: article, and within it clause (khoản) and point (điểm).

    ``article`` is a number, ``Phụ lục I`` for an annex, or empty for the document as a whole. ``amended_by`` is the ref
    of the place that gave it its present wording, empty for the first one. Raises ``LawDataError`` for a document that
    the registry does not hold, or a part without what it is part of.
    """

    document: str
    article: str = ""
    clause: str = ""
    point: str = ""
    amended_by: str = ""

    def __post_init__(self) -> None:
        if self.document not in legal_documents():
            raise LawDataError(f"no document {self.document!r} in the registry")
        if (self.clause and not self.article) or (self.point and not self.clause):
            raise LawDataError(f"incomplete citation: {self.document} {self.article!r}.{self.clause}.{self.point}")

    @classmethod
    def parse(cls, ref: str) -> Citation:
        """The citation that ``luat-10-2022/21.1.a`` (or ``nd-30-2020/PL-I``) names: the opposite of ``ref``.

        After ``@`` stands the place that amended it: ``nd-124-2020/16.1@nd-155-2026/10``.
        """
        ref, _, amending = ref.partition(_AS_AMENDED)
        if amending:
            cls.parse(amending)
        match = _REF.match(ref)
        if match is None:
            raise LawDataError(f"not a citation: {ref!r} (expected document/article.clause.point)")
        parts = (match["path"] or "").split(".")
        if len(parts) > 3:
            raise LawDataError(f"not a citation: {ref!r} (too many parts)")
        if parts[0].startswith("PL-"):
            parts[0] = f"{_ANNEX} {parts[0].removeprefix('PL-')}"
        article, clause, point = (*parts, "", "")[:3]
        return cls(match["document"], article, clause, point, amending)

    @property
    def ref(self) -> str:
        """A short key for storing: ``luat-10-2022/21.1.a``."""
        article = self.article.replace(f"{_ANNEX} ", "PL-")
        path = ".".join(part for part in (article, self.clause, self.point) if part)
        place = f"{self.document}/{path}" if path else self.document
        return f"{place}{_AS_AMENDED}{self.amended_by}" if self.amended_by else place

    @property
    def source(self) -> Document:
        """The document cited."""
        return legal_documents()[self.document]

    @property
    def place(self) -> str:
        """The place within the document: ``điểm a khoản 1 Điều 21``; empty for the whole of it."""
        inner = [f"điểm {self.point}"] if self.point else []
        inner += [f"khoản {self.clause}"] if self.clause else []
        return " ".join([*inner, self._article_words]).strip()

    @property
    def _article_words(self) -> str:
        return self.article if not self.article or self.article.startswith(_ANNEX) else f"Điều {self.article}"

    def __str__(self) -> str:
        """The legal form: ``khoản 2 Điều 11 Luật số 10/2022/QH15``."""
        place = f"{self.place} {self.source}".strip()
        return f"{place}, sửa đổi bởi {Citation.parse(self.amended_by)}" if self.amended_by else place

    @property
    def short(self) -> str:
        """For narrow places: ``Điều 11.2 Luật 10/2022/QH15``."""
        inner = "".join(f".{part}" for part in (self.clause, self.point) if part)
        return f"{self._article_words}{inner} {self.source.kind} {self.source.number}".strip()

    def covers(self, other: Citation) -> bool:
        """Whether ``other`` lies within this place: Article 11 covers Article 11.2, and itself."""
        return (
            self.document == other.document
            and self.article in ("", other.article)
            and self.clause in ("", other.clause)
            and self.point in ("", other.point)
        )
