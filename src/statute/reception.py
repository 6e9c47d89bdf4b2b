"""Receiving citizens (Law 42/2013/QH13): when one may be refused, what who comes owes, how many represent many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statute.citation import Citation
from statute.parameters import Parameter, RuleBook
from statute.tables import Table, read_data


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which one may be refused; ``needs_notice``: the head issues a notice of refusal."""

    key: str
    label: str
    citation: Citation
    needs_notice: bool


@dataclass(frozen=True, slots=True)
class Obligation:
    """What somebody who comes has to do."""

    label: str
    citation: Citation


@lru_cache(maxsize=1)
def grounds() -> tuple[Ground, ...]:
    """The grounds of refusal in the order of the law. Raises ``LawDataError`` when the table is faulty."""
    return tuple(_ground(row) for row in read_data("reception").tables("ground"))


@lru_cache(maxsize=1)
def obligations() -> tuple[Obligation, ...]:
    """What those who come have to do, in the order of the law."""
    rows = read_data("reception").tables("obligation")
    return tuple(Obligation(row.text("label"), Citation.parse(row.text("citation"))) for row in rows)


def ground(key: str) -> Ground | None:
    """The ground ``key``, or none."""
    return next((each for each in grounds() if each.key == key), None)


def representatives(people: int, on: date, book: RuleBook) -> Parameter | None:
    """How many may represent ``people`` who come about the same; None where each may speak."""
    if people < book.value("reception.group_from", on).number:
        return None
    many = people > book.value("reception.many", on).number
    return book.value("reception.representatives" if many else "reception.representatives_up_to_ten", on)


def _ground(row: Table) -> Ground:
    needs = row.flag("needs_notice") if "needs_notice" in row.fields else False
    return Ground(row.text("key"), row.text("label"), Citation.parse(row.text("citation")), needs)
