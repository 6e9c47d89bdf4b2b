"""Which column holds which field, in files as officers really have them.

Real files begin with the national motto, a title and blank lines; the head may take several rows; the names
vary; rows between the data name the group. The proposal is shown to the officer, who may change it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.cells import CellValue, Row, column_index, letters, shown
from danchu.core.spreadsheets.errors import RowError
from danchu.core.spreadsheets.fields import Field
from danchu.core.spreadsheets.matching import matched
from danchu.core.spreadsheets.tables import Table
from danchu.lib.vntext import fold

__all__ = ["Column", "Field", "HeaderMap", "propose", "propose_from"]

SURE = 0.9
_SEARCHED_ROWS = 60
_LOOKED_AT_CLOSELY = 4
_TALLEST = 3
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
_BANNER = re.compile(
    r"(to dan pho|khu pho) \S|(to|tdp|khu|thon|xom|ap|nhom|khoi)( so)? ?\d+|[ivx]+ ?[.)/-]|"
    r"phan ([ivx]+|\d+)\b|[a-e] ?[.)] "
)
_TOTAL = re.compile(r"(tong( cong| so)?|cong( cong)?) ?:?( \(?\d+.*)?")
_FIRST_OF_NUMBERS = frozenset({1, "1", "(1)", "[1]", "A", "a", "(A)", "(a)"})


@dataclass(frozen=True)
class Column:
    """A column of the file: its index from 0, its head as written (two rows joined), and a few of its
    values."""

    index: int
    header: str
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        return letters(self.index)


@dataclass(frozen=True)
class HeaderMap:
    """The proposal: each field's column (index from 0) or none, how sure that is (0–1), and where the data
    begins."""

    sheet: str
    header_row: int
    first_data_row: int
    columns: tuple[Column, ...]
    mapping: Mapping[str, int | None]
    confidence: Mapping[str, float] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    head: tuple[tuple[CellValue, ...], ...] = ()

    @property
    def unmatched(self) -> tuple[Column, ...]:
        """The columns that no field is read from."""
        used = set(self.mapping.values())
        return tuple(column for column in self.columns if column.index not in used)

    @property
    def missing(self) -> tuple[Field, ...]:
        """The required fields without a column."""
        return tuple(each for each in self.fields if each.required and self.mapping.get(each.key) is None)

    @property
    def unsure(self) -> tuple[Field, ...]:
        """The fields whose column should be looked at."""
        return tuple(
            each
            for each in self.fields
            if self.mapping.get(each.key) is not None and self.confidence.get(each.key, 0) < SURE
        )

    def header(self, key: str) -> str:
        """The head of the field's column as written; the field's own label where it has none."""
        index = self.mapping.get(key)
        found = next((column.header for column in self.columns if column.index == index), "")
        return found or next((each.label for each in self.fields if each.key == key), key)

    def overridden(self, choices: Mapping[str, int | None]) -> "HeaderMap":
        """The map with the officer's choices, {field: column or none}.

        Raises ``FileRefused`` where a column is not in the file or serves two fields.
        """
        known = {column.index for column in self.columns}
        chosen = {**self.mapping, **{key: index for key, index in choices.items() if key in self.mapping}}
        taken = [index for index in chosen.values() if index is not None]
        if not known.issuperset(taken):
            raise FileRefused("Cột đã chọn không có trong tệp. Hãy chọn lại cột.")
        if twice := sorted({index for index in taken if taken.count(index) > 1}):
            raise FileRefused(f"Cột {letters(twice[0])} được chọn cho hai mục. Hãy chọn mỗi cột cho một mục.")
        return replace(self, mapping=chosen, confidence={**self.confidence, **dict.fromkeys(choices, 1.0)})

    def data(self, rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
        """The rows of data among ``rows``, each with the banner above it ("Tổ dân phố số 5", or nothing).

        Left out: all up to the head, banners, column numbers under the head, repeated heads, rows of totals,
        and rows where only a column that no field is read from holds something (such as a running number).
        """
        mapped = {index for index in self.mapping.values() if index is not None}
        banner = ""
        for row in rows:
            if row.number < self.first_data_row:
                continue
            values = row.values
            filled = len(values) - values.count(None)
            first = next((value for value in values if value is not None), None)
            if filled == 1 and len(mapped) > 1 and not row.problems:
                if isinstance(first, str) and self._is_banner(first, in_mapped_column=values.index(first) in mapped):
                    banner = first
                    continue
                if values.index(first) not in mapped:
                    continue
            if not self._is_furniture(row, first):
                yield row, banner

    @staticmethod
    def _is_banner(text: str, *, in_mapped_column: bool) -> bool:
        plain = fold(text)
        if _TOTAL.fullmatch(plain):
            return False
        return not in_mapped_column or _BANNER.match(plain) is not None

    def _is_furniture(self, row: Row, first: CellValue) -> bool:
        if isinstance(first, str) and first[:1] in "TtCc" and _TOTAL.fullmatch(fold(first)):
            return True
        if first in _FIRST_OF_NUMBERS and _counts_columns(row.values):
            return True
        return tuple(row.values) in self.head

    def merged_errors(self, merged: Iterable[str]) -> list[RowError]:
        """An error for each merged range in the data; a banner merged over most of the width does no harm."""
        errors: list[RowError] = []
        for each in merged:
            match = _RANGE.fullmatch(each)
            if match is None or int(match[4]) < self.first_data_row:
                continue
            left, right = column_index(match[1]), column_index(match[3])
            if match[2] == match[4] and (right - left + 1) * 2 > len(self.columns):
                continue
            message = f"Các ô {each} đang gộp; hãy bỏ gộp ô và điền đủ từng dòng."
            errors.append(RowError(int(match[2]), match[1], self._head_of(left), "", message))
        return errors

    def _head_of(self, index: int) -> str:
        return next((column.header for column in self.columns if column.index == index), "")


def propose(table: Table, fields: Sequence[Field], sheets: Sequence[str] = ()) -> HeaderMap:
    """The best head among the sheets of ``table`` (or among ``sheets`` only). Raises ``FileRefused`` when none
    has a row that looks like one."""
    best: tuple[float, HeaderMap] | None = None
    looked_at = sheets or table.sheets
    for sheet in looked_at:
        try:
            rows = list(islice(table.rows(sheet), _SEARCHED_ROWS))
        except FileRefused:
            if len(looked_at) == 1:
                raise
            continue
        score, found = propose_from(rows, fields, table.merged(sheet))
        if found is not None and (best is None or score > best[0]):
            best = (score, found)
    if best is None:
        names = ", ".join(each.label for each in fields if each.required) or fields[0].label
        raise FileRefused(
            f"Không tìm thấy dòng tiêu đề cột. Cần một dòng có tên các cột, ít nhất: {names}. "
            "Có thể tải tệp mẫu về để xem."
        )
    return best[1]


def propose_from(
    rows: Sequence[Row], fields: Sequence[Field], merged: Iterable[str] = ()
) -> tuple[float, HeaderMap | None]:
    """The best head among the first rows of one sheet, with its score; none when no row matches two of the
    fields (one, where only one is declared)."""
    tall = _tall_rows(merged)
    candidates: list[tuple[float, int, int, dict[int, str]]] = []
    for place, row in enumerate(rows):
        for height in (tall[row.number],) if row.number in tall else (1, 2) if _may_be_two(rows, place) else (1,):
            heads = _heads(rows[place : place + height], height)
            score = _score(matched(heads, fields, spelling=False), height if row.number not in tall else 1)
            candidates.append((-score, place, height, heads))
    best_score, best = 0.0, None
    for _, place, height, heads in sorted(candidates, key=lambda each: each[:3])[:_LOOKED_AT_CLOSELY]:
        matches = matched(heads, fields)
        score = _score(matches, height if rows[place].number not in tall else 1)
        if score > best_score and len(matches) >= min(2, len(fields)):
            best_score = score
            best = _header_map(rows, place, height, heads=heads, matches=matches, fields=fields)
    return best_score, best


def _may_be_two(rows: Sequence[Row], place: int) -> bool:
    """Whether the row below goes on with the head: it has several cells, one of them where this row is
    empty."""
    if place + 1 >= len(rows):
        return False
    upper, lower = rows[place], rows[place + 1]
    filled = [index for index, value in enumerate(lower.values) if value is not None]
    return len(filled) > 1 and any(upper.value(index) is None for index in filled)


def _score(matches: Mapping[str, tuple[int, float]], height: int) -> float:
    """One row is preferred over two that match no better."""
    return sum(sure for _, sure in matches.values()) - 0.15 * (height - 1)


def _tall_rows(merged: Iterable[str]) -> dict[int, int]:
    """{row: height} where cells are merged downwards over a few rows, as heads of several rows are."""
    tall: dict[int, int] = {}
    for each in merged:
        if match := _RANGE.fullmatch(each):
            top, height = int(match[2]), int(match[4]) - int(match[2]) + 1
            if 1 < height <= _TALLEST:
                tall[top] = max(height, tall.get(top, 0))
    return tall


def _heads(rows: Sequence[Row], height: int) -> dict[int, str]:
    """The heads by column; of several rows joined, an upper one reaching to the right over its empty
    neighbours."""
    if len(rows) == 0 or rows[-1].number - rows[0].number + 1 > height or len(rows) < min(height, 2):
        return {}
    width = max(len(row.values) for row in rows)
    heads: dict[int, str] = {}
    banners = [""] * (len(rows) - 1)
    for index in range(width):
        texts = [shown(row.value(index)) for row in rows]
        below = texts[-1]
        for place, text in enumerate(texts[:-1]):
            banners[place] = text or (banners[place] if below else "")
        if any(texts):
            heads[index] = " ".join(dict.fromkeys(filter(None, (*banners, below))))
    return heads


def _header_map(
    rows: Sequence[Row],
    place: int,
    height: int,
    *,
    heads: Mapping[int, str],
    matches: Mapping[str, tuple[int, float]],
    fields: Sequence[Field],
) -> HeaderMap:
    head = rows[place : place + height]
    last = head[-1]
    below = rows[place + height : place + height + 20]
    width = max([len(row.values) for row in below] + [max(heads) + 1])
    samples = {
        index: tuple(islice(filter(None, (shown(row.value(index)) for row in below)), 3)) for index in range(width)
    }
    return HeaderMap(
        sheet=last.sheet,
        header_row=rows[place].number,
        first_data_row=last.number + 1,
        columns=tuple(
            Column(index, heads.get(index, ""), samples[index])
            for index in range(width)
            if index in heads or samples[index]
        ),
        mapping={each.key: matches[each.key][0] if each.key in matches else None for each in fields},
        confidence={key: score for key, (_, score) in matches.items()},
        fields=tuple(fields),
        head=tuple(tuple(row.values) for row in head),
    )


def _counts_columns(values: Sequence[CellValue]) -> bool:
    """A row of column numbers under the head: 1 2 3 4, or (1) (2) (3), or A B 1 2."""
    bare = [shown(value).strip("()[] ") for value in values if value is not None]
    numbers = [int(text) for text in bare if text.isascii() and text.isdigit() and len(text) < 3]
    in_order = numbers == list(range(1, len(numbers) + 1))
    return len(numbers) > 2 and len(numbers) >= len(bare) - 2 and in_order
