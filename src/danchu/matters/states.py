"""The six steps of the motto and the states of a matter."""

from django.db.models import TextChoices

from danchu.lib.lifecycle import Life


class Step(TextChoices):
    """A step of the motto (dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng)."""

    KNOW = "know", "Dân biết"
    DISCUSS = "discuss", "Dân bàn"
    ACT = "act", "Dân làm"
    INSPECT = "inspect", "Dân kiểm tra"
    OVERSEE = "oversee", "Dân giám sát"
    BENEFIT = "benefit", "Dân thụ hưởng"


class State(TextChoices):
    OPEN = "open", "Đang thực hiện"
    CLOSED = "closed", "Đã kết thúc"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


LIFE = Life(
    State,
    {
        (State.OPEN, "close"): State.CLOSED,
        (State.OPEN, "describe"): State.OPEN,
        (State.CLOSED, "reopen"): State.OPEN,
        (State.OPEN, "withdraw"): State.WITHDRAWN,
    },
    ends=(State.CLOSED, State.WITHDRAWN),
)
