"""The figures of an outcome as tables with bars: by option, by form, by group. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from danchu.discuss.models import DecisionGroup, Option
from danchu.discuss.states import Form


@dataclass(frozen=True)
class Line:
    """A line of a table: ``length`` is that of its bar, 100 for the whole; ``numbers`` are further cells."""

    label: str
    number: int
    length: int
    numbers: tuple[int, ...] = ()
    marked: str = ""


@dataclass(frozen=True)
class Figures:
    """``options`` by votes; ``forms`` by who took part, with invalid ballots and votes by option; ``groups`` likewise,
    with electors, needed and in favour; ``invalid`` in all; ``turnout`` in percent."""

    options: tuple[Line, ...]
    forms: tuple[Line, ...]
    groups: tuple[Line, ...]
    invalid: int
    took_part: int
    base: int
    turnout: float


def figures_of(
    outcome: Mapping[str, Any], options: Sequence[Option], groups: Sequence[DecisionGroup]
) -> Figures | None:
    """The tables of ``outcome``; none while there is no outcome."""
    if not outcome:
        return None
    votes, base = outcome["votes"], sum(each["base"] for each in outcome["groups"]) or 1
    names = {each.group.code: each.group.name for each in groups}
    elected = set(outcome.get("elected", ()))
    took_part = outcome["took_part"]
    return Figures(
        options=tuple(
            Line(
                each.text,
                (number := votes.get(str(each.position), 0)),
                _length(number, base),
                marked="Trúng cử" if each.position in elected else "",
            )
            for each in options
        ),
        forms=tuple(
            Line(
                Form(form).label,
                said["took_part"],
                _length(said["took_part"], base),
                (*(said["votes"].get(str(each.position), 0) for each in options), said["invalid"]),
            )
            for form, said in outcome["forms"].items()
        ),
        groups=tuple(
            Line(
                names.get(each["group"], each["group"]),
                each["took_part"],
                _length(each["took_part"], each["base"]),
                (each["base"], each["needed"], each["in_favour"]),
                marked="Đạt" if each["passed"] else "Không đạt",
            )
            for each in outcome["groups"]
        ),
        invalid=sum(said["invalid"] for said in outcome["forms"].values()),
        took_part=took_part,
        base=base,
        turnout=100 * took_part / base,
    )


def _length(number: int, whole: int) -> int:
    # Rounded up, so that one of a thousand is still seen.
    return min(100, ceil(100 * number / whole)) if number and whole else 0
