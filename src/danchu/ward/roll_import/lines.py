"""A plan in words: one line for each fault and for each household that changes or is missing."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from danchu.core.ui.registers import folded
from danchu.lib.vntext import vn_date, vn_number
from danchu.ward.models import RollImport
from danchu.ward.roll_import.entries import Fault
from danchu.ward.roll_import.plan import HouseholdChange, PersonChange, Plan
from danchu.ward.states import ImportLineKind, Sex

_LABELS = {
    "group_id": "tổ dân phố",
    "address": "địa chỉ",
    "head_name": "chủ hộ",
    "full_name": "họ và tên",
    "relation": "quan hệ",
    "born_on": "ngày sinh",
    "born_in_year": "năm sinh",
    "sex": "giới tính",
    "id_number": "số định danh",
    "phone": "điện thoại",
    "email": "thư điện tử",
}

_TOLD_WITH = {"relation": "is_head", "born_in_year": "born_on"}
"""Columns that go without saying where another one is told."""


COLUMNS = (
    *("kind", "message", "sheet", "row", "column", "header", "value", "household", "head_name"),
    *("ward_id", "roll_import_id", "position", "search_text"),
)


class Line(NamedTuple):
    """What a line says, in the order of ``COLUMNS``."""

    kind: ImportLineKind
    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""
    value: str = ""
    household: str = ""
    head_name: str = ""


def lines(plan: Plan, row: RollImport, group_names: dict[int, str]) -> Iterator[tuple[Any, ...]]:
    """The values of ``COLUMNS`` for each line of ``row``: faults first, then in the order of the file."""
    for position, line in enumerate(_lines(plan, group_names), start=1):
        text = folded(line.household, line.head_name, line.header, line.value, line.message)
        yield (*line, row.ward_id, row.pk, position, text)


def _lines(plan: Plan, group_names: dict[int, str]) -> Iterator[Line]:
    yield from (_fault(each) for each in sorted(plan.faults, key=_place_in_file))
    yield from (_of_household(each, group_names) for each in plan.households if each.changes)
    yield from (_missing_people(each) for each in plan.households if each.missing)
    for code, head in plan.missing:
        message = "Hộ này không có trong tệp; vẫn được giữ trên sổ."
        yield Line(ImportLineKind.MISSING, message, household=code, head_name=head)


def _place_in_file(fault: Fault) -> tuple[str, int, int, str]:
    error = fault.error
    return fault.sheet, error.row, len(error.column), error.column


def _fault(fault: Fault) -> Line:
    error = fault.error
    return Line(
        kind=ImportLineKind.FAULT,
        sheet=fault.sheet[:100],
        row=error.row,
        column=error.column,
        header=error.header[:200],
        value=error.value[:200],
        household=fault.household,
        message=error.message,
    )


def _of_household(change: HouseholdChange, group_names: dict[int, str]) -> Line:
    entry = change.entry
    head = entry.head.name if entry.head else ""
    where = f"{entry.place.name}, {vn_number(len(change.new))} người" if entry.place else ""
    return Line(
        kind=ImportLineKind.NEW if change.pk is None else ImportLineKind.CHANGED,
        sheet=entry.sheet[:100],
        row=entry.row,
        household=entry.code,
        head_name=head,
        message=f"{where}." if change.pk is None else _changes(change, group_names),
    )


def _changes(change: HouseholdChange, group_names: dict[int, str]) -> str:
    said: list[str] = []
    place = change.entry.place
    for name, (before, after) in change.columns.items():
        if name == "left_on":
            said.append(f"hộ đã ghi chuyển đi từ {vn_date(before)}, nay có trong tệp: ghi là đang ở")
        elif name == "group_id":
            said.append(_change(name, group_names.get(before, ""), place.name if place else after))
        else:
            said.append(_change(name, before, after))
    said.extend(f"thêm {each.name}" + _born(each.born_on, each.born_in_year) for each in change.new)
    said.extend(_of_person(each) for each in change.changed)
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def _born(day: date | None, year: int | None) -> str:
    return f" (sinh {vn_date(day) if day else year})" if day or year else ""


def _of_person(change: PersonChange) -> str:
    said: list[str] = []
    for name, (before, after) in change.columns.items():
        if name == "is_head":
            said.append("là chủ hộ" if after else "thôi là chủ hộ")
        elif name == "left_on":
            said.append(f"đã ghi rời đi từ {vn_date(before)}, nay có trong tệp: ghi là đang ở")
        elif name == "household_id":
            said.append("chuyển vào hộ này")
        elif _TOLD_WITH.get(name) in change.columns:
            continue
        else:
            said.append(_change(name, before, after))
    return f"{change.name}: {', '.join(said)}"


def _change(name: str, before: Any, after: Any) -> str:
    if before in ("", None):
        return f"{_LABELS[name]} {_word(name, after)}"
    return f"{_LABELS[name]} {_word(name, before)} → {_word(name, after)}"


def _word(name: str, value: Any) -> str:
    if value in ("", None):
        return "(trống)"
    if isinstance(value, date):
        return vn_date(value)
    return str(Sex(value).label).lower() if name == "sex" else str(value)


def _missing_people(change: HouseholdChange) -> Line:
    names = ", ".join(sorted(change.missing))
    return Line(
        kind=ImportLineKind.MISSING_PERSON,
        sheet=change.entry.sheet[:100],
        row=change.entry.row,
        household=change.entry.code,
        head_name=change.entry.head.name if change.entry.head else "",
        message=f"Không có trong tệp, vẫn được giữ trên sổ: {names}.",
    )
