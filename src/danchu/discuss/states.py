"""States of decisions, meetings, papers and initiatives, and the moves between them."""

from django.db.models import TextChoices

from danchu.duties.states import declare_kind
from danchu.lib.lifecycle import Life

SEND = declare_kind("discuss.send", "Gửi quyết định của cộng đồng")
RECOGNISE = declare_kind("discuss.recognise", "Công nhận quyết định của cộng đồng")
IN_FORCE = declare_kind("discuss.in_force", "Quyết định thời điểm có hiệu lực")
CARRY_OUT = declare_kind("discuss.carry_out", "Báo cáo thực hiện quyết định")
NEW_ELECTION = declare_kind("discuss.new_election", "Bầu người thay")
REVIEW = declare_kind("discuss.review", "Rà soát hương ước, quy ước")
PAPERS = declare_kind("discuss.papers", "Phát và thu phiếu")
PUT_TO_COMMUNITY = declare_kind("discuss.initiative", "Đưa sáng kiến ra cộng đồng bàn")
BEFORE_MEETING = declare_kind("discuss.before_meeting", "Việc phải làm trước cuộc họp")


class State(TextChoices):
    """State of a decision of the community (việc cộng đồng dân cư bàn và quyết định)."""

    PREPARING = "preparing", "Đang chuẩn bị"
    OPEN = "open", "Đang lấy ý kiến"
    CLOSED = "closed", "Đã có kết quả"
    WITHDRAWN = "withdrawn", "Đã rút"


LIFE = Life(
    State,
    {
        (State.PREPARING, "change"): State.PREPARING,
        (State.PREPARING, "open"): State.OPEN,
        (State.PREPARING, "withdraw"): State.WITHDRAWN,
        (State.OPEN, "close"): State.CLOSED,
        (State.OPEN, "withdraw"): State.WITHDRAWN,
        (State.CLOSED, "recount"): State.OPEN,
    },
    ends=(State.WITHDRAWN,),
)


class Recognition(TextChoices):
    """Recognition by the competent body (công nhận, khoản 2 Điều 21) where the law wants it."""

    NONE = "", "Không phải công nhận"
    WAITING = "waiting", "Chờ công nhận"
    RECOGNISED = "recognised", "Đã được công nhận"
    REFUSED = "refused", "Không được công nhận"


RECOGNITION_LIFE = Life(
    Recognition,
    {
        (Recognition.WAITING, "recognise"): Recognition.RECOGNISED,
        (Recognition.WAITING, "refuse"): Recognition.REFUSED,
    },
    field="recognition",
)


class Method(TextChoices):
    """How voices are given (hình thức biểu quyết, Điều 3 Nghị định 59/2023)."""

    OPEN = "open", "Biểu quyết công khai"
    SECRET = "secret", "Bỏ phiếu kín"


class Form(TextChoices):
    """In which form a household was heard; the keys are those of the law's data."""

    MEETING = "meeting", "Tại cuộc họp"
    BALLOT = "ballot", "Bằng phiếu"
    ONLINE = "online", "Trực tuyến"


class Answer(TextChoices):
    """What an option means for the outcome."""

    FOR = "for", "Tán thành"
    AGAINST = "against", "Không tán thành"
    OTHER = "other", "Ý kiến khác"
    CANDIDATE = "candidate", "Người ứng cử"


class MeetingState(TextChoices):
    """State of a meeting of the community (cuộc họp cộng đồng dân cư, Điều 18)."""

    PLANNED = "planned", "Sắp họp"
    STARTED = "started", "Đang họp"
    ENDED = "ended", "Đã họp xong"
    CANCELLED = "cancelled", "Không họp"


MEETING_LIFE = Life(
    MeetingState,
    {
        (MeetingState.PLANNED, "change"): MeetingState.PLANNED,
        (MeetingState.PLANNED, "start"): MeetingState.STARTED,
        (MeetingState.PLANNED, "cancel"): MeetingState.CANCELLED,
        (MeetingState.STARTED, "end"): MeetingState.ENDED,
    },
    ends=(MeetingState.CANCELLED,),
)


class PaperState(TextChoices):
    """State of the ballot paper of one household (phiếu lấy ý kiến, Điều 19)."""

    PRINTED = "printed", "Đã in"
    HANDED_OUT = "handed_out", "Đã phát"
    RETURNED = "returned", "Đã thu về"
    INVALID = "invalid", "Không hợp lệ"
    VOID = "void", "Đã hủy"


PAPER_LIFE = Life(
    PaperState,
    {
        (PaperState.PRINTED, "hand_out"): PaperState.HANDED_OUT,
        (PaperState.PRINTED, "return"): PaperState.RETURNED,
        (PaperState.HANDED_OUT, "return"): PaperState.RETURNED,
        (PaperState.RETURNED, "give_back"): PaperState.HANDED_OUT,
        (PaperState.RETURNED, "invalidate"): PaperState.INVALID,
        (PaperState.INVALID, "read_anew"): PaperState.RETURNED,
        (PaperState.RETURNED, "read_anew"): PaperState.RETURNED,
        (PaperState.PRINTED, "void"): PaperState.VOID,
        (PaperState.HANDED_OUT, "void"): PaperState.VOID,
    },
)


class InitiativeState(TextChoices):
    """State of a proposal to put something to the community (sáng kiến, đề xuất, Điều 16)."""

    GATHERING = "gathering", "Đang lấy ý kiến ủng hộ"
    BACKED = "backed", "Đủ hộ ủng hộ, phải đưa ra bàn"
    TAKEN_UP = "taken_up", "Đã đưa ra bàn"
    DECLINED = "declined", "Không đưa ra bàn"
    LAPSED = "lapsed", "Hết thời hạn"
    WITHDRAWN = "withdrawn", "Người đề xuất rút"


INITIATIVE_LIFE = Life(
    InitiativeState,
    {
        (InitiativeState.GATHERING, "back"): InitiativeState.BACKED,
        (InitiativeState.GATHERING, "take_up"): InitiativeState.TAKEN_UP,
        (InitiativeState.BACKED, "take_up"): InitiativeState.TAKEN_UP,
        (InitiativeState.GATHERING, "decline"): InitiativeState.DECLINED,
        (InitiativeState.GATHERING, "lapse"): InitiativeState.LAPSED,
        (InitiativeState.GATHERING, "withdraw"): InitiativeState.WITHDRAWN,
        (InitiativeState.BACKED, "withdraw"): InitiativeState.WITHDRAWN,
    },
    ends=(InitiativeState.TAKEN_UP, InitiativeState.DECLINED, InitiativeState.LAPSED, InitiativeState.WITHDRAWN),
)


class ChallengeState(TextChoices):
    """State of a challenge of a result (khiếu nại kết quả)."""

    RECEIVED = "received", "Đã nhận"
    ACCEPTED = "accepted", "Chấp nhận, kiểm phiếu lại"
    REFUSED = "refused", "Không chấp nhận"


CHALLENGE_LIFE = Life(
    ChallengeState,
    {
        (ChallengeState.RECEIVED, "accept"): ChallengeState.ACCEPTED,
        (ChallengeState.RECEIVED, "refuse"): ChallengeState.REFUSED,
    },
)


class WrittenAs(TextChoices):
    """As what a decision of the community is written (khoản 1 Điều 20)."""

    RESOLUTION = "resolution", "Nghị quyết"
    MINUTES = "minutes", "Biên bản"
    MEMORANDUM = "memorandum", "Bản ghi nhớ"
    AGREEMENT = "agreement", "Bản thỏa thuận"


class ReleaseGround(TextChoices):
    """On what ground the release of a leader is put to the vote (khoản 1 Điều 9 Nghị định 59/2023)."""

    OWN = "own", "Người giữ chức danh xin thôi"
    FRONT = "front", "Ban công tác Mặt trận đề nghị"
    HOUSEHOLDS = "households", "Các hộ gia đình kiến nghị"
