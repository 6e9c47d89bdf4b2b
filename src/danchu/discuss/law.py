"""What the law asks of one decision, read from ``statute`` and kept with it as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from danchu.core import in_force
from danchu.core.refusals import Objection, Refused
from danchu.lib import clock
from danchu.ward.models import Person
from statute import decisions, outcomes
from statute.calendars import CalendarUnknown
from statute.deadlines import due, months_end
from statute.decisions import BallotGround, MatterKind, Named
from statute.outcomes import Outcome, WardOutcome
from statute.parameters import Override, Parameter, RuleBook, RuleUnknown, read_value, rulebook

OTHER_ITEM = "other"
RESULT_FORMS = ("portal", "group_leaders")
SURENESS = frozenset({"verified", "mark"})
"""What ``sure_words`` tells."""
"""As which item of the law's list, and through which of its forms, what a community decided is disclosed."""


def book() -> RuleBook:
    """The rules as they hold in the ward at hand."""
    return in_force.rules()


def kind_of(key: str, on: date) -> MatterKind:
    """Raises ``Refused`` for a kind of matter that the law does not know on that day."""
    try:
        return decisions.kind(key, on)
    except RuleUnknown as unknown:
        raise Refused(Objection("Hãy chọn lại loại việc trong danh mục của luật.", "kind")) from unknown


def snapshot(kind: MatterKind, forms: Iterable[str], base: int, on: date, *, is_ward_wide: bool) -> dict[str, Any]:
    """The rules of a decision that is opened on that day, in plain values that it keeps."""
    rule = kind.majority_rule(on, book(), tuple(forms))
    corrected = [correction_words(each) for each in book().corrections(on)]
    return ({"corrections": corrected} if corrected else {}) | {
        "on": on.isoformat(),
        "kind": kind.key,
        "label": kind.label,
        "citation": str(kind.citation),
        "base": base,
        "needed": outcomes.needed(base, rule),
        "majority": rule_words(rule),
        "in_force": kind.takes_effect(is_ward_wide=is_ward_wide),
    }


def rule_words(rule: Parameter) -> dict[str, Any]:
    """A rule in plain values."""
    return {
        "key": rule.key,
        "words": rule.words(),
        "value": str(rule.value),
        "bound": rule.bound,
        "citation": str(rule.citation),
        **sure_words(rule),
        **corrected_words(rule),
    }


def sure_words(rule: Parameter) -> dict[str, Any]:
    """How far the text behind ``rule`` was read, in plain values: whether officially, and what is said of it if not."""
    return {"verified": rule.verified, "mark": rule.mark}


def corrected_words(rule: Parameter) -> dict[str, str]:
    """Why the ward has corrected ``rule``, in plain values; nothing where it has not."""
    return {"corrected": rule.correction.reason} if rule.correction else {}


def correction_words(override: Override) -> dict[str, Any]:
    """A ward's correction in plain values."""
    until = override.holds_to.isoformat() if override.holds_to else None
    return {
        "key": override.key,
        "value": str(override.value),
        "from": override.holds_from.isoformat(),
        "to": until,
        "reason": override.reason,
    }


def corrections_in(rule: Mapping[str, Any]) -> tuple[Override, ...]:
    """The ward's corrections that a decision was opened under, from its plain values. ``ValueError`` or
    ``RuleUnknown`` for what cannot be."""
    return tuple(
        Override(
            each["key"],
            read_value(each["value"], rulebook().unit(each["key"])),
            date.fromisoformat(each["from"]),
            each["reason"],
            date.fromisoformat(each["to"]) if each["to"] else None,
        )
        for each in rule.get("corrections", ())
    )


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
        **sure_words(found.rule),
        "reason": found.explain(),
        **corrected_words(found.rule),
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
        **sure_words(found.rule),
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
    of: Literal["working", "calendar"] = "working" if rule.unit == "working_days" else "calendar"
    try:
        return due(start, rule.number, of, in_force.calendar()).due_on, rule
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


def report_day(on: date) -> Parameter:
    """The day of the year by which a leader reports on what was carried out, where the decision sets none."""
    return book().value("decision.report_day", on)


def basis(rule: Parameter, due_on: date) -> dict[str, Any]:
    """A rule as a duty keeps it."""
    return {**rule_words(rule), "due": due_on.isoformat()}


@dataclass(frozen=True)
class Backed:
    """What a resident's initiative needs: how many households, until when, by which rule in plain values."""

    needed: int
    valid_until: date
    rule: dict[str, Any]


def backing(kind: MatterKind, households: int, on: date) -> Backed:
    """What an initiative of ``kind`` needs in a group of ``households`` (Điều 16)."""
    want, rule = outcomes.backing_needed(households, on, book())
    validity = book().value("initiative.backing_valid", on)
    words = rule_words(rule) | {"label": kind.label, "kind_citation": str(kind.citation), "validity": validity.words()}
    return Backed(want, months_end(on, validity.number), words)


@dataclass(frozen=True)
class KindCard:
    """A kind of matter as it is shown before it is chosen: which forms, which share of which base, who recognises."""

    kind: MatterKind
    forms: tuple[Named, ...]
    majority: Parameter
    ward_majority: Parameter | None
    attendance: Parameter | None
    recognition: Parameter | None
    grounds: tuple[BallotGround, ...]


def kind_card(kind: MatterKind, on: date) -> KindCard:
    """What the law asks of ``kind`` on that day."""

    def rule(key: str) -> Parameter | None:
        return book().value(key, on) if key else None

    return KindCard(
        kind,
        tuple(each for each in decisions.forms() if each.key in kind.forms),
        book().value(kind.majority, on),
        rule(kind.ward_majority),
        rule(kind.attendance),
        rule(kind.recognition),
        decisions.ballot_grounds(kind.key) if "ballot" in kind.forms else (),
    )


def kind_cards(on: date) -> tuple[KindCard, ...]:
    """Every kind of matter that holds on that day, in the law's order."""
    return tuple(kind_card(each, on) for each in decisions.kinds(on))


RECOGNISERS = {
    "committee": "Ủy ban nhân dân phường",
    "front": "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam phường",
}
"""What the bodies are called that recognise a decision (khoản 2 Điều 21)."""
NOTICE = "meeting.notice"
"""The rule on telling of a meeting beforehand."""


@dataclass(frozen=True)
class Before:
    """Something that must be done before a meeting: the rule, and the last day that the law leaves for it."""

    rule: Parameter
    due_on: date


def before_meeting(day: date, items: Iterable[tuple[str, bool]], on: date) -> tuple[Before, ...]:
    """What must be done before a meeting of a residential group on ``day`` about ``items`` (kind of matter, whether it
    elects), by the rules of ``on``; the earliest first."""
    keys = [NOTICE]
    for kind, elects in items:
        found = kind_of(kind, on)
        keys += [*found.before_meeting, *(found.before_election if elects else ())]
    rules = (book().value(key, on) for key in dict.fromkeys(keys))
    found_all = (Before(rule, day - timedelta(days=rule.number)) for rule in rules)
    return tuple(sorted(found_all, key=lambda each: (each.due_on, each.rule.key)))
