"""Where a rule stands in the law: documents, and citations of their articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statute.tables import LawDataError, Table, read_data

_REF = re.compile(r"^(?P<document>[a-z0-9-]+)(/(?P<path>[^/\s]+))?$")
_ANNEX = "Phụ lục"


@dataclass(frozen=True, slots=True)
class Document:
    """One legal document: ``kind`` and ``number`` as it is cited, its title, and how far its text was read."""

    id: str
    kind: str
    number: str
    title: str
    in_force_from: date
    in_force_to: date | None
    read: str
    sources: str
    doubts: str

    def __str__(self) -> str:
        """The document as a citation names it: ``Luật số 10/2022/QH15``."""
        return f"{self.kind} số {self.number}"


@lru_cache(maxsize=1)
def legal_documents() -> dict[str, Document]:
    """Every document that a rule may cite, by its id. Raises ``LawDataError`` when the table is faulty."""
    found: dict[str, Document] = {}
    for row in read_data("documents").tables("document"):
        document = _document(row)
        if document.id in found:
            raise row.fault(f"the document {document.id!r} stands twice")
        found[document.id] = document
    return found


def _document(row: Table) -> Document:
    return Document(
        id=row.text("id"),
        kind=row.text("kind"),
        number=row.text("number"),
        title=row.text("title"),
        in_force_from=row.day("in_force_from"),
        in_force_to=row.day_or_none("in_force_to"),
        read=row.text("read"),
        sources=row.text("sources"),
        doubts=row.text_or_empty("doubts"),
    )


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One place in one document: article, and within it clause (khoản) and point (điểm).

    ``article`` is a number, ``Phụ lục I`` for an annex, or empty for the document as a whole. Raises
    ``LawDataError`` for a document that the registry does not hold, or a part without what it is part of.
    """

    document: str
    article: str = ""
    clause: str = ""
    point: str = ""

    def __post_init__(self) -> None:
        if self.document not in legal_documents():
            raise LawDataError(f"no document {self.document!r} in the registry")
        if (self.clause and not self.article) or (self.point and not self.clause):
            raise LawDataError(f"incomplete citation: {self.document} {self.article!r}.{self.clause}.{self.point}")

    @classmethod
    def parse(cls, ref: str) -> Citation:
        """The citation that ``luat-10-2022/21.1.a`` (or ``nd-30-2020/PL-I``) names: the opposite of ``ref``."""
        match = _REF.match(ref)
        if match is None:
            raise LawDataError(f"not a citation: {ref!r} (expected document/article.clause.point)")
        article, *rest = (match["path"] or "").split(".")
        if len(rest) > 2:
            raise LawDataError(f"not a citation: {ref!r} (too many parts)")
        if article.startswith("PL-"):
            article = f"{_ANNEX} {article.removeprefix('PL-')}"
        return cls(match["document"], article, *rest)

    @property
    def ref(self) -> str:
        """A short key for storing: ``luat-10-2022/21.1.a``."""
        article = self.article.replace(f"{_ANNEX} ", "PL-")
        path = ".".join(part for part in (article, self.clause, self.point) if part)
        return f"{self.document}/{path}" if path else self.document

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
        return f"{self.place} {self.source}".strip()

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
