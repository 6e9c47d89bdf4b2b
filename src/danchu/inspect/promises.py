"""What the law promises to who sends something in today: within what time the ward takes it up, and settles it."""

from dataclasses import dataclass
from datetime import date

from danchu.core import in_force
from danchu.inspect import law
from statute import casework
from statute.calendars import CalendarUnknown
from statute.casework import CaseKind, Circumstances
from statute.parameters import Parameter


@dataclass(frozen=True)
class Promise:
    """A kind with its periods in words. ``by``: the last day to take it up, were it sent today (none where the
    calendar of days off is not known); ``settles`` is empty where the law knows no second period."""

    kind: CaseKind
    takes_up: str
    by: date | None
    settles: str

    @property
    def key(self) -> str:
        return self.kind.key


def promise(key: str, on: date) -> Promise:
    """The promise of the kind ``key`` for what is sent on that day."""
    kind = law.kind_of(key)
    taking_up, settling = (_rules(kind, stage, on) for stage in (casework.RECEIVED, casework.SETTLING))
    first = taking_up[0]
    return Promise(
        kind, first.words(), _last_day(first, on), next((each.words() for each in settling if each != first), "")
    )


def promises(on: date) -> dict[str, Promise]:
    """The promises of every kind."""
    return {each.key: promise(each.key, on) for each in casework.kinds()}


def _rules(kind: CaseKind, stage: str, on: date) -> list[Parameter]:
    """The period of each clock of ``stage``: one, or none."""
    return [each.rule(Circumstances(), on, law.book()) for each in kind.clocks if each.stage == stage]


def _last_day(rule: Parameter, on: date) -> date | None:
    try:
        return casework.due_on(rule, on, calendar=in_force.calendar())
    except CalendarUnknown:
        return None
