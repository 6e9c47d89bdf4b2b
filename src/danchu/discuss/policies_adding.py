"""Whether papers may follow a meeting (điểm b khoản 1 Điều 19 Luật số 10/2022/QH15; of a code also khoản 2 Điều 10 Nghị
định 61/2023)."""

from collections.abc import Iterator

from danchu.core.refusals import Objection
from danchu.discuss import law, queries
from danchu.discuss.models import Decision, MeetingItem
from danchu.discuss.states import Form, MeetingState, State
from statute.decisions import BALLOT, MEETING_CALLED, MEETING_HELD, BallotGround, ballot_grounds, lawful_forms


def ground_of(decision: Decision) -> BallotGround | None:
    """The ground on which papers may follow the meetings about ``decision``: one that was held, or else one that was
    called and could not be held, where the law knows that. None where it knows none for its kind."""
    needs = MEETING_HELD if MeetingState.ENDED in _meetings(decision) else MEETING_CALLED
    return next((each for each in ballot_grounds(decision.kind) if each.needs == needs), None)


def _meetings(decision: Decision) -> set[str]:
    return set(MeetingItem.objects.filter(decision=decision).values_list("meeting__state", flat=True))


def blockers_before_adding(decision: Decision) -> Iterator[Objection]:
    """What stands against asking by paper those whom the meeting did not reach."""
    if decision.state != State.OPEN or decision.is_recounted:
        yield Objection("Chỉ phát thêm phiếu khi việc còn đang lấy ý kiến.")
        return
    if decision.by_ballot:
        yield Objection("Việc này đã lấy ý kiến bằng phiếu.")
        return
    kind = law.kind_of(decision.kind, law.began_on(decision.rule))
    for reason in lawful_forms(kind, (*decision.forms, BALLOT)).reasons:
        yield Objection(reason.text, citation=reason.citation)
    if decision.organisation_id:
        yield Objection("Việc này không được phát phiếu sau cuộc họp.")
        return
    yield from _meeting_faults(decision)


def _meeting_faults(decision: Decision) -> Iterator[Objection]:
    held, ground = _meetings(decision), ground_of(decision)
    ended = {MeetingState.ENDED, MeetingState.CANCELLED}
    if not held or not held <= ended or ground is None:
        article = next(each.citation for each in ballot_grounds(decision.kind) if each.needs == MEETING_HELD)
        yield Objection("Chỉ phát phiếu khi cuộc họp đã kết thúc mà không đủ hộ dự.", citation=article)
        return
    came, needed = queries.progress(decision)[Form.MEETING], decision.rule["needed"]
    if came >= needed:
        text = f"Cuộc họp có {came} hộ biểu quyết, đủ số hộ cần thiết ({needed}): kết quả theo cuộc họp."
        yield Objection(text, citation=ground.citation)
