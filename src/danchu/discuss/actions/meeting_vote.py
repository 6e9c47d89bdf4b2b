"""Voting at a meeting: form of voting, candidates from the floor, the count, what is put off.

``vote_item`` is one act: whoever is represented and was not heard becomes heard, and the figures are written down.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import rules

from danchu.core import rows
from danchu.core.actors import SYSTEM, Actor, account_of
from danchu.core.following import Done
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss import queries_meeting
from danchu.discuss.actions.closing import Sheet, record_meeting_count
from danchu.discuss.actions.meeting import AT_MEETINGS, CLAUSE, ORDER
from danchu.discuss.actions.preparing import open_decision
from danchu.discuss.actions.voting import mark_present_heard
from danchu.discuss.effects import line_of
from danchu.discuss.models import Attendance, Decision, Elector, Meeting, MeetingItem, Option
from danchu.discuss.policies_meeting import majority_faults, must_go_on
from danchu.discuss.states import Answer, Form, Method, State
from danchu.lib.vntext import clean
from statute.citation import Citation

TEAM = Citation("nd-59-2023", "3", "5", "c")


@dataclass(frozen=True)
class Tally:
    """What was counted. ``votes`` by position of the option; one that is None is what remains. In a secret ballot
    ``given`` papers went out and ``returned`` came back, ``invalid`` of these; None is everyone, all of them, none."""

    votes: Mapping[int, int | None]
    counted_by: str
    given: int | None = None
    returned: int | None = None
    invalid: int | None = None


@official(label="Chọn hình thức biểu quyết", clause=CLAUSE, policy="discuss.conduct")
def choose_method(
    *, meeting: Meeting, item: MeetingItem, method: Method, votes: int, by: Actor, at: datetime
) -> Meeting:
    """Enter the form of voting that those present chose for ``item`` (Điều 3.5.b)."""
    must_go_on(meeting)
    _must_be_unvoted(meeting, item)
    refuse_if(majority_faults(meeting, "meeting.method_majority", votes))
    item.method, item.method_votes = method, votes
    item.save()
    decision = item.decision
    if queries_meeting.may_change_vote(decision) and decision.method != method:
        decision.method = method
        decision.is_changeable = decision.is_changeable and method == Method.OPEN
        decision.save()
    return meeting


@official(label="Thêm người ứng cử tại cuộc họp", clause=CLAUSE, policy="discuss.conduct", personal=("name", "note"))
def add_candidate(
    *,
    meeting: Meeting,
    item: MeetingItem,
    name: str,
    is_self_nominated: bool = False,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Meeting:
    """Add somebody who stands for election, or is nominated from the floor, before the vote (Điều 3.5)."""
    must_go_on(meeting)
    _must_be_unvoted(meeting, item)
    refuse_if(_candidate_faults(item.decision, clean(name)))
    last = item.decision.options.order_by("-position").first()
    Option.objects.create(
        ward=meeting.ward,
        decision=item.decision,
        position=last.position + 1 if last else 1,
        answer=Answer.CANDIDATE,
        text=clean(name),
        note=clean(note),
        is_self_nominated=is_self_nominated,
    )
    return meeting


def _candidate_faults(decision: Decision, name: str) -> Iterator[Objection]:
    if not name:
        yield Objection("Hãy ghi họ tên người ứng cử.", "name", ORDER)
    if not decision.seats:
        yield Objection("Nội dung này không phải bầu cử.", "", ORDER)
    elif not queries_meeting.may_change_vote(decision):
        yield Objection("Đã lấy ý kiến bằng hình thức khác nên danh sách bầu không thêm được nữa.", "", ORDER)
    if queries_meeting.candidate_called(decision.options.all(), name):
        text = "Người này đã có trong danh sách bầu. Nếu là người khác trùng tên, hãy ghi thêm tuổi hoặc nơi ở."
        yield Objection(text, "name", ORDER)


@official(label="Biểu quyết tại cuộc họp", clause=CLAUSE, policy="discuss.conduct", personal=("tally",))
def vote_item(
    *,
    meeting: Meeting,
    item: MeetingItem,
    tally: Tally,
    reason: str = "",
    voted_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Done[Meeting]:
    """Take the vote: every household represented and not heard yet gives its voice in the meeting, and ``tally`` is
    written down. Voted once already, it is counted anew, with the ``reason``.

    Raises ``Refused`` when the order of the law was not kept, nobody may vote, or it does not add up.
    """
    must_go_on(meeting)
    _must_belong(meeting, item)
    decision = item.decision
    refuse_if(_order_faults(meeting, item, reason))
    if decision.state == State.PREPARING:
        _open(decision, by, at)
    electors = _electors(meeting, decision)
    mark_present_heard(decision=decision, electors=electors, by=by, at=voted_at or at)
    counted = decision.voices.filter(form=Form.MEETING, elector__group=meeting.group).count()
    if not counted:
        raise Refused(Objection("Không có hộ nào có mặt mà chưa có ý kiến. Hãy điểm danh trước.", "", AT_MEETINGS))
    sheet = _sheet(meeting, item, tally, counted)
    record_meeting_count(decision=decision, sheet=sheet, reason=reason if item.voted_at else "", by=by, at=at)
    item.voted_at, item.postponement = voted_at or at, ""
    item.save()
    return Done(meeting, line_of(decision, f"Đã biểu quyết tại cuộc họp: {decision.title}"), public=True)


def _order_faults(meeting: Meeting, item: MeetingItem, reason: str) -> Iterator[Objection]:
    decision, secret = item.decision, item.method == Method.SECRET
    if item.voted_at is not None and not reason.strip():
        yield Objection("Nội dung này đã biểu quyết. Muốn kiểm lại, hãy ghi lý do.", "reason", ORDER)
    if decision.state not in {State.PREPARING, State.OPEN}:
        yield Objection("Việc này đã có kết quả hoặc đã rút.", "", ORDER)
    if not meeting.secretary:
        yield Objection("Hãy cử thư ký trước khi biểu quyết.", "", ORDER)
    if not item.method:
        yield Objection("Hãy chọn hình thức biểu quyết trước: giơ tay hoặc bỏ phiếu kín.", "", ORDER)
    if secret and not meeting.counters:
        yield Objection("Bỏ phiếu kín phải có Ban kiểm phiếu và hộ chứng kiến. Hãy bầu trước.", "", TEAM)


def _open(decision: Decision, by: Actor, at: datetime) -> None:
    """The roll is frozen as the vote begins. What concerns several groups, or other forms too, is opened by the ward
    beforehand, for all of them at once."""
    if by is not SYSTEM and not rules.has_perm("discuss.conduct", account_of(by), decision):
        raise Refused("Việc này của nhiều tổ: phường phải bấm bắt đầu lấy ý kiến trước khi các tổ họp.")
    open_decision(decision=decision, by=by, at=at)


def _electors(meeting: Meeting, decision: Decision) -> dict[Elector, tuple[str, bool]]:
    here: dict[int | None, Attendance] = {
        each.household_id or each.member_id: each for each in meeting.attendances.filter(left_at=None)
    }
    found = {}
    for elector in queries_meeting.voters(meeting, decision):
        row = here[elector.household_id or elector.member_id]
        found[elector] = (row.representative, row.is_authorised)
    return found


def _sheet(meeting: Meeting, item: MeetingItem, tally: Tally, voters: int) -> Sheet:
    """The sheet of ``voters`` who were there. Hands not raised are written as voices that said nothing."""
    secret, election = item.method == Method.SECRET, item.decision.seats > 0
    given = voters if not secret or tally.given is None else tally.given
    returned = given if not secret or tally.returned is None else tally.returned
    invalid = tally.invalid or 0
    refuse_if(_figure_faults(voters, given))
    known = sum(each for each in tally.votes.values() if each is not None)
    rest = [position for position, each in tally.votes.items() if each is None]
    votes = {position: each or 0 for position, each in tally.votes.items()}
    if rest and not election:
        votes[rest[-1]] = max(returned - invalid - known, 0)
    together = sum(votes.values())
    if not secret and not election:
        if together > voters:
            raise Refused(
                Objection(f"Cộng các phương án được {together}, nhiều hơn {voters} hộ biểu quyết tại đây.", "", ORDER)
            )
        invalid = voters - together
    return Sheet(
        form=Form.MEETING,
        group=meeting.group,
        counted_by=tally.counted_by or meeting.secretary,
        given=given,
        returned=returned,
        votes=votes,
        invalid=invalid,
        place=meeting.place,
        team="; ".join(meeting.counters.splitlines())[:500] if secret else "",
        witnesses="; ".join(meeting.witnesses.splitlines())[:500] if secret else "",
    )


def _figure_faults(voters: int, given: int) -> Iterator[Objection]:
    if given > voters:
        yield Objection(f"Phát ra {given} phiếu, nhiều hơn {voters} hộ được biểu quyết tại đây.", "given", TEAM)


@official(label="Để lại nội dung chưa biểu quyết", clause=CLAUSE, policy="discuss.conduct")
def postpone_item(*, meeting: Meeting, item: MeetingItem, reason: str, by: Actor, at: datetime) -> Meeting:
    """Put an item off, with the reason, so that the meeting can end; it may still be voted before that."""
    must_go_on(meeting)
    _must_be_unvoted(meeting, item)
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do chưa biểu quyết.", "reason", ORDER)])
    item.postponement = clean(reason)[:300]
    item.save()
    return meeting


def _must_belong(meeting: Meeting, item: MeetingItem) -> None:
    rows.lock(item)
    rows.lock(item.decision)
    if item.meeting_id != meeting.pk:
        raise Refused("Nội dung này không thuộc cuộc họp.")


def _must_be_unvoted(meeting: Meeting, item: MeetingItem) -> None:
    _must_belong(meeting, item)
    if item.voted_at is not None:
        raise Refused(Objection("Nội dung này đã biểu quyết.", "", ORDER))
