"""Lists as .xlsx and .csv: in constant memory, printed as they are, and never a formula in somebody else's
text."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.http import FileResponse, HttpResponseBase

from danchu.core.answers import MIMES, named
from danchu.core.files.names import safe_name
from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.cells import shown
from danchu.lib import clock

KINDS = ("xlsx", "csv")
MOST_ROWS = 1_000_000
_LONGEST = 32_767
_MEASURED_ROWS = 100
_IN_MEMORY = 1_000_000
_EXACT = 999_999_999_999_999  # beyond fifteen digits Excel rounds
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
    "remove_timezone": True,
}

type Rows = Iterable[Sequence[object]]


def response(
    kind: str, *, title: str, headers: Sequence[str], rows: Rows, subtitle: str = "", sheet: str = "Danh sách"
) -> HttpResponseBase:
    """The list as a download; ``kind`` is "xlsx" or "csv", the file is named after the title."""
    out = cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - the response closes it
    if kind == "csv":
        write_csv(out, headers=headers, rows=rows)
    else:
        write_xlsx(out, title=title, subtitle=subtitle, headers=headers, rows=rows, sheet=sheet)
    out.seek(0)
    return named(FileResponse(out, content_type=MIMES[kind]), safe_name(title, kind))


def write_xlsx(
    out: BinaryIO,
    *,
    title: str,
    headers: Sequence[str],
    rows: Rows,
    subtitle: str = "",
    sheet: str = "Danh sách",
) -> int:
    """Write the list to ``out`` and return its number of rows.

    Text stays text (identity and phone numbers keep their zeros), dates are dates, money and counts are
    numbers. Raises ``FileRefused`` beyond what Excel holds.
    """
    book = new_book(out, constant_memory=True)
    formats = Formats(book)
    page = book.add_worksheet(sheet)
    iterator = iter(rows)
    first = list(islice(iterator, _MEASURED_ROWS))
    for index, width in enumerate(_widths(headers, first)):
        page.set_column(index, index, width)
    page.write_string(0, 0, _bounded(title), formats.title)
    if subtitle:
        page.write_string(1, 0, _bounded(subtitle), formats.plain)
    top = 3 if subtitle else 2
    for index, header in enumerate(headers):
        page.write_string(top, index, _bounded(header), formats.header)
    number = top
    for values in chain(first, iterator):
        number += 1
        if number - top > MOST_ROWS:
            book.close()
            raise FileRefused("Danh sách quá dài cho một tệp Excel. Hãy lọc bớt hoặc tải dạng CSV.")
        for index, value in enumerate(values):
            write_cell(page, number, index, value, formats)
    _lay_out(page, top, number, len(headers))
    book.close()
    return number - top


def write_csv(out: BinaryIO, *, headers: Sequence[str], rows: Rows) -> int:
    """Write the list to ``out`` as UTF-8 with a byte order mark (so that Excel reads it rightly); return its
    length.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_harmless(header) for header in headers])
    count = 0
    for values in rows:
        writer.writerow([_csv_value(value) for value in values])
        count += 1
    text.flush()
    text.detach()
    return count


def new_book(out: BinaryIO, **options: Any) -> Any:
    """A new workbook of XlsxWriter that writes to ``out``."""
    import xlsxwriter

    return xlsxwriter.Workbook(out, {**OPTIONS, **options})


class Formats:
    """The formats that the lists share."""

    def __init__(self, book: Any) -> None:
        body = {**_FONT, "valign": "top", "border": 1}
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 14})
        self.plain = book.add_format(_FONT)
        self.header = book.add_format(
            {
                **body,
                "bold": True,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "bg_color": "#F2F2F2",
            }
        )
        self.text = book.add_format({**body, "text_wrap": True, "num_format": "@"})
        self.date = book.add_format({**body, "num_format": "dd/mm/yyyy", "align": "center"})
        self.moment = book.add_format({**body, "num_format": "dd/mm/yyyy hh:mm", "align": "center"})
        self.whole = book.add_format({**body, "num_format": "#,##0"})
        self.decimal = book.add_format({**body, "num_format": "#,##0.##"})
        self.wrong = book.add_format({**body, "text_wrap": True, "num_format": "@", "bg_color": "#FFD7D7"})


def write_cell(page: Any, row: int, column: int, value: object, formats: Formats) -> None:
    """Write one value by its type. Strings are written as strings whatever they begin with."""
    plain = _plain(value)
    if plain is None:
        page.write_blank(row, column, None, formats.text)
    elif isinstance(plain, datetime):
        page.write_datetime(row, column, plain, formats.moment)
    elif isinstance(plain, date):
        page.write_datetime(row, column, plain, formats.date)
    elif isinstance(plain, str):
        page.write_string(row, column, _bounded(plain), formats.text)
    else:
        page.write_number(row, column, plain, formats.whole if isinstance(plain, int) else formats.decimal)


def _plain(value: object) -> str | int | float | Decimal | date | datetime | None:
    """What a cell can hold: moments in Vietnamese time, yes and no in words, and as text what Excel would
    spoil."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(clock.VIETNAM).replace(tzinfo=None)
    if isinstance(value, date):
        return value if value.year >= 1900 else shown(value)
    if isinstance(value, int):
        return value if abs(value) <= _EXACT else str(value)
    if isinstance(value, float | Decimal):
        return value if abs(float(value)) <= _EXACT else str(value)
    return str(value)


def _csv_value(value: object) -> str:
    plain = _plain(value)
    if isinstance(plain, str):
        return _harmless(plain)
    return str(plain) if isinstance(plain, Decimal) else shown(plain)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _widths(headers: Sequence[str], sample: Sequence[Sequence[object]]) -> Iterator[float]:
    """Column widths in letters, between 8 and 48, from the heads and the first rows."""
    for index, header in enumerate(headers):
        longest = max((len(shown_or_text(row[index])) for row in sample if index < len(row)), default=0)
        yield min(max(longest + 2, min(len(header), 18) + 2, 8), 48)


def shown_or_text(value: object) -> str:
    """A value as it will be seen, for measuring."""
    plain = _plain(value)
    return str(plain) if isinstance(plain, Decimal) else shown(plain)


def _lay_out(page: Any, top: int, last: int, columns: int) -> None:
    """Frozen head with filters on screen; A4 landscape, one page wide, the head repeated, numbered pages in
    print."""
    page.freeze_panes(top + 1, 0)
    if columns:
        page.autofilter(top, 0, max(last, top), columns - 1)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&CTrang &P/&N")
