"""What the law asks of one decision, read from ``statute`` and kept with it as plain values."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from danchu.core.refusals import Objection, Refused
from danchu.lib import clock
from danchu.ward.models import Person
from statute import decisions
from statute.calendars import CalendarUnknown
from statute.deadlines import due
from statute.decisions import MatterKind, Outcome, WardOutcome
from statute.parameters import Parameter, RuleBook, RuleUnknown, rulebook

OTHER_ITEM = "other"
RESULT_FORMS = ("portal", "group_leaders")
"""As which item of the law's list, and through which of its forms, what a community decided is disclosed."""


def book() -> RuleBook:
    """The rules as they hold."""
    return rulebook()


def kind_of(key: str, on: date) -> MatterKind:
    """Raises ``Refused`` for a kind of matter that the law does not know on that day."""
    try:
        return decisions.kind(key, on)
    except RuleUnknown as unknown:
        raise Refused(Objection("Hãy chọn lại loại việc trong danh mục của luật.", "kind")) from unknown


def snapshot(kind: MatterKind, forms: Iterable[str], base: int, on: date) -> dict[str, Any]:
    """The rules of a decision that is opened on that day, in plain values that it keeps."""
    rule = kind.majority_rule(on, book(), tuple(forms))
    return {
        "on": on.isoformat(),
        "kind": kind.key,
        "label": kind.label,
        "citation": str(kind.citation),
        "base": base,
        "needed": decisions.needed(base, rule),
        "majority": rule_words(rule),
        "in_force": kind.in_force,
    }


def rule_words(rule: Parameter) -> dict[str, Any]:
    """A rule in plain values."""
    return {
        "key": rule.key,
        "words": rule.words(),
        "value": str(rule.value),
        "bound": rule.bound,
        "citation": str(rule.citation),
        "verified": rule.verified,
    }


def began_on(rule: Mapping[str, Any]) -> date:
    """The day whose law a decision keeps to its end."""
    return date.fromisoformat(rule["on"])


def outcome_words(found: Outcome) -> dict[str, Any]:
    """An outcome in plain values, as scripts and the decision keep it."""
    return {
        "lawful": found.lawful,
        "passed": found.passed,
        "needed": found.needed,
        "base": found.base,
        "in_favour": found.in_favour,
        "article": str(found.rule.citation),
        "verified": found.verified,
        "reason": found.explain(),
    }


def ward_outcome_words(found: WardOutcome) -> dict[str, Any]:
    """The outcome of a matter of the whole ward that is counted group by group, in plain values."""
    said = "được thông qua" if found.passed else "không được thông qua"
    reason = (
        f"Có {found.in_favour} trong tổng số {found.base} tổ dân phố tán thành, cần ít nhất {found.needed} tổ "
        f"({found.rule.words()}): {said} ({found.rule.citation})."
    )
    return {
        "passed": found.passed,
        "needed": found.needed,
        "base": found.base,
        "in_favour": found.in_favour,
        "article": str(found.rule.citation),
        "verified": found.rule.verified,
        "reason": reason,
    }


AGE_BANDS = (18, 30, 45, 60)
"""Where the age bands of the figures begin; below the first one nobody is told apart."""


def age_band(person: Person | None, at: datetime) -> str:
    """The band of the age of ``person``, "30–44" or "60+"; empty where the year of birth is not known."""
    year = (person.born_on.year if person.born_on else person.born_in_year) if person else None
    if not year:
        return ""
    age = clock.local_day(at).year - year
    ends = (*(each - 1 for each in AGE_BANDS[1:]), None)
    for start, end in zip(AGE_BANDS, ends, strict=True):
        if age >= start and (end is None or age <= end):
            return f"{start}–{end}" if end else f"{start}+"
    return f"dưới {AGE_BANDS[0]}"


def deadline(key: str, start: date) -> tuple[date, Parameter]:
    """When the period that the rule ``key`` sets ends, counted from ``start``. Raises ``Refused`` where unknown."""
    rule = book().value(key, start)
    try:
        return due(start, rule.number, "working" if rule.unit == "working_days" else "calendar").due_on, rule
    except CalendarUnknown as unknown:
        raise Refused(str(unknown)) from unknown


def sending_rule(kind: str) -> str:
    """The key of the rule by which what was decided goes to the authorities: a code with its file, all else as is."""
    return "village_code.file" if kind == "code" else "decision.to_authorities"


def recognition_rule(kind: str, *, is_release: bool) -> str:
    """The key of the rule for the answer of the competent body."""
    if kind == "head":
        return "leader_release.recognition" if is_release else "leader_election.recognition"
    return "village_code.recognition" if kind == "code" else "decision.recognition"


def basis(rule: Parameter, due_on: date) -> dict[str, Any]:
    """A rule as a duty keeps it."""
    return {**rule_words(rule), "due": due_on.isoformat()}
