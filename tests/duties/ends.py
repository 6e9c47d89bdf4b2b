"""What may still have to be done about a row that has ended, by noun and state, and why. Nothing else may stay open."""

from danchu.discuss.states import (
    BEFORE_MEETING,
    CARRY_OUT,
    IN_FORCE,
    NEW_ELECTION,
    RECOGNISE,
    SEND,
    InitiativeState,
    MeetingState,
)
from danchu.discuss.states import State as DecisionState
from danchu.inspect.states import FOLLOW_UP, SETTLED
from danchu.inspect.states import State as CaseState
from danchu.know.queries import BROADCAST, POST, TAKE_DOWN, TELL
from danchu.know.states import State as DisclosureState

AFTER_CLOSING = "luật muốn làm sau khi kết thúc: gửi, công nhận, thực hiện, bầu người thay"
LATE = "cuộc họp đã họp: việc phải làm trước đó, nếu đã làm, vẫn ghi nhận được; nếu không, là việc trễ"
MUST_BE_SAID = "hết hạn trên cổng không có nghĩa là đã niêm yết, đã báo: việc chưa làm là việc trễ"
HANGS = "đã thu hồi thì bản đang niêm yết phải được gỡ"
OF_THE_WARD = "phường đã kết thúc vụ việc: văn bản của các bước trước và sau vẫn phải gửi"

OVER = "over"
STAYS: dict[tuple[str, str], tuple[set[str], str]] = {
    ("discuss.decision", DecisionState.CLOSED): ({SEND, RECOGNISE, IN_FORCE, CARRY_OUT, NEW_ELECTION}, AFTER_CLOSING),
    ("discuss.decision", DecisionState.WITHDRAWN): (set(), ""),
    ("discuss.meeting", MeetingState.CANCELLED): (set(), ""),
    ("discuss.meeting", MeetingState.ENDED): ({BEFORE_MEETING}, LATE),
    ("discuss.initiative", InitiativeState.TAKEN_UP): (set(), ""),
    ("discuss.initiative", InitiativeState.DECLINED): (set(), ""),
    ("discuss.initiative", InitiativeState.LAPSED): (set(), ""),
    ("discuss.initiative", InitiativeState.WITHDRAWN): (set(), ""),
    ("know.disclosure", DisclosureState.ENDED): ({POST, TELL, BROADCAST, TAKE_DOWN}, MUST_BE_SAID),
    ("know.disclosure", DisclosureState.WITHDRAWN): ({TAKE_DOWN}, HANGS),
    **{("inspect.case", each): ({FOLLOW_UP}, OF_THE_WARD) for each in SETTLED},
    ("inspect.case", CaseState.WITHDRAWN): (set(), ""),
    ("inspect.case", CaseState.MERGED): (set(), ""),
    ("discuss.villagecode", OVER): (set(), ""),
    ("inspect.receptionentry", OVER): (set(), ""),
    ("inspect.receptionpromise", OVER): (set(), ""),
}


def ended(row) -> str:
    """The state in which ``row`` has ended, ``OVER`` for a noun without states; empty while it goes on."""
    label = row._meta.label_lower
    if (label, OVER) in STAYS:
        days = ("ended_on", "answered_on", "kept_on")
        return OVER if any(getattr(row, each, None) for each in days) else ""
    return row.state if (label, row.state) in STAYS else ""
