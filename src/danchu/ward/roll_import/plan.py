"""What an import would change: the households of the file against the roll as it stands."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from danchu.core.models import Ward
from danchu.lib.vntext import fold
from danchu.ward.models import Household, Person, ResidentialGroup
from danchu.ward.roll_import.entries import Cell, Entry, Fault, Resident, Roll
from danchu.ward.roll_import.places import Place, Places

_KEPT_WHEN_BLANK = ("relation", "sex", "id_number", "phone", "email")


def places_of(ward: Ward, *, creating: bool = False) -> Places:
    """The groups of the ward, those dissolved too, to be found by name."""
    groups = ResidentialGroup.objects.filter(ward=ward).values_list("name", "code", "pk", "retired_on")
    return Places([Place(*each) for each in groups], creating)


@dataclass(slots=True)
class OnRoll:
    """A person as the roll has them."""

    pk: int
    household: int | None
    is_head: bool
    relation: str
    full_name: str
    born_on: date | None
    born_in_year: int | None
    sex: str
    id_number: str
    phone: str
    email: str
    left_on: date | None


_PERSON = tuple(OnRoll.__annotations__)


@dataclass(slots=True)
class PersonChange:
    """What changes of a person on the roll: column → (before, after)."""

    pk: int
    name: str
    columns: dict[str, tuple[Any, Any]]
    listed: bool = True
    """Not so for a head whom the file does not name and who stops being head."""


@dataclass(slots=True)
class HouseholdChange:
    """What changes of a household: a new one has no ``pk``. ``columns`` as for a person, of an old one."""

    entry: Entry
    pk: int | None
    columns: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    new: list[Resident] = field(default_factory=list)
    changed: list[PersonChange] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        return self.pk is None or bool(self.columns or self.new or self.changed)


@dataclass(slots=True)
class Plan:
    """The whole of it. ``faults`` are those of the file and those that only the roll shows."""

    roll: Roll
    households: list[HouseholdChange]
    faults: list[Fault]
    left_out: int
    missing: list[tuple[str, str]]
    """Households of the groups in the file that it does not name: code and head."""

    def __str__(self) -> str:
        return f"{len(self.households)} households, {len(self.faults)} faults"

    def places(self) -> list[Place]:
        """The groups to be made."""
        used = {change.entry.place for change in self.households if change.entry.place is not None}
        return sorted((place for place in used if place.pk is None), key=lambda each: each.name)

    def counts(self) -> dict[str, int]:
        """The figures of the result."""
        new = [each for each in self.households if each.pk is None]
        old = [each for each in self.households if each.pk is not None]
        bad = {(each.sheet, each.error.row) for each in self.faults}
        return {
            "rows": self.roll.rows,
            "good_rows": sum(len(each.entry.residents) for each in self.households),
            "bad_rows": len(bad),
            "faults": len(self.faults),
            "households_left_out": self.left_out,
            "households_new": len(new),
            "households_changed": sum(each.changes for each in old),
            "households_unchanged": sum(not each.changes for each in old),
            "households_missing": len(self.missing),
            "people_new": sum(len(each.new) for each in self.households),
            "people_changed": sum(len(each.changed) for each in old),
            "people_unchanged": sum(len(each.entry.residents) - len(each.new) - _listed(each) for each in old),
            "people_missing": sum(len(each.missing) for each in old),
            "groups_new": len(self.places()),
        }

    def digest(self) -> str:
        """A fingerprint of all that would be stored or left out: the same only when nothing has changed since."""
        found = hashlib.sha256()
        for each in sorted(self.households, key=lambda change: change.entry.code):
            if each.changes:
                place = each.entry.place
                found.update(
                    repr(
                        (
                            each.entry.code,
                            each.pk,
                            place and (place.pk or place.name),
                            sorted(each.columns.items()),
                            sorted((one.name, str(one.who), one.id_number) for one in each.new),
                            sorted((one.pk, sorted(one.columns.items(), key=str)) for one in each.changed),
                        )
                    ).encode()
                )
        found.update(
            repr(sorted((fault.sheet, fault.error.row, fault.error.message) for fault in self.faults)).encode()
        )
        return found.hexdigest()


def _listed(change: HouseholdChange) -> int:
    return sum(each.listed for each in change.changed)


def plan(ward: Ward, roll: Roll, today: date) -> Plan:
    """Compare ``roll`` with the roll of ``ward`` on ``today``. Reads only; two queries."""
    return _Planner(ward, roll, today).plan()


class _Planner:
    def __init__(self, ward: Ward, roll: Roll, today: date) -> None:
        self._roll = roll
        self._today = today
        self._faults: list[Fault] = []
        self._bad: set[str] = set()
        households = Household.objects.filter(ward=ward)
        self._households = {
            each[1]: each
            for each in households.values_list("pk", "code", "group_id", "address", "head_name", "left_on")
        }
        self._codes = {each[0]: code for code, each in self._households.items()}
        self._members: dict[int, list[OnRoll]] = defaultdict(list)
        self._numbers: dict[str, OnRoll] = {}
        people = Person.objects.filter(ward=ward)
        rows = people.values_list(*("household_id" if name == "household" else name for name in _PERSON))
        for row in rows.iterator(chunk_size=5000):
            if row[1] is None and not row[8]:
                continue
            person = OnRoll(*row)
            if person.household is not None:
                self._members[person.household].append(person)
            if person.id_number:
                self._numbers[person.id_number] = person

    def plan(self) -> Plan:
        changes = [self._household(entry) for entry in self._roll.entries.values() if not entry.bad]
        good = [each for each in changes if each.entry.code not in self._bad]
        faults = [*self._roll.faults, *self._faults]
        return Plan(self._roll, good, faults, len(self._roll.entries) - len(good), self._missing())

    def _missing(self) -> list[tuple[str, str]]:
        groups = {each.place.pk for each in self._roll.entries.values() if each.place is not None}
        return sorted(
            (code, head)
            for code, (_, _, group, _, head, left_on) in self._households.items()
            if not self._is_gone(left_on) and group in groups and code not in self._roll.entries
        )

    def _household(self, entry: Entry) -> HouseholdChange:
        row = self._households.get(entry.code)
        if row is None:
            if entry.place is None:
                message = f"Hộ {entry.code} chưa rõ ở tổ nào; hãy ghi tên hoặc mã tổ dân phố."
                self._blame(Cell(entry.sheet, entry.row, "group"), message, entry)
            change = HouseholdChange(entry, None)
        else:
            change = HouseholdChange(entry, row[0], self._columns(entry, row))
        self._people(change)
        return change

    def _is_gone(self, left_on: date | None) -> bool:
        return left_on is not None and left_on <= self._today

    def _columns(self, entry: Entry, row: tuple[Any, ...]) -> dict[str, tuple[Any, Any]]:
        _, _, group, address, head_name, left_on = row
        place = entry.place
        columns: dict[str, tuple[Any, Any]] = {}
        if place is not None and (place.pk is None or place.pk != group):
            columns["group_id"] = (group, place.pk)
        if entry.address and entry.address != address:
            columns["address"] = (address, entry.address)
        if entry.head is not None and entry.head.name != head_name:
            columns["head_name"] = (head_name, entry.head.name)
        if self._is_gone(left_on):
            columns["left_on"] = (left_on, None)
        return columns

    def _people(self, change: HouseholdChange) -> None:
        members = self._members.get(change.pk, []) if change.pk is not None else []
        free = {each.pk: each for each in members}
        for resident, person in self._pairs(change, free):
            if person is None:
                change.new.append(resident)
                continue
            columns = _differences(resident, person, change.pk)
            if self._is_gone(person.left_on):
                columns["left_on"] = (person.left_on, None)
            if columns:
                change.changed.append(PersonChange(person.pk, resident.name, columns))
        for person in free.values():
            if self._is_gone(person.left_on):
                continue
            change.missing.append(person.full_name)
            if person.is_head:
                columns = {"is_head": (True, False), "relation": (person.relation, "")}
                change.changed.append(PersonChange(person.pk, person.full_name, columns, listed=False))

    def _pairs(self, change: HouseholdChange, free: dict[int, OnRoll]) -> Iterator[tuple[Resident, OnRoll | None]]:
        """The people of the file with those of the roll that they are. Who is paired is taken out of ``free``."""
        rest: list[Resident] = []
        for resident in change.entry.residents:
            person = self._numbers.get(resident.id_number) if resident.id_number else None
            if person is None:
                rest.append(resident)
            elif not self._is_elsewhere(person, change, resident):
                free.pop(person.pk, None)
                yield resident, person
        for resident, match in _by_name(rest, list(free.values())):
            if match is not None:
                del free[match.pk]
            yield resident, match

    def _is_elsewhere(self, person: OnRoll, change: HouseholdChange, resident: Resident) -> bool:
        """Whether the number belongs to somebody whom this row cannot mean. Who left, or holds an office without
        living here, may move in."""
        if person.household is not None and person.household == change.pk:
            return False
        if person.household is not None and not self._is_gone(person.left_on):
            code = self._codes.get(person.household, "")
            message = (
                f"Số định danh này đang của một người ở hộ {code}; nếu người đó đã chuyển hộ, "
                f"hãy ghi chuyển đi ở hộ {code} trước."
            )
        elif fold(person.full_name) != fold(resident.name):
            message = "Số định danh này đang của người tên khác trên sổ; hãy kiểm tra lại số."
        else:
            return False
        self._blame(Cell(resident.sheet, resident.row, "id_number", resident.id_number), message, change.entry)
        return True

    def _blame(self, cell: Cell, message: str, entry: Entry) -> None:
        self._faults.append(self._roll.fault(cell, message, entry.code))
        self._bad.add(entry.code)


def _by_name(residents: Iterable[Resident], members: Iterable[OnRoll]) -> Iterator[tuple[Resident, OnRoll | None]]:
    """Pair people of one name: by the whole birth, then by its year, then, where one of the two births is not known,
    when only one person is left."""
    free: dict[str, list[OnRoll]] = defaultdict(list)
    for member in sorted(members, key=lambda each: (each.left_on is not None, each.pk)):
        free[fold(member.full_name)].append(member)
    waiting = list(residents)
    for alike in (_whole_birth, _year_of_birth, _may_be):
        later: list[Resident] = []
        for resident in waiting:
            same = [each for each in free.get(fold(resident.name), ()) if alike(resident, each)]
            if same and (alike is not _may_be or len(same) == 1):
                free[fold(resident.name)].remove(same[0])
                yield resident, same[0]
            else:
                later.append(resident)
        waiting = later
    yield from ((resident, None) for resident in waiting)


def _whole_birth(resident: Resident, person: OnRoll) -> bool:
    known = resident.born_in_year is not None
    return known and resident.born_on == person.born_on and resident.born_in_year == _year(person)


def _year_of_birth(resident: Resident, person: OnRoll) -> bool:
    if resident.born_on and person.born_on:
        return False
    return resident.born_in_year is not None and resident.born_in_year == _year(person)


def _may_be(resident: Resident, person: OnRoll) -> bool:
    return resident.born_in_year is None or _year(person) is None


def _year(person: OnRoll) -> int | None:
    return person.born_on.year if person.born_on else person.born_in_year


def _differences(resident: Resident, person: OnRoll, household: int | None) -> dict[str, tuple[Any, Any]]:
    """What the row says otherwise than the roll. An empty cell takes nothing away."""
    columns: dict[str, tuple[Any, Any]] = {}
    if resident.name != person.full_name:
        columns["full_name"] = (person.full_name, resident.name)
    if resident.is_head != person.is_head:
        columns["is_head"] = (person.is_head, resident.is_head)
    for name in _KEPT_WHEN_BLANK:
        before, after = getattr(person, name), getattr(resident, name)
        if after and after != before and not (name == "phone" and _same_phone(before, after)):
            columns[name] = (before, after)
    if resident.is_head != person.is_head and not resident.relation and person.relation:
        columns["relation"] = (person.relation, "")
    columns |= _birth_differences(resident, person)
    if person.household is None or person.household != household:
        columns["household_id"] = (person.household, household)
    return columns


def _birth_differences(resident: Resident, person: OnRoll) -> dict[str, tuple[Any, Any]]:
    columns: dict[str, tuple[Any, Any]] = {}
    if resident.born_in_year is None:
        return columns
    if resident.born_in_year != person.born_in_year:
        columns["born_in_year"] = (person.born_in_year, resident.born_in_year)
    wrong_day = person.born_on is not None and person.born_on.year != resident.born_in_year
    if (resident.born_on and resident.born_on != person.born_on) or (resident.born_on is None and wrong_day):
        columns["born_on"] = (person.born_on, resident.born_on)
    return columns


def _same_phone(before: str, after: str) -> bool:
    return before.replace(" ", "") == f"0{after.removeprefix('+84')}"
