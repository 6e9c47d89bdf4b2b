"""The XML inside .xlsx: shared strings and sheets, parsed as a stream with the standard library's expat.

A document type is refused before any entity in it could be used, and no token may grow without bound.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from danchu.core.files.archives import DAMAGED
from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.cells import NOTHING, CellValue, Row, column_index, letters, tidy
from danchu.core.spreadsheets.tables import Limits

_MOST_TOKEN = 4_000_000
_MOST_TEXT = 1_000_000  # letters between two cells; Excel keeps at most 32,767 in one
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH = datetime.fromisoformat("1899-12-30")  # Excel's days know no time zone
_EPOCH_1904 = datetime.fromisoformat("1904-01-01")
_LEAP_BUG = 60  # Excel counts a 29 February 1900 that never was
_LAST_SERIAL = 2_958_466  # 1 January 10000

_UNSAFE = "Tệp có phần khai báo XML lạ nên không được nhận. Hãy chép dữ liệu sang một tệp Excel mới rồi tải lên."
_FORMULA = "Ô {cell} chứa công thức; hãy dán giá trị (Dán đặc biệt → Giá trị)."
_ERROR = "Ô {cell} đang báo lỗi {value}; hãy sửa hoặc nhập lại giá trị."

type Start = Callable[[str, dict[str, str]], None]


class SafeParser:
    """Expat with the doors shut. Names come as "namespace name" or, without ``namespaces``, as they are
    written."""

    def __init__(self, *, namespaces: bool = False) -> None:
        self.expat: Any = expat.ParserCreate(namespace_separator=" " if namespaces else None)
        self.expat.buffer_text = True
        self.expat.StartDoctypeDeclHandler = self._refuse
        self._fed = 0

    def on_start(self, start: Start) -> None:
        self.expat.StartElementHandler = start

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Parse the next bytes. Raises ``FileRefused`` for what is not well-formed, has a document type or a
        token of many megabytes."""
        try:
            self.expat.Parse(chunk, last)
        except (expat.ExpatError, ValueError, IndexError, OverflowError):
            raise FileRefused(DAMAGED) from None
        self._fed += len(chunk)
        if not last and self._fed - self.expat.CurrentByteIndex > _MOST_TOKEN:
            raise FileRefused(DAMAGED)

    def feed_all(self, chunks: Iterable[bytes]) -> None:
        for chunk in chunks:
            self.feed(chunk)
        self.feed(b"", last=True)

    @staticmethod
    def _refuse(*_declaration: object) -> None:
        raise FileRefused(_UNSAFE)


def shared_strings(chunks: Iterable[bytes]) -> list[str]:
    """The strings that the cells refer to by number, tidied; the phonetic readings of East Asian files left
    out."""
    strings: list[str] = []
    texts: list[str] = []
    pieces: list[str] = []
    phonetic = False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal phonetic
        tag = tag.rpartition(":")[2]
        if tag == "t":
            pieces.clear()
        elif tag == "si":
            texts.clear()
        elif tag == "rPh":
            phonetic = True

    def end(tag: str) -> None:
        nonlocal phonetic
        tag = tag.rpartition(":")[2]
        if tag == "t" and not phonetic:
            texts.append("".join(pieces))
        elif tag == "rPh":
            phonetic = False
        elif tag == "si":
            strings.append(_text("".join(texts)))

    parser = SafeParser()
    parser.on_start(start)
    parser.expat.EndElementHandler = end
    parser.expat.CharacterDataHandler = pieces.append
    parser.feed_all(chunks)
    return strings


def _text(raw: str) -> str:
    if "_x" in raw:
        raw = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), raw)
        raw = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return tidy(raw)


@dataclass(frozen=True)
class Styles:
    """Which cell styles (by their number as written) show a date, and whether days are counted from 1904."""

    dates: frozenset[str] = frozenset()
    from_1904: bool = False


class SheetParser:
    """Feeds on a sheet's XML and gives its rows. ``filled`` counts the rows that hold something."""

    def __init__(self, sheet: str, strings: list[str], styles: Styles, limits: Limits) -> None:
        self.filled = 0
        self._sheet = sheet
        self._strings = strings
        self._styles = styles
        self._limits = limits
        self._rows: list[Row] = []
        self._number = 0
        self._values: list[CellValue] = []
        self._problems: dict[int, str] = {}
        self._pieces: list[str] = []
        self._inline: list[str] = []
        self._phonetic = False
        self._cell: dict[str, str] = {}
        self._raw: str | None = None
        self._formula = False
        self._parser = SafeParser()
        self._parser.on_start(self._start)
        self._parser.expat.EndElementHandler = self._end
        self._parser.expat.CharacterDataHandler = self._pieces.append

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Parse the next bytes of the sheet. Raises ``FileRefused`` for damaged data and for too much of
        it."""
        self._parser.feed(chunk, last=last)
        if sum(map(len, self._pieces)) > _MOST_TEXT:
            raise FileRefused(DAMAGED)

    def taken(self) -> Iterator[Row]:
        """The rows finished since the last time."""
        rows, self._rows = self._rows, []
        yield from rows

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._cell = attributes
            self._raw = None
        elif tag in {"v", "t"}:
            self._pieces.clear()
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "rPh":
            self._phonetic = True
        elif ":" in tag:
            self._start(tag.rpartition(":")[2], attributes)

    def _end(self, tag: str) -> None:
        if tag == "v":
            self._raw = "".join(self._pieces)
        elif tag == "c":
            self._close_cell()
            self._pieces.clear()
        elif tag == "row":
            self._close_row()
            self._pieces.clear()
        elif tag == "t":
            if not self._phonetic:
                self._inline.append("".join(self._pieces))
        elif tag == "rPh":
            self._phonetic = False
        elif ":" in tag:
            self._end(tag.rpartition(":")[2])

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._number = int(number) if number else self._number + 1
        self._values = []
        self._problems = {}

    def _close_row(self) -> None:
        values = self._values
        if not self._problems and not any(value is not None for value in values):
            return
        self.filled += 1
        if self.filled > self._limits.most_rows:
            raise self._limits.refuse_rows()
        self._rows.append(Row(self._sheet, self._number, values, self._problems or NOTHING))

    def _close_cell(self) -> None:
        cell, raw = self._cell, self._raw
        place = cell.get("r")
        column = column_index(place.rstrip("0123456789")) if place else len(self._values)
        if raw is None and not self._inline and not self._formula:
            if place is None and column < self._limits.most_columns:
                self._values.append(None)
            return
        if not 0 <= column < self._limits.most_columns:
            raise self._limits.refuse_columns(f"{letters(abs(column))}{self._number}")
        value = self._value(cell, raw)
        missing = column - len(self._values)
        if missing:
            self._values.extend([None] * missing)
            del self._values[column:]
        self._values.append(value)
        if self._formula:
            self._formula = False
            self._problems[column] = _FORMULA.format(cell=f"{letters(column)}{self._number}")

    def _value(self, cell: dict[str, str], raw: str | None) -> CellValue:
        kind = cell.get("t")
        if kind == "inlineStr":
            text, self._inline = "".join(self._inline), []
            return _text(text) or None
        if not raw:
            return None
        if kind == "s":
            return self._strings[int(raw)] or None
        if kind is None or kind == "n":
            return self._numeric(raw, cell.get("s"))
        return self._rarer(kind, raw, cell)

    def _rarer(self, kind: str, raw: str, cell: dict[str, str]) -> CellValue:
        """Yes and no, dates in words of ISO 8601, Excel's error values, and the text that a formula gave."""
        if kind == "b":
            return raw.strip() == "1"
        if kind == "d":
            return _iso(raw)
        if kind == "e":
            column = cell.get("r", letters(len(self._values))).rstrip("0123456789")
            self._problems[column_index(column)] = _ERROR.format(cell=f"{column}{self._number}", value=tidy(raw))
        return _text(raw) or None

    def _numeric(self, raw: str, style: str | None) -> CellValue:
        if style in self._styles.dates:
            moment = _moment(raw, from_1904=self._styles.from_1904)
            if moment is not None:
                return moment
        if raw.isdigit() and len(raw) < 16:
            return int(raw)
        number = float(raw)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


@lru_cache(maxsize=50_000)
def _moment(raw: str, *, from_1904: bool) -> date | datetime | None:
    """The day (with its time where there is one) that Excel means by a count of days; none when out of its
    range."""
    serial = float(raw)
    if not 0 < serial < _LAST_SERIAL:
        return None
    base = _EPOCH_1904 if from_1904 else _EPOCH
    if serial < _LEAP_BUG and not from_1904:
        base += timedelta(days=1)
    try:
        moment = base + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None
    return moment if moment.time() != moment.min.time() else moment.date()


def _iso(raw: str) -> CellValue:
    try:
        moment = datetime.fromisoformat(raw.strip()).replace(tzinfo=None)
    except ValueError:
        return tidy(raw) or None
    return moment if moment.time() != moment.min.time() else moment.date()
