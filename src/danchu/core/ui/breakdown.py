"""How a whole falls into parts: a table with a bar drawn beside each number."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Part:
    """A part of a whole: ``length`` is that of its bar, 100 for the largest; ``url`` leads to its records."""

    label: str
    number: int
    url: str
    length: int


@dataclass(frozen=True)
class Breakdown:
    """The parts under a title, with the words over the two columns; drawn by ``core/parts/breakdown.html``."""

    title: str
    what: str
    unit: str
    parts: tuple[Part, ...]


def breakdown(title: str, what: str, unit: str, parts: Iterable[tuple[str, int, str]]) -> Breakdown:
    """``parts`` are label, number and address, in the order in which they are shown."""
    found = tuple(parts)
    longest = max((number for _, number, _ in found), default=0)
    # Rounded up, so that one of a thousand is still seen.
    drawn = (Part(label, number, url, ceil(100 * number / longest) if number else 0) for label, number, url in found)
    return Breakdown(title, what, unit, tuple(drawn))
