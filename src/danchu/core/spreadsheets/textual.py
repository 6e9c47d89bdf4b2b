"""Reading .csv as officers have it: UTF-8, UTF-16 ("Unicode Text") or Windows-1258; comma, semicolon or
tab."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Self

from danchu.core.files.archives import CHUNK
from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.cells import NOTHING, CellValue, Row, letters, tidy
from danchu.core.spreadsheets.tables import EMPTY, Limits, legacy_warning
from danchu.lib.vntext import vn_number

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 40
_AS_TEXT = re.compile(r'="([^"]*)"')
_MOST_FIELD = 40_000
_MOST_LINE = 500_000

_UNREADABLE = "Không đọc được chữ trong tệp. Hãy mở tệp bằng Excel rồi chọn Tệp → Lưu như → Sổ làm việc Excel (.xlsx)."
_BROKEN_QUOTES = (
    'Dòng {line}: ô quá dài, có thể thiếu dấu ngoặc kép ("). Hãy mở bằng Excel, lưu thành .xlsx rồi tải lên.'
)
_LONG_LINE = "Có dòng dài quá {most} chữ, nên đây không phải bảng. Hãy mở bằng Excel, lưu thành .xlsx rồi tải lên."
_FORMULA = "Ô {cell} chứa công thức; hãy dán giá trị (Dán đặc biệt → Giá trị)."


class CsvTable:
    """An opened .csv. See ``tables.Table``."""

    kind = "csv"
    sheets: Sequence[str] = ("CSV",)

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._encoding = encoding_of(file)
        sample = list(islice(self._lines(), _SAMPLE_LINES))
        self._delimiter = delimiter_of(sample)
        self.warnings = legacy_warning(sample)
        self._count: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        return None

    def rows(self, sheet: str = "") -> Iterator[Row]:
        filled = 0
        for number, record in self._records():
            row = self._row(number, record)
            if row is None:
                continue
            filled += 1
            if filled > self._limits.most_rows:
                raise self._limits.refuse_rows()
            yield row
        if not filled:
            raise FileRefused(EMPTY)

    def merged(self, sheet: str = "") -> Sequence[str]:
        return ()

    def row_count(self, sheet: str = "") -> int:
        if self._count is None:
            self._count = sum(1 for line in self._lines() if line.strip())
        return self._count

    def _chunks(self) -> Iterator[bytes]:
        at = 0
        while True:
            self._file.seek(at)
            chunk = self._file.read(CHUNK)
            if not chunk:
                return
            at += len(chunk)
            yield chunk

    def _lines(self) -> Iterator[str]:
        rest = ""
        try:
            for text in codecs.iterdecode(self._chunks(), self._encoding):
                *lines, rest = (rest + text).split("\n")
                yield from (f"{line}\n" for line in lines)
                if len(rest) > _MOST_LINE:
                    raise FileRefused(_LONG_LINE.format(most=vn_number(_MOST_LINE)))
        except UnicodeError:
            raise FileRefused(_UNREADABLE) from None
        if rest:
            yield rest

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(self._lines(), delimiter=self._delimiter)
        number = 0
        while True:
            number += 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise FileRefused(_BROKEN_QUOTES.format(line=number)) from None
            if any(len(each) > _MOST_FIELD for each in record):
                raise FileRefused(_BROKEN_QUOTES.format(line=number))
            yield number, record

    def _row(self, number: int, record: list[str]) -> Row | None:
        problems: dict[int, str] = {}
        values: list[CellValue] = []
        for column, raw in enumerate(record):
            text = tidy(raw)
            if text.startswith("="):
                text = self._unwrapped(text, f"{letters(column)}{number}", column, problems)
            values.append(text or None)
        while values and values[-1] is None:
            values.pop()
        if len(values) > self._limits.most_columns:
            raise self._limits.refuse_columns(f"{letters(len(values) - 1)}{number}")
        return Row("CSV", number, values, problems or NOTHING) if values else None

    @staticmethod
    def _unwrapped(text: str, cell: str, column: int, problems: dict[int, str]) -> str:
        """The text in ="0901234567", which programs write so that Excel keeps the leading zero."""
        if wrapped := _AS_TEXT.fullmatch(text):
            return wrapped[1]
        problems[column] = _FORMULA.format(cell=cell)
        return text


def encoding_of(file: BinaryIO) -> str:
    """By the mark at the beginning, else UTF-8 if the whole file is that, else Windows-1258."""
    file.seek(0)
    head = file.read(4)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1258"
    return "utf-8"


def delimiter_of(lines: Iterable[str]) -> str:
    """The delimiter with which most lines fall into the same number of columns, more than one; else a
    comma."""
    sample = list(lines)

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(record) for record in csv.reader(sample, delimiter=delimiter) if record)
        except csv.Error:
            return (0, 0)
        many = [(count, width) for width, count in widths.items() if width > 1]
        return max(many, default=(0, 0))

    return max(_DELIMITERS, key=score)
