"""What people send in, by kind: its stages, the moves between them, and when each stage must have ended.

Laws on complaints (2011), denunciations (2018), access to information (2016), Circular 05/2021/TT-TTCP. Kinds, moves
and clocks are data (``casework.toml``); the periods are rules (``rules-complaints.toml``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, cast

from statute.calendars import Calendar
from statute.citation import Citation
from statute.deadlines import Kind as DayKind
from statute.deadlines import due
from statute.parameters import Parameter, RuleBook, RuleUnknown
from statute.reading import Read, Sourced, read_of
from statute.tables import LawDataError, Table, read_data

Complexity = Literal["plain", "complex", "very_complex"]
COMPLEXITIES: dict[Complexity, str] = {
    "plain": "Bình thường",
    "complex": "Phức tạp",
    "very_complex": "Đặc biệt phức tạp",
}
RECEIVED, SETTLING, PAUSED = STAGES = ("received", "settling", "paused")
ENDS = ("answered", "refused", "forwarded", "withdrawn", "stopped", "merged")
MOVES = ("accept", "refuse", "forward", "answer", "pause", "resume", "stop", "withdraw", "reopen", "merge")
_DAYS: dict[str, DayKind] = {"calendar_days": "calendar", "working_days": "working"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What of a case the law's periods depend on."""

    instance: int = 1
    complexity: Complexity = "plain"
    is_remote: bool = False
    in_several_places: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A rule that holds for a clock where the circumstances fit; None fits anything. ``beside`` are the rules of other
    texts about the same: where they hold, each counts for itself, and the earliest end decides."""

    rule: str
    beside: tuple[str, ...]
    instance: int | None
    complexity: tuple[str, ...]
    is_remote: bool | None
    in_several_places: bool | None

    def fits(self, found: Circumstances) -> bool:
        """Whether it is the one for a case of such ``found`` circumstances."""
        return (
            self.instance in (None, found.instance)
            and (not self.complexity or found.complexity in self.complexity)
            and self.is_remote in (None, found.is_remote)
            and self.in_several_places in (None, found.in_several_places)
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """Within what time a stage must end. ``counts_from``: the day of receipt, or the day the stage began."""

    stage: str
    counts_from: Literal["received", "stage"]
    periods: tuple[Period, ...]
    extension: str
    extensions: Mapping[str, str]

    def rules(self, found: Circumstances, on: date, book: RuleBook) -> tuple[Parameter, ...]:
        """The periods for such circumstances, for ``counts``: one, or several where texts differ and nobody knows which
        gave way. Raises ``RuleUnknown`` where none fits."""
        for each in self.periods:
            if each.fits(found):
                others = (book.holding(key, on) for key in each.beside)
                return (book.value(each.rule, on), *(other for other in others if other is not None))
        raise RuleUnknown(f"no period of stage {self.stage} fits {found}")

    def extensions_allowed(self, found: Circumstances, on: date, book: RuleBook) -> int:
        """How many extensions the law allows such a case; 0 where it knows none."""
        key = self.extensions.get(found.complexity, "")
        return book.value(key, on).number if key else 0


@dataclass(frozen=True, slots=True)
class Move:
    """A step of legal effect: from which stages, to which, what the button says, which letter goes out.

    ``restarts``: periods from receipt count from its day. ``holds_from``, ``holds_to``: for cases that began between
    these days.
    """

    key: str
    origins: tuple[str, ...]
    target: str
    label: str
    letter: str
    citation: Citation | None
    restarts: bool
    holds_from: date | None
    holds_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether cases that began on ``day`` know it."""
        return (self.holds_from is None or self.holds_from <= day) and (self.holds_to is None or day <= self.holds_to)


@dataclass(frozen=True, slots=True)
class Ground:
    """A lawful ground for not dealing with what was sent in."""

    key: str
    label: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class After:
    """What must be done within ``rule`` from ``move``, of a case of that ``instance`` (none: of any)."""

    move: str
    key: str
    label: str
    rule: str
    instance: int | None
    publishes: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How a conclusion is made public; ``rule`` is the least time that it stands there, empty for none."""

    key: str
    label: str
    rule: str


@dataclass(frozen=True, slots=True)
class CaseKind(Sourced):
    """A kind of what people send in. ``letters`` begin its numbers. ``is_sealed``: who sent it in is secret.
    ``second_instance`` is the rule within which it may be taken further, by how remote the place is; empty for none.
    """

    key: str
    label: str
    letters: str
    about: str
    citation: Citation
    may_be_anonymous: bool
    may_be_public: bool
    may_reopen: bool
    is_sealed: bool
    second_instance: str
    second_instance_remote: str
    needs_dialogue: bool
    stages: tuple[str, ...]
    clocks: tuple[Clock, ...]
    moves: tuple[Move, ...]
    grounds: tuple[Ground, ...]
    after: tuple[After, ...]
    outcomes: Mapping[str, str]
    read: Read
    source: str

    @property
    def has_second_instance(self) -> bool:
        """Whether it may be taken further after the first answer."""
        return bool(self.second_instance)

    def after_move(self, move: str, instance: int) -> tuple[After, ...]:
        """What must be done after ``move`` of a case of that instance."""
        return tuple(each for each in self.after if each.move == move and each.instance in (None, instance))

    def clock(self, stage: str) -> Clock | None:
        """The clock that runs in ``stage``; none in a pause."""
        return next((each for each in self.clocks if each.stage == stage), None)

    def move(self, key: str, began_on: date) -> Move | None:
        """The move ``key``, if a case of this kind that began on that day knows it."""
        return next((each for each in self.moves if each.key == key and each.holds_on(began_on)), None)

    def moves_from(self, stage: str, began_on: date) -> tuple[Move, ...]:
        """What can be done in ``stage`` with a case that began on that day, in the order of the data."""
        return tuple(each for each in self.moves if stage in each.origins and each.holds_on(began_on))

    def ground(self, key: str) -> Ground | None:
        """The ground ``key``, if this kind knows it."""
        return next((each for each in self.grounds if each.key == key), None)

    def table(self, began_on: date) -> dict[tuple[str, str], str]:
        """The moves of a case that began on that day: (stage, move) to the next stage or end."""
        moves = [each for each in self.moves if each.holds_on(began_on)]
        return {(origin, each.key): each.target for each in moves for origin in each.origins}


def kinds() -> tuple[CaseKind, ...]:
    """Every kind, in the order in which people are asked."""
    return _kinds()


def kind(key: str) -> CaseKind:
    """The kind ``key``. Raises ``RuleUnknown``."""
    for each in _kinds():
        if each.key == key:
            return each
    raise RuleUnknown(f"no kind of case {key!r}")


def ways() -> tuple[Way, ...]:
    """How a conclusion is made public, in the order of the law."""
    rows = read_data("casework").tables("way")
    return tuple(Way(each.text("key"), each.text("label"), each.text_or_empty("rule")) for each in rows)


def forms() -> dict[str, str]:
    """The form that the circular or a decree names for a letter, by the letter's key."""
    return {key: str(value) for key, value in read_data("casework").table("forms").fields.items()}


@dataclass(frozen=True, slots=True)
class Pause:
    """A time during which the clock stood: from the day of the decision to that on which it went on (none: not yet)."""

    since: date
    until: date | None = None


def due_on(
    rule: Parameter,
    start: date,
    *,
    extended_by: int = 0,
    pauses: Sequence[Pause] = (),
    calendar: Calendar,
) -> date | None:
    """The last day of a period of ``rule`` from the event on ``start``, lengthened by ``extended_by`` days.

    Days before a pause count, those from the day of the pause to the day on which it ends do not; what was left then
    runs from that day (it is not counted, Civil Code art. 147). None while the clock stands. ``pauses`` do not overlap
    and none begins before ``start``.
    """
    days, unit = rule.number + extended_by, _DAYS[rule.unit]
    for pause in sorted(pauses, key=lambda each: each.since):
        days -= _passed(start, pause.since, unit, calendar)
        if pause.until is None:
            return None
        start = pause.until
        days = max(days, 1)  # a period that ran out in the pause ends on the first day after it
    return due(start, days, unit, calendar).due_on


@dataclass(frozen=True, slots=True)
class Count:
    """One period as it is counted: its rule, and its last day."""

    rule: Parameter
    due_on: date


def counts(
    rules: Sequence[Parameter],
    start: date,
    *,
    extended_by: int = 0,
    pauses: Sequence[Pause] = (),
    calendar: Calendar,
) -> tuple[Count, ...]:
    """Each of ``rules`` as ``due_on`` counts it, the earliest end first: that one decides. Empty while the clock
    stands."""
    ends = ((each, due_on(each, start, extended_by=extended_by, pauses=pauses, calendar=calendar)) for each in rules)
    return tuple(sorted((Count(rule, end) for rule, end in ends if end), key=lambda each: each.due_on))


def _passed(start: date, until: date, unit: DayKind, calendar: Calendar) -> int:
    """How many days of the period had passed before the day ``until``."""
    days = range(1, (until - start).days)
    if unit == "calendar":
        return len(days)
    return sum(calendar.is_working_day(start + timedelta(days=each)) for each in days)


@lru_cache(maxsize=1)
def _kinds() -> tuple[CaseKind, ...]:
    root = read_data("casework")
    defaults = root.table("defaults").fields
    found = tuple(_kind(Table(row.where, {**defaults, **row.fields})) for row in root.tables("kind"))
    if len({each.key for each in found}) < len(found) or len({each.letters for each in found}) < len(found):
        raise LawDataError("casework: two kinds have one key or the same letters")
    return found


def _flag(row: Table, name: str) -> bool:
    return row.flag(name) if name in row.fields else False


def _kind(row: Table) -> CaseKind:
    stages = row.texts("stages")
    made = CaseKind(
        key=row.text("key"),
        label=row.text("label"),
        letters=row.text("letters"),
        about=row.text("about"),
        citation=Citation.parse(row.text("citation")),
        may_be_anonymous=_flag(row, "may_be_anonymous"),
        may_be_public=_flag(row, "may_be_public"),
        may_reopen=_flag(row, "may_reopen"),
        is_sealed=_flag(row, "is_sealed"),
        second_instance=row.text_or_empty("second_instance"),
        second_instance_remote=row.text_or_empty("second_instance_remote"),
        needs_dialogue=_flag(row, "needs_dialogue"),
        stages=stages,
        clocks=tuple(_clock(each) for each in row.tables("clock")),
        moves=tuple(_move(each, stages) for each in row.tables("move")),
        grounds=tuple(
            Ground(each.text("key"), each.text("label"), Citation.parse(each.text("citation")))
            for each in row.tables("ground")
        ),
        after=tuple(_after(each) for each in row.tables("after")),
        outcomes={each.text("key"): each.text("label") for each in row.tables("outcomes")},
        read=read_of(row),
        source=row.text("source"),
    )
    clocked = {each.stage for each in made.clocks}
    if missing := set(stages) - clocked - {PAUSED}:
        raise row.fault(f"no clock runs in {', '.join(sorted(missing))}")
    return made


def _move(row: Table, stages: Sequence[str]) -> Move:
    origins, target = row.texts("from"), row.one_of("to", STAGES + ENDS)
    if unknown := [each for each in origins if each not in (*stages, *ENDS)]:
        raise row.fault(f"{unknown[0]!r} is no stage of this kind")
    citation = Citation.parse(row.text("citation")) if "citation" in row.fields else None
    return Move(
        row.one_of("key", MOVES),
        origins,
        target,
        row.text("label"),
        row.text_or_empty("letter"),
        citation,
        _flag(row, "restarts"),
        row.day_or_none("holds_from"),
        row.day_or_none("holds_to"),
    )


def _after(row: Table) -> After:
    return After(
        row.one_of("move", MOVES),
        row.text("key"),
        row.text("label"),
        row.text("rule"),
        row.number_or_none("instance"),
        _flag(row, "publishes"),
    )


def _clock(row: Table) -> Clock:
    counts_from = row.one_of("from", ("received", "stage"))
    extensions = row.table("extensions").fields if "extensions" in row.fields else {}
    return Clock(
        stage=row.one_of("stage", STAGES),
        counts_from=cast(Literal["received", "stage"], counts_from),
        periods=tuple(_period(each) for each in row.tables("periods")),
        extension=row.text_or_empty("extension"),
        extensions={key: str(value) for key, value in extensions.items()},
    )


def _period(row: Table) -> Period:
    return Period(
        rule=row.text("rule"),
        beside=row.texts("beside"),
        instance=row.number_or_none("instance"),
        complexity=row.texts("complexity"),
        is_remote=row.flag("is_remote") if "is_remote" in row.fields else None,
        in_several_places=row.flag("in_several_places") if "in_several_places" in row.fields else None,
    )
