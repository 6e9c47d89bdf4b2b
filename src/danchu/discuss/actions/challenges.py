"""Challenges of a result: taken down, accepted with a recount, or refused with the reason."""

from collections.abc import Iterator
from datetime import date, datetime

from danchu.core.actors import Actor
from danchu.core.following import Done, then
from danchu.core.models import User
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, needs, refuse_if
from danchu.discuss.actions.closing import CLAUSE, reopen_for_recount
from danchu.discuss.models import Challenge, Decision
from danchu.discuss.states import CHALLENGE_LIFE, ChallengeState, State
from danchu.lib import clock
from danchu.lib.vntext import clean


@official(label="Nhận khiếu nại kết quả", clause=CLAUSE, policy="discuss.count", personal=("name",))
def record_challenge(
    *, decision: Decision, name: str, received_on: date, reason: str, by: Actor, at: datetime
) -> Done[Challenge]:
    """Take down that somebody challenges the result of ``decision``. Raises ``Refused`` before there is one."""
    refuse_if(_faults(decision, name, received_on, reason, at))
    return Done(
        Challenge(
            ward=decision.ward,
            decision=decision,
            name=clean(name),
            received_on=received_on,
            reason=reason.strip(),
            entered_at=at,
        )
    )


@official(
    label="Chấp nhận khiếu nại, kiểm phiếu lại",
    clause=CLAUSE,
    policy="discuss.recognise",
    life=CHALLENGE_LIFE,
    move="accept",
)
def accept_challenge(*, challenge: Challenge, answer: str, by: Actor, at: datetime) -> Done[Challenge]:
    """Let the decision be counted again, with the reason; no further voice is taken."""
    if challenge.decision.state != State.CLOSED:
        raise Refused("Việc này đang được kiểm lại hoặc đã rút.")
    recount = then(reopen_for_recount, decision=challenge.decision, reason=answer.strip())
    return Done(_answered(challenge, answer, by, at), recount)


@official(
    label="Không chấp nhận khiếu nại kết quả",
    clause=CLAUSE,
    policy="discuss.recognise",
    life=CHALLENGE_LIFE,
    move="refuse",
)
def refuse_challenge(*, challenge: Challenge, answer: str, by: Actor, at: datetime) -> Done[Challenge]:
    """Let the result stand, with the reason."""
    return Done(_answered(challenge, answer, by, at))


def _answered(challenge: Challenge, answer: str, by: Actor, at: datetime) -> Challenge:
    challenge.answer, challenge.answered_at = needs(answer, "Hãy ghi lý do trả lời.", "answer"), at
    challenge.answered_by = by if isinstance(by, User) else None
    return challenge


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
