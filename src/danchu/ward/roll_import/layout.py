"""How a file is read: which sheets, which column holds which field. Proposed, then changed by the officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.fields import Field
from danchu.core.spreadsheets.headers import HeaderMap, propose
from danchu.core.spreadsheets.matching import normalised
from danchu.core.spreadsheets.tables import Table

ALL_SHEETS = "*"


@dataclass(frozen=True)
class Layout:
    """What the officer chose. ``sheet`` is the name of one or ``ALL_SHEETS``; ``mapping`` gives each field its
    column (index from 0); ``creating`` lets groups be made that the ward does not have yet."""

    sheet: str = ""
    mapping: Mapping[str, int | None] = field(default_factory=dict)
    creating: bool = False

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """The layout that ``as_dict`` gave."""
        return cls(kept.get("sheet", ""), kept.get("mapping", {}), bool(kept.get("creating")))

    def as_dict(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "mapping": dict(self.mapping), "creating": self.creating}


def proposal(table: Table, fields: Sequence[Field], sheet: str = "") -> HeaderMap:
    """How the sheet is understood by itself; without a name, the sheet that looks most like a roll."""
    return propose(table, fields, [sheet] if sheet and sheet != ALL_SHEETS else ())


def heads(table: Table, fields: Sequence[Field], layout: Layout) -> tuple[list[HeaderMap], list[str]]:
    """The sheets to read with their columns, and the names of those left out because they hold no table.

    Raises ``FileRefused`` where a column chosen is not there or a column is missing that every roll needs.
    """
    main = proposal(table, fields, layout.sheet).overridden(layout.mapping)
    _require_columns(main)
    if layout.sheet != ALL_SHEETS:
        return [main], []
    found: list[HeaderMap] = []
    left: list[str] = []
    for sheet in table.sheets:
        if sheet == main.sheet:
            found.append(main)
            continue
        try:
            own = proposal(table, fields, sheet)
            own = own.overridden(_translated(main, own))
            _require_columns(own)
        except FileRefused:
            left.append(sheet)
        else:
            found.append(own)
    return found, left


def _translated(main: HeaderMap, other: HeaderMap) -> dict[str, int | None]:
    """The columns of ``other`` that are headed as those chosen in ``main``."""
    by_head = {normalised(column.header): column.index for column in other.columns if column.header}
    wanted = {key: normalised(main.header(key)) for key, index in main.mapping.items() if index is not None}
    return {key: by_head.get(wanted[key]) if key in wanted else None for key in main.mapping}


def _require_columns(head: HeaderMap) -> None:
    def has(key: str) -> bool:
        return head.mapping.get(key) is not None

    if not has("household"):
        raise FileRefused("Chưa có cột Mã hộ. Hãy chọn cột ghi mã (số) của từng hộ.")
    if not has("name") and not has("head"):
        raise FileRefused("Chưa có cột Họ và tên hoặc Chủ hộ. Hãy chọn ít nhất một trong hai.")
    if has("name") and not has("relation") and not has("head"):
        raise FileRefused("Chưa biết ai là chủ hộ. Hãy chọn cột Quan hệ với chủ hộ hoặc cột Chủ hộ.")
