"""Reading .xlsx as a stream.

One pass of the standard XML parser over each part: flat memory, formulas and merged cells seen on the way, no
entity ever expanded. Faster than openpyxl's read-only mode, and unlike the readers in C or Rust it does not
build a grid as large as a hostile file claims.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO, Self

from danchu.core.files import archives
from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.cells import Row, tidy
from danchu.core.spreadsheets.sheetxml import SafeParser, SheetParser, Styles, shared_strings
from danchu.core.spreadsheets.tables import EMPTY, Limits, legacy_warning

_RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_RELATION_ID_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
_ROW_START = re.compile(rb"<(?:\w+:)?row[\s>]")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|t|f)[\s>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_QUOTED_OR_BRACKETED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DATE_FORMATS = {14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)}
_SMALL_PART = 20_000_000
_MOST_MERGED = 10_000
_SAMPLE = 2_000
_LONGEST_FORMAT = 255  # as in Excel
_LONGEST_TAG = 4_096


class XlsxTable:
    """An opened .xlsx. See ``tables.Table``."""

    kind = "xlsx"

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._archive = archives.open_zip(file, limits.zipped)
        self._limits = limits
        self._scans: dict[str, _Scan] = {}
        self.warnings: list[str] = []
        self._names = set(self._archive.namelist())
        self._paths = self._find_sheets()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._archive.close()

    @property
    def sheets(self) -> Sequence[str]:
        return list(self._paths)

    def rows(self, sheet: str = "") -> Iterator[Row]:
        name = sheet or self.sheets[0]
        if self.row_count(name) > self._limits.most_rows:
            raise self._limits.refuse_rows()
        styles = Styles(self._date_styles, self._from_1904)
        parser = SheetParser(name, self._strings, styles, self._limits)
        for chunk in archives.part(self._archive, self._paths[name], self._limits.zipped.unpacked):
            parser.feed(chunk)
            yield from parser.taken()
        parser.feed(b"", last=True)
        yield from parser.taken()
        if not parser.filled:
            raise FileRefused(EMPTY)

    def merged(self, sheet: str = "") -> Sequence[str]:
        return self._scan(sheet or self.sheets[0]).merged

    def row_count(self, sheet: str = "") -> int:
        return self._scan(sheet or self.sheets[0]).filled

    def _scan(self, name: str) -> "_Scan":
        if name not in self._paths:
            raise FileRefused(f"Tệp không có trang tính “{name}”. Hãy chọn lại trang tính.")
        if name not in self._scans:
            self._scans[name] = _scanned(
                archives.part(self._archive, self._paths[name], self._limits.zipped.unpacked),
                self._limits.most_rows,
            )
        return self._scans[name]

    def _find_sheets(self) -> dict[str, str]:
        """The visible sheets and where their parts lie."""
        targets: dict[str, str] = {}
        found: list[tuple[str, str]] = []
        self._from_1904 = False

        def relation(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

        def workbook(tag: str, attributes: dict[str, str]) -> None:
            if tag == "sheet" and attributes.get("state", "visible") == "visible":
                key = attributes.get(_RELATION_ID) or attributes.get(_RELATION_ID_STRICT, "")
                found.append((tidy(attributes.get("name", "")), key))
            elif tag == "workbookPr":
                self._from_1904 = attributes.get("date1904") in {"1", "true"}

        self._walk("xl/_rels/workbook.xml.rels", relation)
        self._walk("xl/workbook.xml", workbook)
        paths = {name: targets[key] for name, key in found if targets.get(key) in self._names}
        if not paths:
            raise FileRefused(EMPTY)
        return paths

    def _walk(self, part: str, start: Callable[[str, dict[str, str]], None]) -> None:
        """Call ``start`` with each element's local name and attributes."""
        parser = SafeParser(namespaces=True)
        parser.on_start(lambda tag, attributes: start(tag.rpartition(" ")[2], attributes))
        parser.feed_all(archives.part(self._archive, part, _SMALL_PART))

    @cached_property
    def _strings(self) -> list[str]:
        """The shared strings, tidied once each."""
        if "xl/sharedStrings.xml" not in self._names:
            return []
        strings = shared_strings(archives.part(self._archive, "xl/sharedStrings.xml", self._limits.most_strings))
        self.warnings.extend(legacy_warning(strings[:_SAMPLE]))
        return strings

    @cached_property
    def _date_styles(self) -> frozenset[str]:
        """The cell styles that show a number as a date."""
        if "xl/styles.xml" not in self._names:
            return frozenset()
        custom: set[int] = set()
        styles: list[int] = []
        inside: list[bool] = [False]

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "numFmt" and _shows_date(attributes.get("formatCode", "")):
                custom.add(_whole(attributes.get("numFmtId")))
            elif tag in {"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
                inside[0] = tag == "cellXfs"
            elif tag == "xf" and inside[0]:
                styles.append(_whole(attributes.get("numFmtId")))

        self._walk("xl/styles.xml", start)
        return frozenset(str(place) for place, code in enumerate(styles) if code in custom or code in _DATE_FORMATS)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _shows_date(code: str) -> bool:
    bare = _QUOTED_OR_BRACKETED.sub("", code[:_LONGEST_FORMAT]).lower()
    return "d" in bare or "y" in bare


@dataclass(slots=True)
class _Scan:
    filled: int = 0
    merged: list[str] = field(default_factory=list)


def _scanned(chunks: Iterator[bytes], most_rows: int) -> _Scan:
    """Count the rows that hold something and note the merged ranges, from the bytes: far quicker than
    parsing.

    Only an estimate where the XML is written strangely; the reader itself counts again.
    """
    scan = _Scan()
    rest = b""
    for chunk in chunks:
        pieces = _ROW_START.split(rest + chunk)
        rest = pieces.pop()
        scan.filled += sum(1 for piece in pieces if _FILLED.search(piece))
        if scan.filled > most_rows + 1:
            return scan
        if len(rest) > 4 * archives.CHUNK:
            cut = rest.rfind(b"<")
            scan.merged.extend(_ranges(rest[:cut], scan))
            rest = rest[cut:][:_LONGEST_TAG]
    scan.filled += bool(_FILLED.search(rest))
    scan.merged.extend(_ranges(rest, scan))
    return scan


def _ranges(text: bytes, scan: _Scan) -> list[str]:
    room = _MOST_MERGED - len(scan.merged)
    return [match[1].decode() for match, _ in zip(_MERGED.finditer(text), range(room), strict=False)]
