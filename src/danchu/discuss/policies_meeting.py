"""What stands against an act in a meeting."""

from collections.abc import Iterator

from danchu.core.refusals import Objection, Refused
from danchu.discuss import queries_meeting
from danchu.discuss.models import Meeting
from danchu.discuss.states import MeetingState
from statute import outcomes


def must_go_on(meeting: Meeting) -> None:
    """Raises ``Refused`` unless the meeting is going on."""
    if meeting.state == MeetingState.PLANNED:
        raise Refused("Cuộc họp chưa khai mạc.")
    if meeting.state != MeetingState.STARTED:
        raise Refused("Cuộc họp đã kết thúc.")


def majority_faults(meeting: Meeting, key: str, votes: int, field: str = "votes") -> Iterator[Objection]:
    """What stands against a choice by raised hands of those present, under the rule ``key``."""
    rule, here = queries_meeting.rule(meeting, key), queries_meeting.present(meeting)
    want = outcomes.needed(here, rule)
    if votes > here:
        yield Objection(f"Ghi {votes} người đồng ý, nhưng chỉ có {here} người dự họp.", field, rule.citation)
    elif votes < want or not here:
        text = f"Cần ít nhất {want} trong {here} người dự họp đồng ý ({rule.words()})."
        yield Objection(text, field, rule.citation)
