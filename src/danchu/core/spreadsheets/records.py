"""From rows to records: every cell of a mapped column parsed, every fault named with its cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from danchu.core.spreadsheets.cells import Row, letters, shown
from danchu.core.spreadsheets.errors import RowError
from danchu.core.spreadsheets.fields import Field
from danchu.core.spreadsheets.headers import HeaderMap


@dataclass(frozen=True, slots=True)
class Record:
    """One row of data: its parsed values by field, the banner above it, the faults, and what was repaired."""

    row: Row
    banner: str
    values: Mapping[str, Any]
    errors: tuple[RowError, ...] = ()
    notes: tuple[RowError, ...] = ()


def records(rows: Iterable[Row], heads: HeaderMap) -> Iterator[Record]:
    """The records among ``rows`` (all rows of the sheet), as a stream.

    A formula or an error of Excel counts only in a column that is read. A field with a fault has no value.
    """
    plan = [(each, heads.mapping.get(each.key), heads.header(each.key)) for each in heads.fields]
    for row, banner in heads.data(rows):
        yield _record(row, banner, plan)


def _record(row: Row, banner: str, plan: list[tuple[Field, int | None, str]]) -> Record:
    values: dict[str, Any] = {}
    errors: list[RowError] = []
    notes: list[RowError] = []
    for field, column, header in plan:
        values[field.key] = None
        if column is None:
            continue
        raw = row.value(column)
        if column in row.problems:
            errors.append(RowError(row.number, letters(column), header, shown(raw), row.problems[column]))
            continue
        parsed = field.parsed(raw)
        if parsed.error:
            errors.append(RowError(row.number, letters(column), header, shown(raw), parsed.error))
        elif parsed.value is None and field.required:
            message = f"Thiếu {field.label}; hãy điền vào ô {row.address(column)}."
            errors.append(RowError(row.number, letters(column), header, "", message))
        else:
            values[field.key] = parsed.value
            if parsed.note:
                notes.append(RowError(row.number, letters(column), header, shown(raw), parsed.note))
    return Record(row, banner, values, tuple(errors), tuple(notes))
