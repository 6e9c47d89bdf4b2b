"""Receiving citizens (Law 42/2013/QH13, Decree 154/2026/NĐ-CP): when one may be refused, what who comes owes, how many
represent many, whom one may ask later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statute.citation import Citation, Document, in_force_of
from statute.parameters import Parameter, RuleBook
from statute.reading import Read, Sourced, read_of
from statute.tables import Table, read_data


@dataclass(frozen=True, slots=True)
class Asked(Sourced):
    """Something that the law asks of a reception from one day to another (None: to this day)."""

    label: str
    citation: Citation
    read: Read
    holds_from: date
    holds_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.holds_from <= day and (self.holds_to is None or day <= self.holds_to)

    @property
    def basis(self) -> str:
        """Where it stands, and how sure that is."""
        return ", ".join(filter(None, [str(self.citation), self.mark]))


@dataclass(frozen=True, slots=True)
class Ground(Asked):
    """A ground on which one may be refused; ``needs_notice``: the head issues a notice of refusal, of every other the
    one who receives tells the reason on the spot."""

    key: str
    needs_notice: bool


@lru_cache(maxsize=1)
def _grounds() -> tuple[Ground, ...]:
    return tuple(
        Ground(*_asked(row), row.text("key"), row.flag("needs_notice") if "needs_notice" in row.fields else False)
        for row in _rows("ground")
    )


@lru_cache(maxsize=1)
def _obligations() -> tuple[Asked, ...]:
    return tuple(Asked(*_asked(row)) for row in _rows("obligation"))


@lru_cache(maxsize=1)
def _contact() -> Asked:
    return Asked(*_asked(read_data("reception").table("contact")))


def grounds(on: date) -> tuple[Ground, ...]:
    """The grounds of refusal that hold on that day, in the order of the law. Raises ``LawDataError`` when the table is
    faulty."""
    return tuple(each for each in _grounds() if each.holds_on(on))


def obligations(on: date) -> tuple[Asked, ...]:
    """What those who come on that day have to do, in the order of the law."""
    return tuple(each for each in _obligations() if each.holds_on(on))


def ground(key: str, on: date) -> Ground | None:
    """The ground ``key``, where it holds on that day."""
    return next((each for each in grounds(on) if each.key == key), None)


def contact_asked(on: date) -> Asked | None:
    """That whoever gets no answer at once is told whom to ask; None on a day when no text asks it."""
    return _contact() if _contact().holds_on(on) else None


def bases(on: date) -> tuple[Document, ...]:
    """The documents on which the letters of a reception rest on that day."""
    return in_force_of(read_data("reception").texts("bases"), on)


def representatives(people: int, on: date, book: RuleBook) -> Parameter | None:
    """How many may represent ``people`` who come about the same; None where each may speak."""
    if people < book.value("reception.group_from", on).number:
        return None
    many = people > book.value("reception.many", on).number
    return book.value("reception.representatives" if many else "reception.representatives_up_to_ten", on)


def _rows(name: str) -> list[Table]:
    root = read_data("reception")
    defaults = root.table("defaults").fields
    return [Table(row.where, {**defaults, **row.fields}) for row in root.tables(name)]


def _asked(row: Table) -> tuple[str, Citation, Read, date, date | None]:
    return (
        row.text("label"),
        Citation.parse(row.text("citation")),
        read_of(row),
        row.day("holds_from"),
        row.day_or_none("holds_to"),
    )
