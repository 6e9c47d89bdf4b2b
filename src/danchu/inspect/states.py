"""Words of the register of cases. Stages, moves and clocks of each kind are data: ``statute/data/casework.toml``."""

from django.db.models import TextChoices

from danchu.duties.states import declare_kind


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


class Channel(TextChoices):
    """How it came in (hình thức gửi)."""

    WEB = "web", "Trên cổng"
    PAPER = "paper", "Đơn giấy"
    SPOKEN = "spoken", "Nói trực tiếp"
    PHONE = "phone", "Điện thoại"
    MAIL = "mail", "Thư điện tử"
    RECEPTION = "reception", "Tiếp công dân"
    API = "api", "Ứng dụng khác"


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


CLASSIFY = declare_kind("inspect.classify", "Phân loại, thụ lý")
SETTLE = declare_kind("inspect.settle", "Giải quyết, trả lời")
