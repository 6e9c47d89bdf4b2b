"""Live figures: each computed from records, none typed in. A figure without records behind it does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from danchu.core.models import Ward


@dataclass(frozen=True)
class Reading:
    """What a figure says now: the value (None when nothing can be said yet), the records it was computed from,
    and the address where those records can be seen, where there is one."""

    value: float | int | None
    records: int
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure of a clause. ``read`` takes the ward and the day as of which it is asked."""

    key: str
    clause: str
    label: str
    unit: str
    read: Callable[[Ward, date], Reading]


_FIGURES: dict[str, Figure] = {}


def figure(
    *, key: str, clause: str, label: str, unit: str
) -> Callable[[Callable[[Ward, date], Reading]], Callable[[Ward, date], Reading]]:
    """Declare a function as the figure ``key`` of a clause, with its Vietnamese label and unit."""

    def declare(read: Callable[[Ward, date], Reading]) -> Callable[[Ward, date], Reading]:
        _FIGURES[key] = Figure(key, clause, label, unit, read)
        return read

    return declare


def of_clause(clause: str) -> list[Figure]:
    """The figures of ``clause``, in the order in which the rooms declare them."""
    return [each for each in _FIGURES.values() if each.clause == clause]


def every() -> list[Figure]:
    """All figures that the rooms declare."""
    return list(_FIGURES.values())


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in per cent with one decimal; None where there is no whole."""
    return round(100 * part / whole, 1) if whole else None


def counted(records: QuerySet[Any], url: str = "") -> Reading:
    """The reading of a figure that counts its records."""
    number = records.count()
    return Reading(number, number, url)
