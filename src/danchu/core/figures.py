"""Live figures: each computed from records, none typed in. A figure without records behind it does not exist.

A figure says what it measures as querysets, so that any number of figures are counted in one query. What was counted is
kept with the day and with the ends of the hash chains of the rooms whose rows were counted: no row of a room changes
but by an act in its book, so while these are the same, so is the count.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from danchu.core.models import AuditBook, Ward

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
EVERYWHERE = "demo"
"""The book of acts that enter rows of every room at once."""
_QUOTED = re.compile(r'"(\w+)"')

_KEPT: LRUCache[Hashable, Reading] = LRUCache(4096)
_ONE_AT_A_TIME = Lock()
_ROOMS: dict[str, frozenset[str]] = {}
"""The books behind a figure, known since it was counted for the first time."""


def read(figures: Iterable[Figure], ward: Ward, on: date) -> dict[str, Reading]:
    """What ``figures`` say of ``ward`` on that day, by key: one query for the ends of the books, one for all figures
    that may have changed since they were counted last."""
    asked = list(figures)
    heads = dict(AuditBook.objects.filter(ward=ward).values_list("name", "head"))  # read first: a count may be newer
    with _ONE_AT_A_TIME:
        found = {each.key: kept for each in asked if (kept := _KEPT.get(_key(each, ward, on, heads)))}
    counted = count([each for each in asked if each.key not in found], ward, on)
    with _ONE_AT_A_TIME:
        for reading in counted.values():
            if place := _key(reading.figure, ward, on, heads):
                _KEPT[place] = reading
    found |= counted
    return {each.key: found[each.key] for each in asked}


def forget() -> None:
    """Let nothing be kept: for tests, in which rows change without acts and whole databases are undone."""
    _KEPT.clear()


def count(figures: Iterable[Figure], ward: Ward, on: date) -> dict[str, Reading]:
    """What ``figures`` say, counted afresh in one query."""
    measures = {each: each.measure(ward, on) for each in figures}
    counts: dict[Figure, tuple[_Count, _Count | None]] = {
        each: (_Count(of.records), None if of.part is None else _Count(of.part)) for each, of in measures.items()
    }
    every = [one for pair in counts.values() for one in pair if one is not None]
    _ask(every, ward)
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


def _key(figure: Figure, ward: Ward, on: date, heads: dict[str, str]) -> Hashable | None:
    """Under what a reading is kept; None while nothing is known of the figure, or no act of what it counts."""
    rooms = _ROOMS.get(figure.key)
    if rooms is None:
        return None
    ends = tuple(sorted((room, heads[room]) for room in rooms if room in heads))
    return (figure.key, ward.pk, on, ends) if ends or not rooms else None


def _rooms_of(sql: str) -> frozenset[str]:
    """The books of acts that change what the tables in ``sql`` hold."""
    rooms = {_rooms_by_table()[name] for name in _QUOTED.findall(sql) if name in _rooms_by_table()}
    books = frozenset(book for room in rooms for book in BOOKS.get(room, (room,)))
    return books | {EVERYWHERE} if books else books


@cache
def _rooms_by_table() -> dict[str, str]:
    return {each._meta.db_table: each._meta.app_label for each in apps.get_models()}


def per_cent(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in per cent with one decimal; None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None
