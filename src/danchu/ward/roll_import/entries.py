"""From the rows of a file to households with their people, every fault named with its cell."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, cast

from danchu.core.spreadsheets.cells import CellValue, letters, shown
from danchu.core.spreadsheets.errors import RowError
from danchu.core.spreadsheets.headers import HeaderMap
from danchu.core.spreadsheets.records import Record, records
from danchu.core.spreadsheets.tables import Table
from danchu.core.spreadsheets.values import PartialDate, Precision
from danchu.lib.vntext import capitalise, fold
from danchu.ward.roll_import.fields import HEAD
from danchu.ward.roll_import.places import Place, Places, looks_like_group
from statute import identity

_HEADS = frozenset({"chu ho", "la chu ho", "ch", "chu"})
_RANGE = re.compile(r"[A-Z]+(\d+):[A-Z]+(\d+)")
_TICK = 500

type Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with its sheet and the household it leaves out (empty where the row names none)."""

    sheet: str
    household: str
    error: RowError


class Cell(NamedTuple):
    """A cell by the field that is read from it, and what stands in it."""

    sheet: str
    row: int
    key: str
    value: CellValue = ""


@dataclass(slots=True)
class Resident:
    """A person as a row of the file has it."""

    sheet: str
    row: int
    name: str
    is_head: bool
    relation: str
    born_on: date | None
    born_in_year: int | None
    sex: str
    id_number: str
    phone: str
    email: str

    @property
    def who(self) -> tuple[str, date | int | None]:
        """What tells people of one household apart."""
        return fold(self.name), self.born_on or self.born_in_year


@dataclass(slots=True)
class Entry:
    """A household as the file has it. A ``bad`` one has a faulty row and is left out whole."""

    code: str
    sheet: str
    row: int
    place: Place | None = None
    address: str = ""
    of_head: bool = False
    head: Resident | None = None
    residents: list[Resident] = field(default_factory=list)
    bad: bool = False
    said_heads: dict[str, int] = field(default_factory=dict)


@dataclass
class Roll:
    """All that a file says. Its words in the audit trail name nobody."""

    places: Places
    entries: dict[str, Entry] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    repaired: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    warnings: list[str] = field(default_factory=list)
    heads: dict[str, HeaderMap] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{len(self.entries)} households in {self.rows} rows"

    def fault(self, cell: Cell, message: str, code: str) -> Fault:
        """A fault of a field's cell (of the whole row where the field has no column)."""
        head = self.heads[cell.sheet]
        column = head.mapping.get(cell.key)
        letter = letters(column) if column is not None else ""
        header = head.header(cell.key) if column is not None else ""
        return Fault(cell.sheet, code, RowError(cell.row, letter, header, shown(cell.value), message))

    def blame(self, cell: Cell, message: str, code: str) -> None:
        """Note a fault and leave its household out."""
        self.faults.append(self.fault(cell, message, code))
        self.entries[code].bad = True


def read(table: Table, heads: Sequence[HeaderMap], places: Places, tick: Tick = lambda done: None) -> Roll:
    """The households in the sheets that ``heads`` describe. ``tick`` is told now and then how many rows were read.

    Raises ``FileRefused`` where the table is damaged or too large.
    """
    roll = Roll(places, warnings=list(table.warnings))
    reader = _Reader(roll)
    for head in heads:
        roll.heads[head.sheet] = head
        reader.begin(head, table.merged(head.sheet))
        for record in records(table.rows(head.sheet), head):
            reader.take(record)
            if roll.rows % _TICK == 0:
                tick(roll.rows)
    roll.warnings = list(dict.fromkeys([*roll.warnings, *table.warnings]))
    reader.finish()
    return roll


class _Reader:
    """Takes the records one by one and keeps what must be compared with later ones."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self._id_numbers: dict[str, tuple[str, Resident]] = {}
        self._blamed: set[int] = set()
        self._groups_blamed: set[tuple[str, str]] = set()

    def begin(self, head: HeaderMap, merged: Sequence[str]) -> None:
        """Start with a sheet: its merged cells are faults of every row they cover."""
        self._sheet = head.sheet
        self._merged: dict[int, RowError] = {}
        for each in merged:
            for error in head.merged_errors([each]):
                span = cast(re.Match[str], _RANGE.fullmatch(each))
                for row in range(int(span[1]), int(span[2]) + 1):
                    self._merged.setdefault(row, error)
        self._sheet_group = head.sheet if looks_like_group(head.sheet) or self._roll.places.knows(head.sheet) else ""

    def take(self, record: Record) -> None:
        roll, row = self._roll, record.row.number
        roll.rows += 1
        code = record.values["household"] or ""
        entry = roll.entries.get(code)
        if code and entry is None:
            entry = roll.entries[code] = Entry(code, self._sheet, row)
        merged = self._merged.get(row) if self._merged else None
        if merged is not None:
            roll.faults.append(Fault(self._sheet, code, RowError(row, *_rest(merged))))
        for error in record.errors:
            roll.faults.append(Fault(self._sheet, code, error))
        for note in record.notes:
            roll.repaired[note.header] += 1
        if entry is None:
            return
        if record.errors or merged is not None:
            entry.bad = True
        self._take_place(record, entry)
        if resident := self._resident(record, entry):
            self._take_resident(resident, entry, record.values["address"])

    def _take_place(self, record: Record, entry: Entry) -> None:
        written = record.values["group"]
        if not written:
            written = record.banner if self._names_group(record.banner) else self._sheet_group
        if not written:
            return
        found = self._roll.places.find(written)
        if isinstance(found, str):
            if (entry.code, written) not in self._groups_blamed:
                self._groups_blamed.add((entry.code, written))
                self._blame(record, "group", written, found, entry)
        elif entry.place is None:
            entry.place = found
        elif entry.place != found:
            message = (
                f"Mã hộ {entry.code} ở dòng {entry.row} thuộc {entry.place.name}, dòng này lại ghi {found.name}; "
                "nếu là hai hộ, hãy sửa mã hộ trùng."
            )
            self._blame(record, "group", written, message, entry)

    def _names_group(self, banner: str) -> bool:
        return bool(banner) and (looks_like_group(banner) or self._roll.places.knows(banner))

    def _resident(self, record: Record, entry: Entry) -> Resident | None:
        values = record.values
        name, relation, head = values["name"], values["relation"] or "", values["head"]
        if head:
            entry.said_heads.setdefault(head, record.row.number)
        is_head = fold(relation) in _HEADS if relation else bool(head) and (not name or fold(name) == fold(head))
        name = name or head
        if not name:
            if not record.errors:
                self._blame(record, "name", "", "Thiếu họ và tên; hãy điền tên của người ở dòng này.", entry)
            return None
        born_on, born_in_year = self._birth(record, entry)
        resident = Resident(
            sheet=self._sheet,
            row=record.row.number,
            name=name,
            is_head=is_head,
            relation="" if is_head else capitalise(relation),
            born_on=born_on,
            born_in_year=born_in_year,
            sex=values["sex"] or "",
            id_number=values["id_number"] or "",
            phone=values["phone"] or "",
            email=values["email"] or "",
        )
        if resident.id_number:
            self._check_id_number(record, resident, entry)
        return resident

    def _birth(self, record: Record, entry: Entry) -> tuple[date | None, int | None]:
        born: PartialDate | None = record.values["born"]
        year: PartialDate | None = record.values["year"]
        if born is not None and year is not None and born.day.year != year.day.year:
            message = f"Năm sinh ghi {year.day.year} nhưng ngày sinh ghi năm {born.day.year}; hãy sửa cho khớp."
            self._blame(record, "year", year.day.year, message, entry)
        known = born or year
        if known is None:
            return None, None
        return (known.day if known.precision is Precision.DAY else None), known.day.year

    def _check_id_number(self, record: Record, resident: Resident, entry: Entry) -> None:
        number = resident.id_number
        born = resident.born_on
        if born is None and resident.born_in_year is not None:
            born = date(resident.born_in_year, 1, 1)
        verdict = identity.check(number, born, cast(Any, resident.sex or None))
        for reason in verdict.reasons:
            self._blame(record, "id_number", number, reason.text, entry)
        code, first = self._id_numbers.setdefault(number, (entry.code, resident))
        if first is resident:
            return
        text = "Số định danh này còn ở {place} (hộ {code}); mỗi người một số, hãy kiểm tra lại."
        where = text.format(place=self._place_of(first), code=code)
        self._blame(record, "id_number", number, where, entry)
        if id(first) not in self._blamed:
            self._blamed.add(id(first))
            where = text.format(place=self._place_of(resident), code=entry.code)
            self._roll.blame(Cell(first.sheet, first.row, "id_number", number), where, code)

    def _place_of(self, resident: Resident) -> str:
        several = len(self._roll.heads) > 1
        return f"dòng {resident.row}" + (f", trang “{resident.sheet}”" if several else "")

    def _take_resident(self, resident: Resident, entry: Entry, address: str | None) -> None:
        if resident.is_head and entry.head is not None:
            message = (
                f"Hộ {entry.code} đã có chủ hộ ở {self._place_of(entry.head)}; mỗi hộ một chủ hộ, "
                "nếu là hai hộ, hãy sửa mã hộ trùng."
            )
            key = "relation" if self._roll.heads[self._sheet].mapping.get("relation") is not None else "head"
            self._roll.blame(Cell(resident.sheet, resident.row, key, HEAD), message, entry.code)
        elif resident.is_head:
            entry.head = resident
            if address:
                entry.address, entry.of_head = address, True
        if address and not entry.of_head:
            # Of different addresses in one household the head's counts, else the first by letters: the order of
            # the rows must not matter.
            entry.address = min(entry.address or address, address)
        entry.residents.append(resident)

    def finish(self) -> None:
        """Look at each household as a whole."""
        for entry in self._roll.entries.values():
            self._check_people(entry)
            if entry.bad:
                continue
            if entry.head is None:
                message = f"Hộ {entry.code} chưa có chủ hộ; hãy ghi “{HEAD}” ở cột quan hệ cho một người."
                self._roll.blame(Cell(entry.sheet, entry.row, "relation", ""), message, entry.code)
                continue
            for said, row in entry.said_heads.items():
                if fold(said) != fold(entry.head.name):
                    message = f"Chủ hộ ghi là {said}, nhưng người có quan hệ “{HEAD}” là {entry.head.name}."
                    self._roll.blame(Cell(entry.sheet, row, "head", said), message, entry.code)

    def _check_people(self, entry: Entry) -> None:
        seen: dict[tuple[str, date | int | None], Resident] = {}
        for resident in entry.residents:
            first = seen.setdefault(resident.who, resident)
            same_number = not (first.id_number and resident.id_number) or first.id_number == resident.id_number
            if first is not resident and (resident.who[1] is not None or same_number):
                message = f"{resident.name} đã có ở {self._place_of(first)} của cùng hộ; hãy bỏ dòng trùng."
                self._roll.blame(Cell(resident.sheet, resident.row, "name", resident.name), message, entry.code)

    def _blame(self, record: Record, key: str, value: CellValue, message: str, entry: Entry) -> None:
        self._roll.blame(Cell(self._sheet, record.row.number, key, value), message, entry.code)


def _rest(error: RowError) -> tuple[str, str, str, str]:
    return error.column, error.header, error.value, error.message
