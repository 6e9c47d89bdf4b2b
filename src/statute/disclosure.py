"""What must be disclosed, in which forms, for how long and by when (Law 10/2022, articles 11 to 14, 46 to 48, 64, 65).

Three lists: ``commune`` (the local authority of a ward or commune), ``agency`` (inside a public body) and
``state_enterprise`` (inside a state enterprise).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal, cast

from statute.citation import Citation, legal_documents
from statute.deadlines import Kind
from statute.parameters import RuleUnknown, until_seen
from statute.reading import Read, Sourced, read_of
from statute.tables import Table, read_data

LISTS = ("commune", "agency", "state_enterprise")
Every = Literal["quarter", "half_year", "three_and_nine_months", "year"]
EVERY = ("quarter", "half_year", "three_and_nine_months", "year")
ANCHORS = ("before_period", "period_end", "day")
_KINDS = ("working", "calendar")


@dataclass(frozen=True, slots=True)
class Form(Sourced):
    """One way to disclose: a short ``label`` for screens, and the statute's ``wording``."""

    key: str
    label: str
    wording: str
    citation: Citation
    read: Read
    source: str


@dataclass(frozen=True, slots=True)
class Requirement(Sourced):
    """A form that the law makes mandatory for an item.

    ``min_days``: days it must last, 0 when the law sets none. ``permanent``: it stays up and is kept current.
    ``condition``: when it applies, empty for always. ``places``: keys of the list's places.
    """

    form: Form
    min_days: int
    permanent: bool
    condition: str
    places: tuple[str, ...]
    citation: Citation
    read: Read
    source: str


@dataclass(frozen=True, slots=True)
class TimeLimit(Sourced):
    """By when, counted from the event that ``label`` names, between two days (inclusive). ``awaits``: see
    ``statute.parameters.Parameter``."""

    key: str
    label: str
    days: int
    kind: Kind
    citation: Citation
    read: Read
    source: str
    holds_from: date
    holds_to: date | None
    awaits: str = ""

    @property
    def mark(self) -> str:
        """What its readers are told about how sure it is; empty where it is sure."""
        return legal_documents()[self.awaits].awaited_mark if self.awaits else super(TimeLimit, self).mark


@dataclass(frozen=True, slots=True)
class Schedule:
    """A disclosure that comes back every period.

    ``reminder``: the law counts from the day of a document that the calendar cannot know, so the date computed from
    the period is a reminder and not a statutory deadline. ``anchor``: from which day it is counted: the day before the
    period begins (plans, estimates), its last day, or a ``day`` of the year ("12-01") in which the period ends, or of
    the ``next_year``. It comes back for periods that end between two days (inclusive).
    """

    key: str
    title: str
    every: Every
    anchor: str
    day: str
    next_year: bool
    reminder: bool
    limits: tuple[TimeLimit, ...]
    note: str
    holds_from: date
    holds_to: date | None
    citation: Citation

    @property
    def limit(self) -> TimeLimit:
        """The newest of its time limits."""
        return self.limits[-1]


@dataclass(frozen=True, slots=True)
class DisclosureItem(Sourced):
    """One item of a list, with the statute's ``wording``. ``limits[0]`` is the ordinary time limit."""

    key: str
    number: int
    title: str
    wording: str
    requirements: tuple[Requirement, ...]
    limits: tuple[TimeLimit, ...]
    schedules: tuple[Schedule, ...]
    holds_from: date
    holds_to: date | None
    citation: Citation
    read: Read
    source: str

    @property
    def limit(self) -> TimeLimit:
        """The ordinary time limit, from the day of the document."""
        return self.limits[0]

    def limits_on(self, day: date) -> tuple[TimeLimit, ...]:
        """The time limits that hold on that day, the ordinary one first."""
        return tuple(each for each in self.limits if holds(each, day))

    def requirement(self, form: str) -> Requirement | None:
        """What the law requires of the form with this key, or nothing when it is free to choose."""
        return next((each for each in self.requirements if each.form.key == form), None)


@dataclass(frozen=True, slots=True)
class DisclosureList:
    """A list as a whole: who discloses what, what is excepted, and where postings hang (key → label)."""

    key: str
    title: str
    citation: Citation
    exception: str
    exception_citation: Citation
    places: Mapping[str, str]
    forms: tuple[Form, ...]
    limits: tuple[TimeLimit, ...]
    schedules: tuple[Schedule, ...]
    items: tuple[DisclosureItem, ...]


@lru_cache(maxsize=len(LISTS))
def disclosure_list(list: str = "commune") -> DisclosureList:
    """The list with this key. Raises ``RuleUnknown`` for a key that is not in ``LISTS``."""
    if list not in LISTS:
        raise RuleUnknown(f"no disclosure list {list!r}")
    return parse_list(read_data(f"disclosure-{list}"))


def items(on: date, list: str = "commune") -> tuple[DisclosureItem, ...]:
    """The items of the list that hold on that day, in the statute's order."""
    return tuple(each for each in disclosure_list(list).items if holds(each, on))


def item(key: str, on: date, list: str = "commune") -> DisclosureItem:
    """The item with this key on that day. Raises ``RuleUnknown``."""
    for each in items(on, list):
        if each.key == key:
            return each
    raise RuleUnknown(f"no disclosure item {key!r} in {list!r} on {on.isoformat()}")


def forms(list: str = "commune") -> tuple[Form, ...]:
    """Every form of disclosure that the law allows, in its order."""
    return disclosure_list(list).forms


def holds(entry: DisclosureItem | Schedule | TimeLimit, on: date) -> bool:
    """Whether ``entry`` holds on that day."""
    return entry.holds_from <= on and (entry.holds_to is None or on <= entry.holds_to)


def parse_list(root: Table) -> DisclosureList:
    """The disclosure list in one data file. Raises ``LawDataError`` naming the entry and the fault."""
    defaults = root.table("defaults").fields
    citation = Citation.parse(root.text("citation"))
    notes = root.table("notes").fields if "notes" in root.fields else {}
    places = {key: str(label) for key, label in root.table("places").fields.items()}
    the_forms = tuple(_form(_with(row, defaults)) for row in root.tables("form"))
    limits = tuple(each for row in root.tables("limit") for each in _limits(_with(row, defaults)))
    if not limits or not the_forms:
        raise root.fault("a list needs its forms and its ordinary time limit")
    rules = [
        (_numbers(row), _requirement(_with(row, defaults), the_forms, places)) for row in root.tables("requirement")
    ]
    the_items = tuple(
        _item(
            _with(row, defaults),
            citation,
            limits,
            notes,
            tuple(rule for numbers, rule in rules if row.number("number") in numbers),
        )
        for row in root.tables("item")
    )
    if [each.number for each in the_items] != [*range(1, len(the_items) + 1)]:
        raise root.fault("the items are not numbered one after the other from 1")
    if len({each.key for each in the_items}) != len(the_items):
        raise root.fault("two items have the same key")
    exception = root.table("exception")
    return DisclosureList(
        key=root.text("list"),
        title=root.text("title"),
        citation=citation,
        exception=exception.text("text"),
        exception_citation=Citation.parse(exception.text("citation")),
        places=places,
        forms=the_forms,
        limits=limits,
        schedules=_schedules(root, limits, root.table("defaults").day("holds_from"), notes),
        items=the_items,
    )


def _with(row: Table, defaults: Mapping[str, object]) -> Table:
    return Table(row.where, {**defaults, **row.fields})


def _numbers(row: Table) -> tuple[int, ...]:
    value = row.fields.get("items")
    if not isinstance(value, list) or not all(isinstance(each, int) for each in value):
        raise row.fault("'items' is not a list of item numbers")
    return tuple(value)


def _form(row: Table) -> Form:
    return Form(
        key=row.text("key"),
        label=row.text("label"),
        wording=row.text("wording"),
        citation=Citation.parse(row.text("citation")),
        read=read_of(row),
        source=row.text("source"),
    )


def _requirement(row: Table, the_forms: tuple[Form, ...], places: Mapping[str, str]) -> Requirement:
    form = next((each for each in the_forms if each.key == row.text("form")), None)
    unknown = [place for place in row.texts("places") if place not in places]
    if form is None or unknown:
        raise row.fault(f"unknown form or place: {row.text('form')} {unknown}")
    return Requirement(
        form=form,
        min_days=row.number_or_none("min_days") or 0,
        permanent="permanent" in row.fields and row.flag("permanent"),
        condition=row.text_or_empty("condition"),
        places=row.texts("places"),
        citation=Citation.parse(row.text("citation")),
        read=read_of(row),
        source=row.text("source"),
    )


def _limits(row: Table) -> Iterator[TimeLimit]:
    limit = TimeLimit(
        key=row.text("key"),
        label=row.text("label"),
        days=row.number("days"),
        kind=cast(Kind, row.one_of("kind", _KINDS)),
        citation=Citation.parse(row.text("citation")),
        read=read_of(row),
        source=row.text("source"),
        holds_from=row.day("holds_from"),
        holds_to=row.day_or_none("holds_to"),
    )
    yield from (replace(limit, **other) for other in until_seen(row))


def _schedules(
    row: Table, limits: tuple[TimeLimit, ...], holds_from: date, notes: Mapping[str, object]
) -> tuple[Schedule, ...]:
    return tuple(_schedule(each, limits, holds_from, notes) for each in row.tables("schedule"))


def _schedule(row: Table, limits: tuple[TimeLimit, ...], holds_from: date, notes: Mapping[str, object]) -> Schedule:
    note = row.text_or_empty("note")
    if note and note not in notes:
        raise row.fault(f"unknown note {note!r}")
    named = tuple(each for each in limits if each.key == row.text("limit"))
    if not named:
        raise row.fault(f"unknown time limit {row.text('limit')!r}")
    return Schedule(
        key=row.text("key"),
        title=row.text("title"),
        every=cast(Every, row.one_of("every", EVERY)),
        anchor=row.one_of("anchor", ANCHORS) if "anchor" in row.fields else "period_end",
        day=row.text_or_empty("day"),
        next_year="next_year" in row.fields and row.flag("next_year"),
        reminder="reminder" in row.fields and row.flag("reminder"),
        limits=named,
        note=str(notes[note]) if note else "",
        holds_from=row.day("holds_from") if "holds_from" in row.fields else holds_from,
        holds_to=row.day_or_none("holds_to"),
        citation=Citation.parse(row.text("citation")),
    )


def _item(
    row: Table,
    of: Citation,
    ordinary: tuple[TimeLimit, ...],
    notes: Mapping[str, object],
    requirements: tuple[Requirement, ...],
) -> DisclosureItem:
    inherited = {name: row.fields[name] for name in ("read", "source", "holds_from") if name in row.fields}
    limits = ordinary + tuple(one for each in row.tables("limit") for one in _limits(_with(each, inherited)))
    number = row.number("number")
    ref = row.text_or_empty("citation")
    if not ref and of.clause:
        raise row.fault("'citation' is missing")
    return DisclosureItem(
        key=row.text("key"),
        number=number,
        title=row.text("title"),
        wording=row.text("wording"),
        requirements=requirements,
        limits=limits,
        schedules=_schedules(row, limits, row.day("holds_from"), notes),
        holds_from=row.day("holds_from"),
        holds_to=row.day_or_none("holds_to"),
        citation=Citation.parse(ref) if ref else Citation(of.document, of.article, str(number)),
        read=read_of(row),
        source=row.text("source"),
    )
