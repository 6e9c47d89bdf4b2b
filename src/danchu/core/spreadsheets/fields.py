"""The fields that an import takes, declared by the room that imports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from danchu.core.spreadsheets.cells import CellValue
from danchu.core.spreadsheets.values import PARSERS, Parsed, choice


@dataclass(frozen=True)
class Field:
    """A field: the names its column may go by, and how its cells are understood.

    ``kind`` is a key of ``values.PARSERS``; ``choices`` narrow a text and give the template a list;
    ``parse``, where given, replaces both. ``hint`` explains the field in the template.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    kind: str = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""
    parse: Callable[[CellValue], Parsed[Any]] | None = None

    def parsed(self, value: CellValue) -> Parsed[Any]:
        """What the cell's value means, or what to mend."""
        if self.parse is not None:
            return self.parse(value)
        return choice(value, self.choices) if self.choices else PARSERS[self.kind](value)
