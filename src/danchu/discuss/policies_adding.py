"""Whether papers may follow a meeting (điểm b khoản 1 Điều 4 Nghị định 59/2023)."""

from collections.abc import Iterator

from danchu.core.refusals import Objection
from danchu.discuss import law, queries
from danchu.discuss.models import Decision, MeetingItem
from danchu.discuss.states import Form, MeetingState, State
from statute.citation import Citation
from statute.decisions import BALLOT, ballot_grounds, lawful_forms

GROUND = "after_meeting"


def ground_of(decision: Decision) -> Citation | None:
    """The article that lets papers of this kind follow a meeting."""
    return next((each.citation for each in ballot_grounds(decision.kind) if each.key == GROUND), None)


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
    article = ground_of(decision)
    if article is None or decision.organisation_id:
        yield Objection("Việc này không được phát phiếu sau cuộc họp.")
        return
    yield from _meeting_faults(decision, article)


def _meeting_faults(decision: Decision, article: Citation) -> Iterator[Objection]:
    held = list(MeetingItem.objects.filter(decision=decision).values_list("meeting__state", flat=True))
    if not held or not set(held) <= {MeetingState.ENDED, MeetingState.CANCELLED}:
        yield Objection("Chỉ phát phiếu khi cuộc họp đã kết thúc hoặc không tổ chức được.", citation=article)
        return
    came, needed = queries.progress(decision)[Form.MEETING], decision.rule["needed"]
    if came >= needed and MeetingState.CANCELLED not in held:
        text = f"Cuộc họp có {came} hộ biểu quyết, đủ số hộ cần thiết ({needed}): kết quả theo cuộc họp."
        yield Objection(text, citation=article)
