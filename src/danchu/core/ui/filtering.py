"""By what a list is narrowed: the filters that a room declares, the words that are searched for, and how the page
shows them: in one line what is asked most, the rest folded, and for each that is chosen a chip that takes it away."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from danchu.core.searching import candidates
from danchu.core.ui.converters import key_of
from danchu.core.ui.forms import day_asked
from danchu.core.ui.listed import Listed
from danchu.core.ui.request import Request
from danchu.core.ui.tables import options
from danchu.lib import clock
from danchu.lib.vntext import fold, vn_date, words

EVERYTHING = "Tất cả"
IN_SIGHT = 3
"""Filters that fit into the line of the search; the others are folded."""


@dataclass(frozen=True)
class Filter:
    """A filter in the URL: ``choices`` of the request give value and label; ``apply`` narrows the rows. While nothing
    is chosen the list says ``otherwise`` and is narrowed by ``unless_chosen``. ``kind`` says how it is drawn: a list
    of choices, a day, or not at all (it comes from a link only). A ``folded`` one lies under "more filters"."""

    name: str
    label: str
    choices: Callable[[Request], Iterable[tuple[str, str]]]
    apply: Callable[[Any, str], Any]
    otherwise: str = EVERYTHING
    unless_chosen: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    kind: Literal["choice", "day", "link"] = "choice"
    folded: bool = False


@dataclass
class FilterState:
    """A filter with what is chosen of it."""

    name: str
    label: str
    otherwise: str
    kind: str
    chosen: str
    folded: bool = False
    options: list[tuple[str, str, bool]] = field(default_factory=list)

    @property
    def drawn(self) -> SafeString:
        """The options as HTML."""
        return options(self.options)

    @property
    def in_line_otherwise(self) -> str:
        """What stands in the line of the search while nothing is chosen: the label, and what is then listed."""
        return self.label if self.otherwise == EVERYTHING else f"{self.label}: {self.otherwise}"

    @property
    def in_words(self) -> str:
        """What is chosen, as a person reads it."""
        if self.kind == "day":
            day = day_asked(self.chosen)
            return vn_date(day) if day else f"{self.chosen} (không phải một ngày)"
        return next((label for _, label, chosen in self.options if chosen), self.chosen)


@dataclass(frozen=True)
class Chip:
    """Something by which a list is narrowed, and the address of the list without it."""

    words: str
    address: str


def laid_out(states: Sequence[FilterState]) -> tuple[list[FilterState], list[FilterState]]:
    """Those in the line, which has room for few, and those that are folded: of many, the days first. What comes from a
    link only takes no room."""
    unfolded = [each for each in states if not each.folded and each.kind != "link"]
    short = [each for each in unfolded if each.kind == "choice"]
    in_line = unfolded if len(unfolded) <= IN_SIGHT else short[:IN_SIGHT]
    seen = {each.name for each in [*in_line, *(each for each in states if each.kind == "link")]}
    return [each for each in states if each.name in seen], [each for each in states if each.name not in seen]


def narrowing(query: str, states: Iterable[FilterState]) -> list[str]:
    """By what the list is narrowed, for a reader who does not see the filters: also what it leaves out by itself."""
    found = [
        f"{each.label}: {each.in_words if each.chosen else each.otherwise}"
        for each in states
        if each.chosen or (each.kind == "choice" and each.otherwise != EVERYTHING)
    ]
    return [f"Tìm “{query}”", *found] if query else found


def chips(query: str, states: Iterable[FilterState], without: Callable[[str], str]) -> list[Chip]:
    """What narrows the list; ``without(name)`` is its address with one parameter less."""
    found = [Chip(f"{each.label}: {each.in_words}", without(each.name)) for each in states if each.chosen]
    return [Chip(f"Tìm “{query}”", without("q")), *found] if query else found


def searched(rows: Any, column: str, query: str) -> Any:
    """``rows`` whose folded text in ``column`` holds every word of ``query``."""
    asked = words(query)
    if isinstance(rows, Listed):
        return rows.where(lambda row: all(word in getattr(row, column) for word in asked))
    for word in asked:
        rows = rows.filter(Q(**{f"{column}__contains": word}))
    *path, name = column.split("__")
    model = rows.model
    for each in path:
        model = model._meta.get_field(each).related_model
    keys = candidates(model, name, asked, rows.db)
    return rows if keys is None else rows.filter(**{"__".join([*path, "pk__in"]): keys})


def folded(*texts: str) -> str:
    """What a row keeps in its search column."""
    return fold(" ".join(text for text in texts if text))


def from_day(column: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """A filter's ``apply``: moments in ``column`` on the chosen day in Vietnam or later."""
    return lambda rows, chosen: _on_day(rows, chosen, lambda day: {f"{column}__gte": clock.start_of(day)})


def to_day(column: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """A filter's ``apply``: moments in ``column`` on the chosen day in Vietnam or earlier."""
    return lambda rows, chosen: _on_day(rows, chosen, lambda day: {f"{column}__lt": clock.moment_on(day, 24)})


def on_days(column: str, lookup: Literal["gte", "lte"]) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """A filter's ``apply``: days (no moments) in ``column`` from the chosen day on, or up to it."""
    return lambda rows, chosen: _on_day(rows, chosen, lambda day: {f"{column}__{lookup}": day})


def _on_day(rows: QuerySet[Any], chosen: str, condition: Callable[[date], dict[str, Any]]) -> QuerySet[Any]:
    """What is no day finds nothing; the chip says so."""
    return rows.none() if (day := day_asked(chosen)) is None else rows.filter(**condition(day))


def by_field(column: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """A filter's ``apply`` that compares one column; a value that does not fit the column finds nothing."""

    def apply(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        if chosen.isdecimal() and key_of(chosen) is None:
            return rows.none()
        try:
            return rows.filter(**{column: chosen})
        except (ValueError, TypeError):
            return rows.none()

    return apply
