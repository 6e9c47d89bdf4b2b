"""Counting what was said in meetings and on secret papers, closing, recounting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from danchu.core.actors import Actor
from danchu.core.following import Done, Rank, then
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss import exporting, queries, results
from danchu.discuss.actions.adding import end_papers
from danchu.discuss.actions.following import begin_follow_up, call_off_follow_up
from danchu.discuss.effects import line_of
from danchu.discuss.models import CountSheet, Decision
from danchu.discuss.policies import blockers_before_closing, must_count_in
from danchu.discuss.signals import decision_closed
from danchu.discuss.states import LIFE, Form, Recognition, State
from danchu.lib.vntext import clean
from danchu.ward.models import ResidentialGroup

CLAUSE = "2.2.c.1"


@dataclass(frozen=True)
class Sheet:
    """What one counter counted. ``votes`` by position of the option; ``team`` and ``witnesses`` are names parted by
    semicolons."""

    form: Form
    group: ResidentialGroup | None
    counted_by: str
    given: int
    returned: int
    votes: Mapping[int, int]
    invalid: int = 0
    counter: int = 1
    team: str = ""
    place: str = ""
    witnesses: str = ""


@official(label="Ghi biên bản kiểm phiếu", clause=CLAUSE, policy="discuss.count", personal=("sheet",))
def record_count(*, decision: Decision, sheet: Sheet, by: Actor, at: datetime) -> Decision:
    """Write down what a counter (1 or 2) counted in the present round. Raises ``Refused`` when it does not add up,
    when more are counted than were heard, or when that counter has counted already (then only a recount helps)."""
    must_count_in(by, decision, sheet.group.pk if sheet.group else None)
    refuse_if(_counter_faults(decision, sheet))
    return _write(decision, sheet, at)


@official(label="Ghi kết quả biểu quyết tại cuộc họp", clause=CLAUSE, policy=WITHIN, personal=("sheet",))
def record_meeting_count(*, decision: Decision, sheet: Sheet, reason: str = "", by: Actor, at: datetime) -> Decision:
    """The same for a vote that a meeting takes. With a ``reason`` it is counted anew and the sheet before stays on
    record."""
    earlier = decision.sheets.filter(group=sheet.group, form=sheet.form, superseded_reason="")
    if reason.strip():
        earlier.update(superseded_reason=reason.strip())
    return _write(decision, sheet, at)


def _write(decision: Decision, sheet: Sheet, at: datetime) -> Decision:
    refuse_if(_sheet_faults(decision, sheet))
    number = _round(decision, sheet)
    if CountSheet.objects.filter(
        decision=decision, group=sheet.group, form=sheet.form, round=number, counter=sheet.counter
    ).exists():
        raise Refused("Người kiểm phiếu này đã ghi số. Muốn kiểm lại, hãy bắt đầu lần kiểm mới.")
    CountSheet.objects.create(
        ward=decision.ward,
        decision=decision,
        group=sheet.group,
        form=sheet.form,
        round=number,
        counter=sheet.counter,
        counted_by=clean(sheet.counted_by),
        given=sheet.given,
        returned=sheet.returned,
        invalid=sheet.invalid,
        votes={str(position): sheet.votes.get(position, 0) for position in _positions(decision)},
        team=clean(sheet.team),
        place=clean(sheet.place),
        witnesses=clean(sheet.witnesses),
        at=at,
    )
    return decision


@official(label="Kiểm phiếu lại", clause=CLAUSE, policy="discuss.count")
def count_anew(
    *, decision: Decision, group: ResidentialGroup | None, form: Form, reason: str, by: Actor, at: datetime
) -> Decision:
    """Begin a new round of counting, with the reason; the sheets of the earlier one stay on record."""
    must_count_in(by, decision, group.pk if group else None)
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do kiểm lại.", "reason")])
    if decision.state != State.OPEN:
        raise Refused("Việc này đã đóng. Hãy mở lại để kiểm phiếu lần nữa.")
    sheets = decision.sheets.filter(group=group, form=form, superseded_reason="")
    if not sheets.update(superseded_reason=reason.strip()):
        raise Refused("Chưa có lần kiểm phiếu nào để kiểm lại.")
    return decision


def _round(decision: Decision, sheet: Sheet) -> int:
    last = decision.sheets.filter(group=sheet.group, form=sheet.form).order_by("-round").first()
    if last is None:
        return 1
    return last.round + 1 if last.superseded_reason else last.round


def _positions(decision: Decision) -> list[int]:
    return list(decision.options.values_list("position", flat=True))


def _counter_faults(decision: Decision, sheet: Sheet) -> Iterator[Objection]:
    name = clean(sheet.counted_by)
    if not name:
        yield Objection("Hãy ghi họ tên người kiểm phiếu.", "counted_by")
    there = decision.sheets.filter(group=sheet.group, form=sheet.form, superseded_reason="")
    others = there.exclude(counter=sheet.counter).values_list("counted_by", flat=True)
    if name.casefold() in {each.casefold() for each in others}:
        yield Objection("Hai lần kiểm phải do hai người khác nhau. Hãy ghi tên người kiểm thứ hai.", "counted_by")


def _sheet_faults(decision: Decision, sheet: Sheet) -> Iterator[Objection]:
    if decision.state != State.OPEN:
        yield Objection("Chỉ kiểm phiếu khi việc còn đang lấy ý kiến.")
    if set(sheet.votes) - set(_positions(decision)):
        yield Objection("Có phương án không nằm trong phiếu.", "votes")
    if min([sheet.given, sheet.returned, sheet.invalid, *sheet.votes.values()]) < 0:
        yield Objection("Số phiếu không thể là số âm.", "votes")
    if sheet.returned > sheet.given:
        yield Objection(f"Số thu về ({sheet.returned}) nhiều hơn số phát ra ({sheet.given}).", "returned")
    if sheet.invalid > sheet.returned:
        yield Objection(f"Số không hợp lệ ({sheet.invalid}) nhiều hơn số thu về ({sheet.returned}).", "invalid")
    valid, together = sheet.returned - sheet.invalid, sum(sheet.votes.values())
    if not decision.seats and together != valid:
        yield Objection(f"Cộng các phương án được {together}, phải bằng số phiếu hợp lệ {valid}.", "votes")
    if decision.seats and (together > valid * decision.seats or max(sheet.votes.values(), default=0) > valid):
        yield Objection(f"Có người được nhiều hơn số phiếu hợp lệ ({valid}), hoặc tổng số phiếu quá lớn.", "votes")
    heard = decision.voices.filter(form=sheet.form, elector__group=sheet.group).count()
    if sheet.returned > heard:
        yield Objection(f"Số thu về ({sheet.returned}) nhiều hơn số hộ đã ghi nhận ({heard}).", "returned")


@official(label="Kết thúc lấy ý kiến", clause=CLAUSE, policy="discuss.conduct", life=LIFE, move="close")
def close_decision(
    *,
    decision: Decision,
    written_as: str,
    carry_out_by: date | None = None,
    by: Actor,
    at: datetime,
) -> Done[Decision]:
    """End it: the outcome follows from the counts and the rules it was opened under, and the digest of its bundle
    stands in the trail from now on. What must follow becomes duties: it is written as ``written_as`` (a ``WrittenAs``)
    and to be carried out by ``carry_out_by``.

    Raises ``Refused`` while counts are missing or do not agree.
    """
    refuse_if(blockers_before_closing(decision, at))
    found = results.result(queries.facts(decision))
    decision.outcome = found
    decision.passed = bool(found["passed"])
    decision.closed_at, decision.recount_since = at, None
    decision.bundle_digest, decision.bundle_seal = exporting.sealed_digest_of(decision)
    if not decision.passed:
        decision.recognition = Recognition.NONE
    said = "được thông qua" if decision.passed else "không được thông qua"
    return Done(
        decision,
        then(begin_follow_up, decision=decision, written_as=written_as, carry_out_by=carry_out_by),
        line_of(decision, f"Kết quả: {decision.title} {said}"),
        then(end_papers, decision=decision, rank=Rank.TIMELINE),
        then(partial(decision_closed.send, Decision), decision=decision, rank=Rank.NOTICES),
        public=True,
    )


@official(label="Mở lại để kiểm phiếu", clause=CLAUSE, policy="discuss.recognise", life=LIFE, move="recount")
def reopen_for_recount(*, decision: Decision, reason: str, by: Actor, at: datetime) -> Done[Decision]:
    """Open a closed decision for a recount after a challenge, with the reason; no further voice is taken."""
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do kiểm phiếu lại.", "reason")])
    decision.closed_at, decision.passed, decision.bundle_digest = None, None, ""
    decision.bundle_seal = None
    decision.recount_since = at
    decision.closes_at = min(decision.closes_at or at, at)
    if decision.rule.get("in_force") == "recognition" and not decision.organisation_id:
        decision.recognition = Recognition.WAITING
    decision.outcome = {}
    why = f"Kiểm phiếu lại: {reason.strip()}"
    return Done(
        decision,
        then(call_off_follow_up, decision=decision, reason=why, rank=Rank.FULFILLED),
        line_of(decision, f"Kiểm phiếu lại: {decision.title}. Lý do: {reason.strip()}"),
        public=True,
    )
