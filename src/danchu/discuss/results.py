"""From counted voices to the outcome in words and numbers. Pure: the published bundle is judged by the same code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from danchu.discuss import law
from danchu.discuss.states import Answer
from statute import outcomes
from statute.decisions import MatterKind
from statute.outcomes import Election, Heard, Outcome
from statute.parameters import Parameter


@dataclass(frozen=True)
class Count:
    """What was counted in one form: electors that took part, invalid ballots, votes by position of the option."""

    took_part: int
    votes: Mapping[int, int]
    invalid: int = 0


@dataclass(frozen=True)
class Community:
    """A group in the scope (``code`` is empty inside an organisation), its electors, and its counts by form."""

    code: str
    electors: int
    counts: Mapping[str, Count] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Everything that an outcome follows from. ``options`` maps positions to ``Answer``; ``on`` is the day whose law
    applies; ``is_inside`` an organisation."""

    kind: str
    on: date
    forms: tuple[str, ...]
    options: Mapping[int, str]
    communities: Sequence[Community]
    seats: int = 0
    is_ward_wide: bool = False
    is_inside: bool = False


def result(facts: Facts) -> dict[str, Any]:
    """The outcome: ``lawful``, ``passed``, ``needed``, ``base``, ``in_favour``, ``article``, ``verified``, ``reason``,
    and the figures by form, by group and by option behind it."""
    counts = _together(facts.communities, facts.forms)
    found = _outcome(facts, counts) | _ward(facts) | _chosen(facts, counts)
    return found | {
        "took_part": sum(each.took_part for each in counts.values()),
        "votes": {str(position): votes for position, votes in _votes(counts.values()).items()},
        "forms": {
            form: {
                "took_part": each.took_part,
                "invalid": each.invalid,
                "votes": {str(position): number for position, number in each.votes.items()},
            }
            for form, each in counts.items()
        },
        "groups": [_of_group(facts, each) for each in facts.communities],
    }


def _together(communities: Sequence[Community], forms: Iterable[str]) -> dict[str, Count]:
    found = {}
    for form in forms:
        parts = [each.counts[form] for each in communities if form in each.counts]
        found[form] = Count(sum(each.took_part for each in parts), _votes(parts), sum(each.invalid for each in parts))
    return found


def _votes(counts: Iterable[Count]) -> dict[int, int]:
    votes: dict[int, int] = {}
    for each in counts:
        for position, number in each.votes.items():
            votes[position] = votes.get(position, 0) + number
    return dict(sorted(votes.items()))


def _heard(facts: Facts, counts: Mapping[str, Count]) -> dict[str, Heard]:
    """In favour is who chose an option that says so; among candidates or alternatives, who chose the leading one."""
    favourable = [position for position, answer in facts.options.items() if answer == Answer.FOR]
    if not favourable:
        votes = _votes(counts.values())
        favourable = sorted(votes, key=lambda position: (-votes[position], position))[:1]
    return {
        form: Heard(each.took_part, sum(each.votes.get(position, 0) for position in favourable))
        for form, each in counts.items()
    }


def _judged(facts: Facts, electors: int, counts: Mapping[str, Count]) -> Outcome:
    heard = _heard(facts, counts)
    if facts.is_inside:
        return outcomes.conference_outcome(electors, heard, facts.on, law.book())
    return outcomes.outcome(_kind(facts), electors, heard, facts.on, law.book())


def _kind(facts: Facts) -> MatterKind:
    return law.kind_of(facts.kind, facts.on)


def _outcome(facts: Facts, counts: Mapping[str, Count]) -> dict[str, Any]:
    return law.outcome_words(_judged(facts, sum(each.electors for each in facts.communities), counts))


def _of_group(facts: Facts, community: Community) -> dict[str, Any]:
    counts = _together([community], facts.forms)
    found = _judged(facts, community.electors, counts)
    return {
        "group": community.code,
        "base": community.electors,
        "took_part": sum(each.took_part for each in counts.values()),
        "needed": found.needed,
        "in_favour": found.in_favour,
        "passed": found.passed,
    }


def _ward(facts: Facts) -> dict[str, Any]:
    """Over the whole ward some matters are counted group by group (khoản 1 Điều 21); then that decides."""
    if not facts.is_ward_wide or facts.is_inside:
        return {}
    groups = [_judged(facts, each.electors, _together([each], facts.forms)) for each in facts.communities]
    found = outcomes.ward_outcome(_kind(facts), groups, facts.on, law.book())
    return law.ward_outcome_words(found) | {"lawful": True} if found else {}


def _chosen(facts: Facts, counts: Mapping[str, Count]) -> dict[str, Any]:
    """Who is elected, or which alternative is chosen; nothing where there is only yes and no."""
    candidates = [position for position, answer in facts.options.items() if answer == Answer.CANDIDATE]
    if not candidates:
        return {}
    votes = _votes(counts.values())
    electors = sum(each.electors for each in facts.communities)
    base = sum(each.took_part for each in counts.values()) if facts.is_inside else electors
    rule = _rule(facts)
    seats = facts.seats or 1
    found = outcomes.elected({str(each): votes.get(each, 0) for each in candidates}, seats, base, rule)
    elected = [int(each) for each in found.elected]
    judged = _judged(facts, electors, counts)
    if not judged.lawful:
        return {"elected": [], "tied": [], "seats": seats}
    return {
        "elected": elected,
        "tied": [int(each) for each in found.tied],
        "seats": seats,
        "passed": len(elected) == seats,
        "needed": found.needed,
        "reason": _election_words(found, seats, base, rule.words(), str(rule.citation)),
    }


def _rule(facts: Facts) -> Parameter:
    if facts.is_inside:
        return law.book().value("staff_conference.majority", facts.on)
    return _kind(facts).majority_rule(facts.on, law.book(), facts.forms)


def _election_words(found: Election, seats: int, base: int, share: str, article: str) -> str:
    said = f"Cần ít nhất {found.needed} trong tổng số {base} ({share}, {article}). Đạt: {len(found.elected)}/{seats}."
    if found.tied:
        said += f" {len(found.tied)} phương án hoặc người bằng phiếu nhau ở vị trí cuối, phải biểu quyết lại giữa họ."
    return said
