"""What is wrong in an imported table, cell by cell, on screen and as a file to mend it by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from danchu.core.spreadsheets.cells import Row, letters, shown
from danchu.core.spreadsheets.writing import Formats, new_book

_HEADERS = ("Dòng", "Ô", "Cột", "Giá trị", "Lỗi")
_WIDTHS = (8, 8, 24, 32, 70)
_MOST_COMMENTED = 5_000


@dataclass(frozen=True, slots=True)
class RowError:
    """One fault: row as Excel shows it, letters of the column (nothing when the whole row is meant), the
    column's head as written, the value as seen, and what to do."""

    row: int
    column: str
    header: str
    value: str
    message: str

    @property
    def cell(self) -> str:
        """The cell's name, C12; nothing when the whole row is meant."""
        return f"{self.column}{self.row}" if self.column else ""


def workbook(errors: Iterable[RowError], rows: Iterable[Row] = (), headers: Sequence[str] = ()) -> bytes:
    """The faults as an .xlsx: a list of them; and, where the ``rows`` that hold them are given, a copy of
    these rows under the ``headers`` with the faulty cells in colour and the message as a comment.
    """
    listed = sorted(errors, key=lambda each: (each.row, len(each.column), each.column))
    out = BytesIO()
    book = new_book(out)
    formats = Formats(book)
    _list(book.add_worksheet("Lỗi"), listed, formats)
    originals = list(rows)
    if originals:
        _copy(book.add_worksheet("Dòng lỗi"), listed, originals, headers, formats)
    book.close()
    return out.getvalue()


def _list(page: Any, errors: Sequence[RowError], formats: Formats) -> None:
    for index, (header, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True)):
        page.set_column(index, index, width)
        page.write_string(0, index, header, formats.header)
    for number, error in enumerate(errors, start=1):
        page.write_number(number, 0, error.row, formats.whole)
        for index, text in enumerate((error.cell, error.header, error.value, error.message), start=1):
            page.write_string(number, index, text, formats.wrong if index == 3 else formats.text)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(errors), 1), len(_HEADERS) - 1)


def _copy(page: Any, errors: Sequence[RowError], rows: Sequence[Row], headers: Sequence[str], formats: Formats) -> None:
    messages: dict[str, str] = {}
    for error in errors:
        messages[error.cell] = "\n".join(filter(None, (messages.get(error.cell), error.message)))
    page.write_string(0, 0, "Dòng", formats.header)
    for index, header in enumerate(headers, start=1):
        page.set_column(index, index, max(12, min(len(header) + 2, 30)))
        page.write_string(0, index, header, formats.header)
    for number, row in enumerate(rows, start=1):
        page.write_number(number, 0, row.number, formats.whole)
        for index in range(max(len(headers), len(row.values))):
            message = messages.get(f"{letters(index)}{row.number}")
            page.write_string(number, index + 1, shown(row.value(index)), formats.wrong if message else formats.text)
            if message and number <= _MOST_COMMENTED:
                page.write_comment(number, index + 1, message)
    page.freeze_panes(1, 1)
