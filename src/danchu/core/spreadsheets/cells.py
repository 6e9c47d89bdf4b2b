"""Rows of a table as they were read, and the names of their cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from danchu.lib.vntext import UNSEEN, composed

type CellValue = str | int | float | bool | date | datetime | None

NOTHING: Mapping[int, str] = MappingProxyType({})
_UNSEEN = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{UNSEEN}]")


@dataclass(slots=True)
class Row:
    """One row: its sheet, its number as Excel shows it, the values from column A on, and the cells that may
    not be used (``problems``: column index from 0 → what is wrong and how to mend it, in Vietnamese)."""

    sheet: str
    number: int
    values: list[CellValue]
    problems: Mapping[int, str] = NOTHING

    def value(self, column: int | None) -> CellValue:
        """The value in the column (index from 0); nothing where the row is shorter or there is no such
        column."""
        return self.values[column] if column is not None and column < len(self.values) else None

    def address(self, column: int) -> str:
        """The cell's name: C12."""
        return f"{letters(column)}{self.number}"


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """The letters of a column by its index from 0: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@lru_cache(maxsize=1024)
def column_index(name: str) -> int:
    """The index from 0 of a column by its letters: A → 0, AA → 26; of more than four, where Excel has three, one
    that is too far to the right."""
    if len(name) > 4:
        return 26**5
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1


def tidy(text: str) -> str:
    """``text`` composed (NFC), with white space (non-breaking too) collapsed, and marks that nobody sees
    dropped."""
    if not text.isascii():
        text = composed(text)
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    return " ".join(text.split())


def shown(value: CellValue) -> str:
    """A value as the officer sees it: dates as dd/mm/yyyy, numbers without needless decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%d/%m/}{value.year:04d} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/}{value.year:04d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
