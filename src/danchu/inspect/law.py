"""What the law asks of one case, read from ``statute`` by the day on which the case began."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from danchu.core import in_force
from danchu.core.refusals import Objection, Refused
from danchu.inspect.models import Case, CaseExtension, CasePause
from danchu.inspect.states import OPEN, State
from danchu.lib.lifecycle import Life
from danchu.lib.vntext import vn_date
from statute import casework
from statute.calendars import CalendarUnknown
from statute.casework import CaseKind, Circumstances, Clock, Complexity, Count, Pause
from statute.parameters import Parameter, RuleBook, RuleUnknown

NO_CALENDAR = "Chưa có lịch ngày nghỉ của năm đó, nên không tính được hạn. Kiểm tra ngày nhận."


def book() -> RuleBook:
    """The rules as they hold in the ward at hand."""
    return in_force.rules()


def kind_of(key: str) -> CaseKind:
    """Raises ``Refused`` for a kind that the law does not know."""
    try:
        return casework.kind(key)
    except RuleUnknown as unknown:
        raise Refused(Objection("Hãy chọn lại loại đơn.", "kind")) from unknown


def is_under_seal(case: Case | None) -> bool:
    """Whether ``case`` is sealed, or went into one that is."""
    return case is not None and (kind_of(case.kind).is_sealed or is_under_seal(case.merged_into))


def every_kind() -> tuple[CaseKind, ...]:
    """The kinds of what people send in."""
    return casework.kinds()


def snapshot(kind: CaseKind, on: date) -> dict[str, Any]:
    """What a case that comes in on that day keeps of the law."""
    return {"on": on.isoformat(), "label": kind.label, "citation": str(kind.citation)}


def began_on(case: Case) -> date:
    """The day whose law ``case`` keeps to its end."""
    return date.fromisoformat(case.rule["on"])


def life_of(case: Case) -> Life:
    """The moves of ``case`` as the law has them of its kind; all but the open states are ends."""
    moves = kind_of(case.kind).table(began_on(case))
    return Life(State, moves, ends=tuple(each for each in State if each not in OPEN))


def circumstances(case: Case) -> Circumstances:
    """What of ``case`` its periods depend on."""
    return Circumstances(case.instance, cast(Complexity, case.complexity), case.is_remote, case.in_several_places)


def clock_of(case: Case) -> Clock | None:
    """The clock that runs now; none in a pause and after the end."""
    return kind_of(case.kind).clock(case.state)


def periods_of(case: Case) -> tuple[Parameter, ...]:
    """The rules of the running clock: one, several where texts differ, none where no clock runs."""
    clock = clock_of(case)
    return clock.rules(circumstances(case), began_on(case), book()) if clock else ()


def start_of(case: Case, clock: Clock) -> date:
    """The day from which ``clock`` counts."""
    return case.counted_from if clock.counts_from == "received" else case.stage_on


def counts_of(case: Case, pauses: Sequence[CasePause], extensions: Sequence[CaseExtension]) -> tuple[Count, ...]:
    """The running stage as each of its rules counts it, the earliest end first: that is its last day. Empty in a pause
    and after the end. Raises ``Refused`` where the calendar of days off is not known.
    """
    clock = clock_of(case)
    if clock is None:
        return ()
    start = start_of(case, clock)
    stood = [Pause(each.since, each.until) for each in pauses if each.since >= start]
    more = sum(each.days for each in extensions if each.decided_on >= start)
    try:
        return casework.counts(periods_of(case), start, extended_by=more, pauses=stood, calendar=in_force.calendar())
    except CalendarUnknown as unknown:
        raise Refused(NO_CALENDAR) from unknown


def last_of(counts: Sequence[Count]) -> date | None:
    """The last day that ``counts`` leave: the earliest of their ends; None where there are none."""
    return counts[0].due_on if counts else None


def basis_of(counts: Sequence[Count]) -> dict[str, str]:
    """On what a duty rests whose last day is the earliest of ``counts``."""
    rule = counts[0].rule
    return {
        "rule": rule.key,
        "words": rule.words(),
        "citation": rule.basis,
        "explanation": several_words(counts),
    }


def several_words(counts: Sequence[Count]) -> str:
    """Why the earliest of several ``counts`` decides, each with its article; empty for one."""
    if len(counts) < 2:
        return ""
    said = "; ".join(f"{each.rule.words()} ({each.rule.basis}): hết ngày {vn_date(each.due_on)}" for each in counts)
    return f"Các văn bản quy định khác nhau, lấy ngày đến trước. {said}."


def extension_allowed(case: Case, used: int) -> Parameter | None:
    """The longest that one more extension of ``case`` may be; None where the law allows none, or no more."""
    clock = clock_of(case)
    if clock is None or not clock.extension:
        return None
    on = began_on(case)
    if used >= clock.extensions_allowed(circumstances(case), on, book()):
        return None
    return book().value(clock.extension, on)


def rule_for(case: Case, key: str) -> Parameter:
    """The rule ``key`` as ``case`` keeps it."""
    return book().value(key, began_on(case))


def last_day(rule: Parameter, start: date) -> date:
    """The last day of a period of ``rule`` from ``start``. Raises ``Refused`` where the calendar is not known."""
    try:
        found = casework.due_on(rule, start, calendar=in_force.calendar())
    except CalendarUnknown as unknown:
        raise Refused(NO_CALENDAR) from unknown
    return cast(date, found)


def second_instance_until(case: Case) -> date | None:
    """The last day on which an answered ``case`` may be taken further; None where the law knows no second instance."""
    kind = kind_of(case.kind)
    if not kind.has_second_instance or case.instance > 1 or case.ended_on is None:
        return None
    key = kind.second_instance_remote if case.is_remote else kind.second_instance
    return last_day(rule_for(case, key), case.ended_on)


def soon_until(on: date) -> date:
    """The last day that counts as "due soon" as seen from ``on``."""
    rule = book().value("case.due_soon", on)
    try:
        return casework.due_on(rule, on, calendar=in_force.calendar()) or on
    except CalendarUnknown:
        return on + timedelta(days=rule.number)


def duplicates_since(on: date) -> date:
    """From which day on a case may be the same as one that comes in on that day."""
    return on - timedelta(days=book().value("case.duplicates_within", on).number)
