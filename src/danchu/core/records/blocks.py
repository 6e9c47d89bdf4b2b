"""What a document is made of. Every writer (screen, Word, PDF) is given the same ``Paper`` and nothing else.

A paper is plain data: it is frozen as JSON when the document is issued, and its digest is taken of that.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class Run:
    """A piece of text; a line feed in it is a new line."""

    text: str
    bold: bool = False
    italic: bool = False


type Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``marker`` ("-", "1.") and ``level`` (0 outermost) where it is an item of a list."""

    runs: Runs
    marker: str = ""
    level: int = 0
    kind: str = "paragraph"


@dataclass(frozen=True)
class Heading:
    """A heading within the text."""

    runs: Runs
    kind: str = "heading"


@dataclass(frozen=True)
class Table:
    """A table; ``numeric`` says which columns are aligned to the right. Rows are as long as the head."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: tuple[bool, ...]
    kind: str = "table"

    @property
    def lines(self) -> list[list[tuple[Runs, bool]]]:
        """The rows, each cell with whether its column is numeric."""
        return [list(zip(row, self.numeric, strict=True)) for row in self.rows]

    @property
    def shares(self) -> tuple[int, ...]:
        """How wide the columns are to each other, by their longest text within sensible bounds."""
        return tuple(
            min(max(4, *(_length(row[place]) for row in (self.head, *self.rows))), 40)
            for place in range(len(self.head))
        )


type Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Party:
    """One who signs: in which capacity (lines such as "TM. ỦY BAN NHÂN DÂN" and "CHỦ TỊCH"), and the full name."""

    capacity: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole document. ``check`` is the address where anyone can check it (empty for a draft); ``link`` an address
    that stands large in the text as a QR code, with its ``caption``."""

    issuer: str
    symbol: str
    place_and_date: str
    type_name: str
    subject: str
    blocks: tuple[Block, ...]
    parties: tuple[Party, ...]
    recipients: tuple[str, ...] = ()
    superior: str = ""
    link: str = ""
    caption: str = ""
    check: str = ""

    def plain(self) -> dict[str, Any]:
        """The paper as data for JSON; ``from_plain`` is its opposite."""
        return asdict(self)

    @property
    def digest(self) -> str:
        """SHA-256 of the paper in canonical JSON."""
        canonical = json.dumps(self.plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> "Paper":
        given = dict(data)
        given["blocks"] = tuple(_block(each) for each in data["blocks"])
        given["parties"] = tuple(Party(**each) for each in data["parties"])
        given["recipients"] = tuple(data["recipients"])
        return cls(**given)


def _block(data: dict[str, Any]) -> Block:
    match data["kind"]:
        case "table":
            rows = tuple(tuple(_runs(cell) for cell in row) for row in data["rows"])
            return Table(tuple(_runs(cell) for cell in data["head"]), rows, tuple(data["numeric"]))
        case "heading":
            return Heading(_runs(data["runs"]))
        case _:
            return Paragraph(_runs(data["runs"]), data["marker"], data["level"])


def _runs(data: list[dict[str, Any]]) -> Runs:
    return tuple(Run(**each) for each in data)


def _length(runs: Runs) -> int:
    return sum(len(run.text) for run in runs)
