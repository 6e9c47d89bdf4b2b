"""What the law promises to who sends something in today: within what time the ward takes it up, and settles it."""

from dataclasses import dataclass
from datetime import date

from danchu.core import in_force
from danchu.inspect import law
from statute import casework
from statute.calendars import CalendarUnknown
from statute.casework import CaseKind, Circumstances, Count
from statute.parameters import Parameter


@dataclass(frozen=True)
class Promise:
    """A kind with its periods in words. ``by``: the last day to take it up, were it sent today (none where the
    calendar of days off is not known); ``mark``: how sure the first period is, empty where it is sure; ``settles`` is
    empty where the law knows no second period."""

    kind: CaseKind
    takes_up: str
    mark: str
    by: date | None
    settles: str

    @property
    def key(self) -> str:
        return self.kind.key


def promise(key: str, on: date) -> Promise:
    """The promise of the kind ``key`` for what is sent on that day."""
    kind = law.kind_of(key)
    taking_up, settling = (_rules(kind, stage, on) for stage in (casework.RECEIVED, casework.SETTLING))
    ends = _ends(taking_up, on)
    first = ends[0].rule if ends else taking_up[0]
    by = ends[0].due_on if ends else None
    settles = next((each.words() for each in settling if each not in taking_up), "")
    return Promise(kind, first.words(), first.mark, by, settles)


def promises(on: date) -> dict[str, Promise]:
    """The promises of every kind."""
    return {each.key: promise(each.key, on) for each in casework.kinds()}


def _rules(kind: CaseKind, stage: str, on: date) -> tuple[Parameter, ...]:
    """The periods of the clock of ``stage``; none where the kind knows no such stage."""
    clock = kind.clock(stage)
    return clock.rules(Circumstances(), on, law.book()) if clock else ()


def _ends(rules: tuple[Parameter, ...], on: date) -> tuple[Count, ...]:
    try:
        return casework.counts(rules, on, calendar=in_force.calendar())
    except CalendarUnknown:
        return ()
