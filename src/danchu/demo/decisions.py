"""What the communities of the demonstration decided in the year."""

from dataclasses import dataclass, field
from typing import Any

from danchu.discuss.states import Form, Method


@dataclass(frozen=True)
class Told:
    """A decision of the year: when (days before today), what, how it went (votes in per cent of those who came)."""

    days_ago: int
    kind: str
    title: str
    proposal: str
    votes: tuple[int, ...] = (85, 10, 5)
    came: int = 92
    seats: int = 0
    method: str = Method.OPEN
    afters: tuple[str, ...] = ()
    candidates: int = 0
    form: Form = Form.MEETING
    carry_out_days: int = 60
    changes: dict[str, Any] = field(default_factory=dict)


TOLD = (
    Told(
        320, "contribution", "Góp làm đường bê tông ngõ 3", "Mỗi hộ góp 600.000 đồng, ngày công do các hộ tự bố trí.",
        afters=("write", "send", "publish", "tell", "report"),
    ),
    Told(
        260, "fund", "Thu, chi quỹ vệ sinh của tổ năm nay", "Mỗi hộ 15.000 đồng một tháng; chi công khai hằng quý.",
        votes=(90, 6, 4), afters=("write", "send", "tell", "report"),
    ),
    Told(
        210, "other", "Lịch tổng vệ sinh hằng tháng", "Tổng vệ sinh sáng Chủ nhật đầu tháng, mỗi hộ một người.",
        votes=(88, 8, 4), came=88, form=Form.BALLOT, afters=("write", "send", "publish", "tell", "report"),
    ),
    Told(
        170, "contribution", "Góp lắp camera an ninh đầu ngõ", "Mỗi hộ góp 250.000 đồng để lắp bốn camera.",
        votes=(45, 45, 10), came=80, afters=("write",),
    ),
    Told(
        140, "head", "Bầu Tổ trưởng tổ dân phố", "Bầu một người trong danh sách do Ban công tác Mặt trận giới thiệu.",
        votes=(82, 18), came=85, seats=1, candidates=2, method=Method.SECRET, afters=("write", "send", "recognise"),
    ),
    Told(
        95, "code", "Quy ước tổ dân phố văn hóa", "Giữ gìn vệ sinh, cưới, tang tiết kiệm, giúp nhau lúc hoạn nạn.",
        votes=(92, 5, 3), came=80, afters=("write", "send", "recognise", "publish"),
    ),
    Told(
        48, "board", "Bầu thành viên Ban Thanh tra nhân dân của tổ", "Bầu hai người trong ba người được giới thiệu.",
        votes=(80, 60, 60), came=95, seats=2, candidates=3, method=Method.SECRET, afters=("write", "runoff",),
    ),
    Told(
        8, "head", "Bầu Tổ trưởng tổ dân phố nhiệm kỳ mới", "Bầu một người trong danh sách giới thiệu.",
        votes=(75, 25), came=82, seats=1, candidates=2, method=Method.SECRET, afters=("write", "send",),
    ),
    Told(
        6, "fund", "Chi quỹ cộng đồng sửa mái nhà văn hóa", "Chi 18 triệu đồng từ quỹ của tổ để sửa mái.",
        votes=(80, 12, 8), came=84,
    ),
)  # fmt: skip
