"""From counted voices to the outcome: what majority of which base, and what came out (Law 10/2022, article 21)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from statute.citation import Citation
from statute.decisions import MEETING, MatterKind, lawful_forms
from statute.parameters import Parameter, RuleBook, rulebook
from statute.verdict import Reason


def needed(base: int, rule: Parameter) -> int:
    """How many of ``base`` make the share that ``rule`` wants: the least whole number that reaches it."""
    share = rule.fraction * base
    return floor(share) + 1 if rule.bound == "more_than" else ceil(share)


@dataclass(frozen=True, slots=True)
class Heard:
    """How many took part in one form, and how many of them were in favour."""

    took_part: int
    in_favour: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out. ``lawful``: whether the vote was one that the law knows; ``passed`` only if it was.

    ``reasons`` explain in words and numbers, each with its article; ``rule`` is the majority that was asked for.
    """

    lawful: bool
    passed: bool
    needed: int
    base: int
    in_favour: int
    rule: Parameter
    reasons: tuple[Reason, ...]

    def explain(self) -> str:
        """The reasons in one paragraph."""
        return " ".join(f"{each.text} ({each.citation})." for each in self.reasons)


def outcome(
    matter: MatterKind, households: int, heard: Mapping[str, Heard], on: date, book: RuleBook | None = None
) -> Outcome:
    """The outcome for a community of ``households``, heard in the forms that ``heard`` names.

    The base is every household, not only those that took part (Điều 21). Order and form do not matter beyond what the
    law says of a form. Numbers that cannot be (more in favour than took part, more than there are) are not lawful.
    """
    book = book or rulebook()
    rule = matter.majority_rule(on, book, tuple(heard))
    want = needed(households, rule)
    favour = sum(each.in_favour for each in heard.values())
    faults = (*lawful_forms(matter, tuple(heard)).reasons, *_number_faults(households, heard, rule.citation))
    if not faults:
        faults = tuple(_attendance_faults(matter, households, heard, on, book))
    if faults:
        return Outcome(False, False, want, households, favour, rule, faults)
    passed = favour >= want
    return Outcome(True, passed, want, households, favour, rule, (_result(households, heard, want, favour, rule),))


def _number_faults(
    households: int, heard: Mapping[str, Heard], citation: Citation, who: str = "hộ"
) -> Iterator[Reason]:
    if households < 1:
        yield Reason(f"Chưa có {who} nào trong phạm vi lấy ý kiến", citation)
    for each in heard.values():
        if min(each.took_part, each.in_favour) < 0:
            yield Reason(f"Số {who} không thể là số âm", citation)
        elif each.in_favour > each.took_part:
            text = f"Số {who} tán thành ({each.in_favour}) nhiều hơn số {who} tham gia ({each.took_part})"
            yield Reason(text, citation)
    together = sum(each.took_part for each in heard.values())
    if 0 < households < together:
        yield Reason(f"Số {who} tham gia ({together}) nhiều hơn tổng số {who} ({households})", citation)


def _attendance_faults(
    matter: MatterKind, households: int, heard: Mapping[str, Heard], on: date, book: RuleBook
) -> Iterator[Reason]:
    # Ballots that follow a meeting are there because too few came; then attendance no longer decides.
    if not matter.attendance or set(heard) != {MEETING}:
        return
    rule = book.value(matter.attendance, on)
    want, present = needed(households, rule), heard[MEETING].took_part
    if present < want:
        text = f"Cuộc họp chỉ có {present} hộ dự, phải có ít nhất {want} trong tổng số {households} hộ"
        yield Reason(text, rule.citation)


def _result(households: int, heard: Mapping[str, Heard], want: int, favour: int, rule: Parameter) -> Reason:
    counted = f"Có {favour} trong tổng số {households} hộ tán thành, cần ít nhất {want} hộ ({rule.words()})"
    if favour >= want:
        return Reason(f"{counted}: được thông qua", rule.citation)
    took_part = sum(each.took_part for each in heard.values())
    why = f"; mới có {took_part} hộ tham gia, không đủ để đạt tỷ lệ" if took_part < want else ""
    return Reason(f"{counted}: không được thông qua{why}", rule.citation)


@dataclass(frozen=True, slots=True)
class WardOutcome:
    """What came out of a matter of the whole ward that is counted group by group (khoản 1 Điều 21)."""

    passed: bool
    needed: int
    base: int
    in_favour: int
    rule: Parameter


def ward_outcome(
    matter: MatterKind, groups: Sequence[Outcome], on: date, book: RuleBook | None = None
) -> WardOutcome | None:
    """Whether enough groups approved; none where the law counts the ward's households together instead."""
    if not matter.ward_majority:
        return None
    rule = (book or rulebook()).value(matter.ward_majority, on)
    approved = sum(each.passed for each in groups)
    want = needed(len(groups), rule)
    return WardOutcome(bool(groups) and approved >= want, want, len(groups), approved, rule)


@dataclass(frozen=True, slots=True)
class Election:
    """Who is elected, who is tied for the last seat (they face each other again), who fell short."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    short: tuple[str, ...]
    needed: int


def elected(votes: Mapping[str, int], seats: int, base: int, rule: Parameter) -> Election:
    """Who takes ``seats`` seats: those with the majority of ``base``, by votes; a tie at the last seat elects nobody
    to it."""
    want = needed(base, rule)
    enough = sorted((name for name in votes if votes[name] >= want), key=lambda name: (-votes[name], name))
    short = tuple(sorted(name for name in votes if votes[name] < want))
    if len(enough) <= seats:
        return Election(tuple(enough), (), short, want)
    edge = votes[enough[seats - 1]] if seats else 0
    if seats and votes[enough[seats]] < edge:
        return Election(tuple(enough[:seats]), (), tuple(sorted((*short, *enough[seats:]))), want)
    safe = tuple(name for name in enough if votes[name] > edge)
    tied = tuple(sorted(name for name in enough if votes[name] == edge))
    below = tuple(name for name in enough if votes[name] < edge)
    return Election(safe, tied, tuple(sorted((*short, *below))), want)


def backing_needed(households: int, on: date, book: RuleBook | None = None) -> tuple[int, Parameter]:
    """How many households must back a resident's initiative for it to be put to the community (Điều 16)."""
    rule = (book or rulebook()).value("initiative.backing", on)
    return max(1, needed(households, rule)), rule


def conference_outcome(members: int, heard: Mapping[str, Heard], on: date, book: RuleBook | None = None) -> Outcome:
    """The outcome inside an agency or unit of ``members``: enough must take part, and the majority is of those who do
    (điểm c khoản 2 Điều 51)."""
    book = book or rulebook()
    quorum, rule = book.value("staff_conference.quorum", on), book.value("staff_conference.majority", on)
    took_part = sum(each.took_part for each in heard.values())
    favour = sum(each.in_favour for each in heard.values())
    want = needed(took_part, rule)
    faults = tuple(_number_faults(members, heard, rule.citation, "người"))
    if not faults and took_part < (least := needed(members, quorum)):
        text = f"Chỉ có {took_part} người tham gia, phải có ít nhất {least} trong tổng số {members} người"
        faults = (Reason(text, quorum.citation),)
    if faults:
        return Outcome(False, False, want, took_part, favour, rule, faults)
    said = "được thông qua" if favour >= want else "không được thông qua"
    text = f"Có {favour} trong số {took_part} người tham gia tán thành, cần ít nhất {want} ({rule.words()}): {said}"
    return Outcome(True, favour >= want, want, took_part, favour, rule, (Reason(text, rule.citation),))
