"""Words of the register of cases. Stages, moves and clocks of each kind are data: ``statute/data/casework.toml``."""

from django.db.models import TextChoices

from danchu.duties.states import declare_kind
from danchu.lib.lifecycle import Life


class Kind(TextChoices):
    """What people send in; the keys of ``statute.casework``."""

    REMARK = "remark", "Phản ánh, kiến nghị"
    COMPLAINT = "complaint", "Khiếu nại"
    DENUNCIATION = "denunciation", "Tố cáo"
    INFORMATION = "information", "Yêu cầu cung cấp thông tin"


class State(TextChoices):
    """Where a case stands. Overdue is a question, not a state."""

    RECEIVED = "received", "Mới nhận"
    SETTLING = "settling", "Đang giải quyết"
    PAUSED = "paused", "Tạm dừng"
    ANSWERED = "answered", "Đã trả lời"
    REFUSED = "refused", "Không xử lý, không thụ lý"
    FORWARDED = "forwarded", "Đã chuyển nơi khác"
    WITHDRAWN = "withdrawn", "Người gửi đã rút"
    STOPPED = "stopped", "Đình chỉ"
    MERGED = "merged", "Đã nhập vào việc khác"


OPEN = (State.RECEIVED, State.SETTLING, State.PAUSED)
TICKING = (State.RECEIVED, State.SETTLING)
SETTLED = (State.ANSWERED, State.REFUSED, State.FORWARDED, State.STOPPED)
"""Ends that the ward itself brought about: what is not withdrawn and not merged."""


class Colour(TextChoices):
    """How a running clock looks in the work list. A question of the day, not a state."""

    RED = "do", "Quá hạn"
    AMBER = "vang", "Sắp đến hạn"
    GREEN = "xanh", "Còn hạn"
    GREY = "xam", "Đang tạm dừng"


class Channel(TextChoices):
    """How it came in (hình thức gửi)."""

    WEB = "web", "Trên cổng"
    PAPER = "paper", "Đơn giấy"
    SPOKEN = "spoken", "Nói trực tiếp"
    PHONE = "phone", "Điện thoại"
    MAIL = "mail", "Thư điện tử"
    RECEPTION = "reception", "Tiếp công dân"
    API = "api", "Ứng dụng khác"


AT_THE_DESK = (Channel.PAPER, Channel.SPOKEN, Channel.PHONE)
"""How it came where the ward itself enters it in the book."""


class Complexity(TextChoices):
    PLAIN = "plain", "Bình thường"
    COMPLEX = "complex", "Phức tạp"
    VERY_COMPLEX = "very_complex", "Đặc biệt phức tạp"


class FileOf(TextChoices):
    """Whose file it is: shown to the sender, to everyone with the published case, or at the desk only."""

    SENDER = "sender", "Người gửi"
    ANSWER = "answer", "Kèm trả lời"
    DESK = "desk", "Hồ sơ nội bộ"


class StepKind(TextChoices):
    """What is done to find out (xác minh, đối thoại)."""

    VERIFY = "verify", "Xác minh"
    DIALOGUE = "dialogue", "Đối thoại"


class Part(TextChoices):
    """What lies under the seal of a denunciation."""

    LETTER = "letter", "Đơn"
    FILE = "file", "Tài liệu"
    NOTE = "note", "Ghi chú"


CLASSIFY = declare_kind("inspect.classify", "Phân loại, thụ lý")
SETTLE = declare_kind("inspect.settle", "Giải quyết, trả lời")
MAKE_KEY = declare_kind("inspect.make_key", "Lập khóa mở niêm phong")
FOLLOW_UP = declare_kind("inspect.follow_up", "Gửi, công khai kết quả giải quyết")
PROMISE = declare_kind("inspect.promise", "Thực hiện lời hứa khi tiếp công dân")
CHAIR_RECEPTION = declare_kind("inspect.chair_reception", "Chủ tịch tiếp công dân trong tuần")
RECEPTION = declare_kind("inspect.reception", "Trả lời sau tiếp công dân")


class DayState(TextChoices):
    """Where a reception day stands (buổi tiếp công dân)."""

    PLANNED = "planned", "Sắp tới"
    STARTED = "started", "Đang tiếp"
    ENDED = "ended", "Đã tiếp"
    CANCELLED = "cancelled", "Đã hủy"


DAY_LIFE = Life(
    DayState,
    {
        (DayState.PLANNED, "change"): DayState.PLANNED,
        (DayState.PLANNED, "start"): DayState.STARTED,
        (DayState.PLANNED, "cancel"): DayState.CANCELLED,
        (DayState.STARTED, "end"): DayState.ENDED,
    },
)


class VisitState(TextChoices):
    """Where a visit stands in the queue of its reception day (lượt tiếp)."""

    BOOKED = "booked", "Đã đặt lịch"
    ARRIVED = "arrived", "Đang chờ"
    CALLED = "called", "Đang gọi"
    RECEIVED = "received", "Đã tiếp"
    ABSENT = "absent", "Vắng mặt"
    CANCELLED = "cancelled", "Đã hủy"


WAITED_FOR = (VisitState.BOOKED, VisitState.ARRIVED, VisitState.CALLED)
VISIT_LIFE = Life(
    VisitState,
    {
        (VisitState.BOOKED, "arrive"): VisitState.ARRIVED,
        (VisitState.BOOKED, "miss"): VisitState.ABSENT,
        (VisitState.BOOKED, "cancel"): VisitState.CANCELLED,
        (VisitState.ARRIVED, "call"): VisitState.CALLED,
        (VisitState.ARRIVED, "miss"): VisitState.ABSENT,
        (VisitState.CALLED, "skip"): VisitState.ARRIVED,
        (VisitState.CALLED, "miss"): VisitState.ABSENT,
        (VisitState.CALLED, "receive"): VisitState.RECEIVED,
        (VisitState.ABSENT, "arrive"): VisitState.ARRIVED,
    },
)


class VisitSource(TextChoices):
    """How a visit came into the queue."""

    ONLINE = "online", "Đặt trên cổng"
    DESK = "desk", "Đến trực tiếp"


class ReceptionKind(TextChoices):
    """What somebody comes about, as the reception book divides it (phân loại đơn, vụ việc)."""

    COMPLAINT = "complaint", "Khiếu nại"
    DENUNCIATION = "denunciation", "Tố cáo"
    REMARK = "remark", "Kiến nghị, phản ánh"
    OTHER = "other", "Nội dung khác"


class Outcome(TextChoices):
    """How what was said was dealt with (kết quả xử lý)."""

    ANSWERED = "answered", "Trả lời ngay tại chỗ"
    LATER = "later", "Xem xét, trả lời sau"
    CASE = "case", "Tiếp nhận đơn, vào sổ giải quyết"
    GUIDED = "guided", "Hướng dẫn, trả lại đơn"
    FORWARDED = "forwarded", "Chuyển cơ quan có thẩm quyền"
    REFUSED = "refused", "Từ chối tiếp"


class MailWay(TextChoices):
    """Which way a mail went."""

    IN = "in", "Thư đến"
    OUT = "out", "Thư đi"


class MailVerdict(TextChoices):
    """What became of a mail."""

    OPENED = "opened", "Đã mở vụ việc"
    CONTINUED = "continued", "Đã ghi vào vụ việc"
    ASIDE = "aside", "Để riêng, chờ xem"
    DROPPED = "dropped", "Đã xem và bỏ"
    SENT = "sent", "Thư đi"


class MailReason(TextChoices):
    """Why a mail was set aside."""

    AUTOMATIC = "automatic", "Thư tự động (báo vắng mặt, báo lỗi, danh sách gửi)"
    SPAM = "spam", "Máy chủ thư đánh dấu là thư rác"
    TOO_MANY = "too_many", "Quá nhiều thư từ một người gửi trong một giờ"
    LOOP = "loop", "Thư từ chính hòm thư của phường"
    NO_SENDER = "no_sender", "Không có địa chỉ người gửi"
    EMPTY = "empty", "Thư trống"
    COPY = "copy", "Bản thứ hai của thư đã nhận"
    ENDED = "ended", "Nói thêm về vụ việc đã kết thúc"
    SEALED = "sealed", "Liên quan đến một đơn tố cáo"
    DENUNCIATION = "denounces", "Có thể là đơn tố cáo"
    BROKEN = "broken", "Phần mềm không đọc được thư"
