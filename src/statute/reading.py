"""How far the text behind something encoded was read, and what its readers are told of it."""

from __future__ import annotations

from enum import StrEnum

from statute.tables import Table


class Read(StrEnum):
    """From the surest to the least sure. ``OFFICIAL``: the article itself in an official text, such as the codification
    (Pháp điển); ``COPY``: the article itself, in a copy that is not official; ``QUOTED``: only what somebody quotes;
    ``SECONDARY``: only what is told about it; ``RECALLED``: not read; ``UNSEEN``: a text holds, and nobody here has
    seen it; ``CHOSEN``: no law sets it, the software does."""

    OFFICIAL = "official"
    COPY = "copy"
    QUOTED = "quoted"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    UNSEEN = "unseen"
    CHOSEN = "chosen"


NOT_COMPARED = "chưa đối chiếu văn bản"
MARKS: dict[Read, str] = {
    Read.OFFICIAL: "",
    Read.COPY: "đọc từ bản sao, chưa đối chiếu bản chính thức",
    Read.QUOTED: NOT_COMPARED,
    Read.SECONDARY: NOT_COMPARED,
    Read.RECALLED: NOT_COMPARED,
    Read.UNSEEN: "chưa thấy văn bản",
    Read.CHOSEN: "luật không định, phần mềm chọn",
}
"""What stands beside a rule on every page that uses it; empty where nothing needs to be said."""


class Sourced:
    """Something encoded from a text that was ``read`` so far."""

    __slots__ = ()
    read: Read

    @property
    def verified(self) -> bool:
        """Whether the article itself was read in an official text."""
        return self.read is Read.OFFICIAL

    @property
    def mark(self) -> str:
        """What its readers are told about how sure it is, in Vietnamese; empty where it is sure."""
        return MARKS[self.read]


def read_of(row: Table) -> Read:
    """The field ``read`` of ``row``. Raises ``LawDataError`` for a word that is none of ``Read``."""
    return Read(row.one_of("read", tuple(Read)))
