"""Challenges of a result: taken down, accepted with a recount, or refused with the reason."""

from collections.abc import Iterator
from datetime import date, datetime

from danchu.core.actors import Actor
from danchu.core.models import User
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss.actions.closing import CLAUSE, reopen_for_recount
from danchu.discuss.models import Challenge, Decision
from danchu.discuss.states import CHALLENGE_MOVES, ChallengeState, State
from danchu.lib import clock
from danchu.lib.lifecycle import step
from danchu.lib.vntext import clean


@official(label="Nhận khiếu nại kết quả", clause=CLAUSE, policy="discuss.count", personal=("name",))
def record_challenge(
    *, decision: Decision, name: str, received_on: date, reason: str, by: Actor, at: datetime
) -> Challenge:
    """Take down that somebody challenges the result of ``decision``. Raises ``Refused`` before there is one."""
    refuse_if(_faults(decision, name, received_on, reason, at))
    return Challenge.objects.create(
        ward=decision.ward,
        decision=decision,
        name=clean(name),
        received_on=received_on,
        reason=reason.strip(),
        entered_at=at,
    )


@official(label="Chấp nhận khiếu nại, kiểm phiếu lại", clause=CLAUSE, policy="discuss.recognise")
def accept_challenge(*, challenge: Challenge, answer: str, by: Actor, at: datetime) -> Challenge:
    """Let the decision be counted again, with the reason; no further voice is taken."""
    _answered(challenge, "accept", answer, by, at)
    reopen_for_recount(decision=challenge.decision, reason=answer.strip(), by=by, at=at)
    return challenge


@official(label="Không chấp nhận khiếu nại kết quả", clause=CLAUSE, policy="discuss.recognise")
def refuse_challenge(*, challenge: Challenge, answer: str, by: Actor, at: datetime) -> Challenge:
    """Let the result stand, with the reason."""
    _answered(challenge, "refuse", answer, by, at)
    return challenge


def _answered(challenge: Challenge, move: str, answer: str, by: Actor, at: datetime) -> None:
    refuse_if([] if answer.strip() else [Objection("Hãy ghi lý do trả lời.", "answer")])
    challenge.state = step(CHALLENGE_MOVES, challenge.state, move)
    if move == "accept" and challenge.decision.state != State.CLOSED:
        raise Refused("Việc này đang được kiểm lại hoặc đã rút.")
    challenge.answer, challenge.answered_at = answer.strip(), at
    challenge.answered_by = by if isinstance(by, User) else None
    challenge.save()


def _faults(decision: Decision, name: str, received_on: date, reason: str, at: datetime) -> Iterator[Objection]:
    if decision.state != State.CLOSED:
        yield Objection("Chỉ nhận khiếu nại khi đã có kết quả.")
        return
    if not clean(name):
        yield Objection("Hãy ghi họ tên người khiếu nại.", "name")
    if not reason.strip():
        yield Objection("Hãy ghi nội dung khiếu nại.", "reason")
    if received_on > clock.local_day(at):
        yield Objection("Ngày nhận ở tương lai.", "received_on")
    elif decision.closed_at is not None and received_on < clock.local_day(decision.closed_at):
        yield Objection("Ngày nhận trước ngày có kết quả.", "received_on")
    if decision.challenges.filter(state=ChallengeState.RECEIVED, name=clean(name), reason=reason.strip()).exists():
        yield Objection("Khiếu nại này đã được ghi.")
