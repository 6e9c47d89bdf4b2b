"""States of a disclosure, of its posting at a place and of the word that a group leader passes on."""

from django.db.models import TextChoices

from danchu.lib.lifecycle import Life


class State(TextChoices):
    """State of a disclosure (nội dung công khai)."""

    DRAFT = "draft", "Bản nháp"
    PUBLISHED = "published", "Đang công khai"
    ENDED = "ended", "Đã hết thời hạn"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


LIFE = Life(
    State,
    {
        (State.DRAFT, "change"): State.DRAFT,
        (State.DRAFT, "publish"): State.PUBLISHED,
        (State.DRAFT, "withdraw"): State.WITHDRAWN,
        (State.PUBLISHED, "correct"): State.PUBLISHED,
        (State.PUBLISHED, "end"): State.ENDED,
        (State.PUBLISHED, "withdraw"): State.WITHDRAWN,
        (State.ENDED, "correct"): State.ENDED,
        (State.ENDED, "withdraw"): State.WITHDRAWN,
    },
    ends=(State.WITHDRAWN,),
)

IN_SIGHT = (State.PUBLISHED, State.ENDED)
"""Their content can be read by everyone; an ended one is marked as such."""


class PostingState(TextChoices):
    """State of the posting (niêm yết) at one place."""

    PLANNED = "planned", "Chưa niêm yết"
    POSTED = "posted", "Đang niêm yết"
    TAKEN_DOWN = "taken_down", "Đã gỡ"
    CANCELLED = "cancelled", "Không niêm yết nữa"


POSTING_LIFE = Life(
    PostingState,
    {
        (PostingState.PLANNED, "post"): PostingState.POSTED,
        (PostingState.POSTED, "take_down"): PostingState.TAKEN_DOWN,
        (PostingState.PLANNED, "cancel"): PostingState.CANCELLED,
    },
    ends=(PostingState.TAKEN_DOWN, PostingState.CANCELLED),
)


class HandoverState(TextChoices):
    """State of the word passed on through one group leader (thông báo qua tổ trưởng)."""

    OPEN = "open", "Chưa thông báo"
    DONE = "done", "Đã thông báo"
    CANCELLED = "cancelled", "Không thông báo nữa"


HANDOVER_LIFE = Life(
    HandoverState,
    {
        (HandoverState.OPEN, "tell"): HandoverState.DONE,
        (HandoverState.OPEN, "cancel"): HandoverState.CANCELLED,
    },
    ends=(HandoverState.DONE, HandoverState.CANCELLED),
)


class Manner(TextChoices):
    """How a group leader told the people of the group, khoản 4 Điều 13 of Law 10/2022."""

    MEETING = "meeting", "Tại cuộc họp tổ dân phố"
    DIRECT = "direct", "Nói trực tiếp với từng hộ"
    LETTER = "letter", "Gửi văn bản đến từng hộ"
    NETWORK = "network", "Nhắn tin, mạng xã hội mà cộng đồng đã chọn"


class StateSecret(TextChoices):
    """The answer to: does the content hold a state secret, or what the law does not disclose yet? (Điều 11.3)"""

    NONE = "khong", "Không có"
    PRESENT = "co", "Có bí mật nhà nước, hoặc thông tin luật chưa cho công khai"


def holds_secret(answer: str) -> bool | None:
    """What an answer means for the act; None while the question stays open."""
    return {StateSecret.NONE: False, StateSecret.PRESENT: True}.get(StateSecret(answer)) if answer else None


class PersonalData(TextChoices):
    """The answer to: does the content hold personal data?"""

    NONE = "none", "Không có dữ liệu cá nhân"
    LAWFUL = "lawful", "Có, và pháp luật yêu cầu công khai đúng những dữ liệu này"
    UNCLEARED = "uncleared", "Có, chưa che hoặc chưa rõ được phép hay không"


CLEARED = [PersonalData.NONE, PersonalData.LAWFUL]
"""The answers with which something may be published."""
