"""Live figures: each computed from records, none typed in. A figure without records behind it does not exist.

A figure says what it measures as querysets, so that any number of figures are read in one query.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from danchu.core.models import Ward

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


def read(figures: Iterable[Figure], ward: Ward, on: date) -> dict[str, Reading]:
    """What ``figures`` say of ``ward`` on that day, by key: one query for all of them."""
    measures = {each: each.measure(ward, on) for each in figures}
    if not measures:
        return {}
    columns: dict[str, Any] = {}
    for place, measure in enumerate(measures.values()):
        columns[f"whole_{place}"] = _number_of(measure.records)
        if measure.part is not None:
            columns[f"part_{place}"] = _number_of(measure.part)
    row = cast(dict[str, int], Ward.objects.filter(pk=ward.pk).values(**columns).get())
    readings = {}
    for place, (each, measure) in enumerate(measures.items()):
        whole, part = row[f"whole_{place}"], row.get(f"part_{place}")
        value = whole if part is None else per_cent(part, whole)
        readings[each.key] = Reading(each, value, whole, measure.url, part)
    return readings


def _number_of(records: Records) -> Coalesce | Value:
    if not isinstance(records, QuerySet):
        return Value(len(records))
    counted = records.order_by().annotate(_all=Value(1)).values("_all").annotate(_number=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("_number")), 0)


def per_cent(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in per cent with one decimal; None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None
