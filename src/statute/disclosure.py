"""What must be disclosed, in which forms, for how long and by when (Law 10/2022, articles 11 to 14, 46 to 48, 64, 65).

Three lists: ``commune`` (the local authority of a ward or commune), ``agency`` (inside a public body) and
``state_enterprise`` (inside a state enterprise).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, cast

from statute.calendars import Calendar
from statute.citation import Citation
from statute.deadlines import Deadline, Kind, due
from statute.parameters import RuleUnknown
from statute.reading import Read, Sourced, read_of
from statute.tables import Table, read_data

LISTS = ("commune", "agency", "state_enterprise")
Every = Literal["quarter", "half_year", "year"]
_KINDS = ("working", "calendar")
_ROMAN = ("I", "II", "III", "IV")


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
    """By when, counted from the event that ``label`` names."""

    key: str
    label: str
    days: int
    kind: Kind
    citation: Citation
    read: Read
    source: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """A disclosure that comes back every period.

    ``reminder``: the law counts from the day of a document that the calendar cannot know, so the date computed from
    the period is a reminder and not a statutory deadline. ``before_period``: counted from the day before the period
    begins (plans, estimates), else from its last day.
    """

    key: str
    title: str
    every: Every
    before_period: bool
    reminder: bool
    limit: TimeLimit
    citation: Citation


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


@dataclass(frozen=True, slots=True)
class Obligation:
    """One recurring disclosure in one period. ``item`` is none for a duty of the whole list.

    ``statutory`` is false when ``due`` is only a reminder (see ``Schedule``). ``key`` is unique and stable.
    """

    key: str
    item: DisclosureItem | None
    title: str
    period_label: str
    period_end: date
    due: Deadline
    statutory: bool
    citation: Citation
    limit: TimeLimit


@lru_cache(maxsize=len(LISTS))
def disclosure_list(list: str = "commune") -> DisclosureList:
    """The list with this key. Raises ``RuleUnknown`` for a key that is not in ``LISTS``."""
    if list not in LISTS:
        raise RuleUnknown(f"no disclosure list {list!r}")
    return parse_list(read_data(f"disclosure-{list}"))


def items(on: date, list: str = "commune") -> tuple[DisclosureItem, ...]:
    """The items of the list that hold on that day, in the statute's order."""
    return tuple(each for each in disclosure_list(list).items if _holds(each, on))


def item(key: str, on: date, list: str = "commune") -> DisclosureItem:
    """The item with this key on that day. Raises ``RuleUnknown``."""
    for each in items(on, list):
        if each.key == key:
            return each
    raise RuleUnknown(f"no disclosure item {key!r} in {list!r} on {on.isoformat()}")


def forms(list: str = "commune") -> tuple[Form, ...]:
    """Every form of disclosure that the law allows, in its order."""
    return disclosure_list(list).forms


def obligations(year: int, calendar: Calendar, list: str = "commune") -> tuple[Obligation, ...]:
    """The recurring disclosures of ``year``, by date due. Items count as the law stands at the end of each period.

    Raises ``CalendarUnknown`` when a date due lies outside the calendar.
    """
    table = disclosure_list(list)
    sources: tuple[tuple[DisclosureItem | None, tuple[Schedule, ...]], ...] = (
        (None, table.schedules),
        *((each, each.schedules) for each in table.items),
    )
    found = [
        _obligation(table.key, owner, schedule, period, calendar)
        for owner, schedules in sources
        for schedule in schedules
        for period in _periods(year, schedule.every)
        if owner is None or _holds(owner, period.end)
    ]
    return tuple(sorted(found, key=lambda each: (each.due.due_on, each.key)))


@dataclass(frozen=True, slots=True)
class _Period:
    mark: str
    label: str
    start: date
    end: date


def _periods(year: int, every: Every) -> tuple[_Period, ...]:
    if every == "year":
        return (_Period(f"{year}", f"Năm {year}", date(year, 1, 1), date(year, 12, 31)),)
    if every == "half_year":
        return (_Period(f"{year}-H1", f"6 tháng đầu năm {year}", date(year, 1, 1), date(year, 6, 30)),)
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)] + [date(year + 1, 1, 1)]
    return tuple(
        _Period(f"{year}-Q{n + 1}", f"Quý {_ROMAN[n]}/{year}", starts[n], starts[n + 1] - timedelta(days=1))
        for n in range(4)
    )


def _obligation(
    list_key: str, owner: DisclosureItem | None, schedule: Schedule, period: _Period, calendar: Calendar
) -> Obligation:
    event = period.start - timedelta(days=1) if schedule.before_period else period.end
    parts = [list_key, *([owner.key] if owner else []), schedule.key, period.mark]
    return Obligation(
        key="/".join(parts),
        item=owner,
        title=schedule.title,
        period_label=period.label,
        period_end=period.end,
        due=due(event, schedule.limit.days, schedule.limit.kind, calendar),
        statutory=not schedule.reminder,
        citation=schedule.citation,
        limit=schedule.limit,
    )


def _holds(entry: DisclosureItem, on: date) -> bool:
    return entry.holds_from <= on and (entry.holds_to is None or on <= entry.holds_to)


def parse_list(root: Table) -> DisclosureList:
    """The disclosure list in one data file. Raises ``LawDataError`` naming the entry and the fault."""
    defaults = root.table("defaults").fields
    citation = Citation.parse(root.text("citation"))
    places = {key: str(label) for key, label in root.table("places").fields.items()}
    the_forms = tuple(_form(_with(row, defaults)) for row in root.tables("form"))
    limits = tuple(_limit(_with(row, defaults)) for row in root.tables("limit"))
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
        schedules=_schedules(root, limits),
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


def _limit(row: Table) -> TimeLimit:
    return TimeLimit(
        key=row.text("key"),
        label=row.text("label"),
        days=row.number("days"),
        kind=cast(Kind, row.one_of("kind", _KINDS)),
        citation=Citation.parse(row.text("citation")),
        read=read_of(row),
        source=row.text("source"),
    )


def _schedules(row: Table, limits: tuple[TimeLimit, ...]) -> tuple[Schedule, ...]:
    return tuple(_schedule(each, limits) for each in row.tables("schedule"))


def _schedule(row: Table, limits: tuple[TimeLimit, ...]) -> Schedule:
    limit = next((each for each in limits if each.key == row.text("limit")), None)
    if limit is None:
        raise row.fault(f"unknown time limit {row.text('limit')!r}")
    before = "anchor" in row.fields and row.one_of("anchor", ("before_period", "period_end")) == "before_period"
    return Schedule(
        key=row.text("key"),
        title=row.text("title"),
        every=cast(Every, row.one_of("every", ("quarter", "half_year", "year"))),
        before_period=before,
        reminder="reminder" in row.fields and row.flag("reminder"),
        limit=limit,
        citation=Citation.parse(row.text("citation")),
    )


def _item(
    row: Table, of: Citation, ordinary: tuple[TimeLimit, ...], requirements: tuple[Requirement, ...]
) -> DisclosureItem:
    inherited = {name: row.fields[name] for name in ("read", "source") if name in row.fields}
    limits = ordinary + tuple(_limit(_with(each, inherited)) for each in row.tables("limit"))
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
        schedules=_schedules(row, limits),
        holds_from=row.day("holds_from"),
        holds_to=row.day_or_none("holds_to"),
        citation=Citation.parse(ref) if ref else Citation(of.document, of.article, str(number)),
        read=read_of(row),
        source=row.text("source"),
    )
