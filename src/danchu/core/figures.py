"""Live figures: each computed from records, none typed in. A figure without records behind it does not exist.

A figure says what it measures as querysets, so that any number of figures are counted in one query. What was counted is
kept while it stands (``standing``).
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from danchu.core import standing
from danchu.core.models import Ward
from danchu.core.standing import Ends

type Records = QuerySet[Any] | Sequence[object]


@dataclass(frozen=True)
class Measure:
    """What a figure counts: ``records``, or, with ``part``, the per cent of ``records`` that ``part`` holds.

    Records are rows, or entries of the data that comes with the software. ``url`` is where they can be seen: whoever
    may open that page may see them one by one.
    """

    records: Records
    part: Records | None = None
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure of a clause. ``measure`` takes the ward and the day as of which it is asked."""

    key: str
    clause: str
    label: str
    unit: str
    measure: Callable[[Ward, date], Measure]


@dataclass(frozen=True)
class Reading:
    """What a figure says now. ``value`` is None while there is no record to say anything about; ``part`` is how many
    of the ``records`` make a per cent, None where the figure is no share."""

    figure: Figure
    value: float | int | None
    records: int
    url: str
    part: int | None = None


type Declared = Callable[[Ward, date], Measure]

_FIGURES: dict[str, Figure] = {}


def figure(*, key: str, clause: str, label: str, unit: str) -> Callable[[Declared], Declared]:
    """Declare a function as the figure ``key`` of a clause, with its Vietnamese label and unit."""

    def declare(measure: Declared) -> Declared:
        _FIGURES[key] = Figure(key, clause, label, unit, measure)
        return measure

    return declare


def every() -> list[Figure]:
    """All figures that the rooms declare, in the order in which they declare them."""
    return list(_FIGURES.values())


def of_clause(clause: str) -> list[Figure]:
    """The figures of ``clause``."""
    return [each for each in _FIGURES.values() if each.clause == clause]


BOOKS = {"core": ("core", "ward")}
"""The books of the acts that change the tables of a room, where that is not its own alone: the accounts of ``core`` are
opened and closed by ``ward``."""
_QUOTED = re.compile(r'"(\w+)"')
_ROOMS: dict[str, frozenset[str]] = {}
"""The books behind a figure, known since it was counted for the first time."""


def read(figures: Iterable[Figure], ward: Ward, on: date, ends: Ends | None = None) -> dict[str, Reading]:
    """What ``figures`` say of ``ward`` on that day, by key; one query for all that may have changed since they were
    counted last. ``ends`` are those of the ward's books, where they were read already."""
    asked, ends = list(figures), standing.ends_of(ward) if ends is None else ends
    found = {each.key: kept for each in asked if (kept := standing.find(_place(each, ward, on, ends), Reading))}
    counted = count([each for each in asked if each.key not in found], ward, on)
    for reading in counted.values():
        standing.keep(_place(reading.figure, ward, on, ends), reading)
    found |= counted
    return {each.key: found[each.key] for each in asked}


def count(figures: Iterable[Figure], ward: Ward, on: date) -> dict[str, Reading]:
    """What ``figures`` say, counted afresh in one query."""
    measures = {each: each.measure(ward, on) for each in figures}
    counts: dict[Figure, tuple[_Count, _Count | None]] = {
        each: (_Count(of.records), None if of.part is None else _Count(of.part)) for each, of in measures.items()
    }
    _ask([one for pair in counts.values() for one in pair if one is not None], ward)
    readings = {}
    for each, (whole, part) in counts.items():
        _ROOMS[each.key] = _rooms_of(whole.sql + (part.sql if part else ""))
        value = whole.number if part is None else per_cent(part.number, whole.number)
        url = measures[each].url
        readings[each.key] = Reading(each, value, whole.number, url, part.number if part else None)
    return readings


class _Count:
    """A number of records: known at once, or by ``sql``."""

    def __init__(self, records: Records) -> None:
        self.number = 0 if isinstance(records, QuerySet) else len(records)
        self.sql, self.parameters = _counting(records) if isinstance(records, QuerySet) else ("", ())


def _counting(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    keys = rows.order_by().values("pk")
    if len(keys.query.alias_map) > 1:  # rows of another table may give one row several times
        keys = keys.distinct()
    try:
        sql, parameters = keys.query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return f"(SELECT COUNT(*) FROM ({sql}) AS counted)", tuple(parameters)  # noqa: S608 - what Django has written


def _ask(counts: Sequence[_Count], ward: Ward) -> None:
    asked = [each for each in counts if each.sql]
    if not asked:
        return
    with connections[ward._state.db or "default"].cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(each.sql for each in asked), [value for each in asked for value in each.parameters]
        )
        for each, number in zip(asked, cursor.fetchone(), strict=True):
            each.number = number


def _place(figure: Figure, ward: Ward, on: date, ends: Ends) -> Hashable | None:
    rooms = _ROOMS.get(figure.key)
    return None if rooms is None else standing.place(figure.key, ward, on, rooms, ends)


def _rooms_of(sql: str) -> frozenset[str]:
    """The books of acts that change what the tables in ``sql`` hold."""
    rooms = {_rooms_by_table()[name] for name in _QUOTED.findall(sql) if name in _rooms_by_table()}
    return frozenset(book for room in rooms for book in BOOKS.get(room, (room,)))


@cache
def _rooms_by_table() -> dict[str, str]:
    return {each._meta.db_table: each._meta.app_label for each in apps.get_models()}


def per_cent(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in per cent with one decimal; None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None
