"""Filling a ward's own answer text with what a case says. Pure."""

from danchu.inspect.models import Case
from danchu.lib import clock
from danchu.lib.vntext import vn_date

PLACEHOLDERS = {
    "{so}": "số tiếp nhận",
    "{ngay}": "ngày nhận",
    "{hom_nay}": "ngày hôm nay",
    "{tom_tat}": "tóm tắt nội dung",
    "{han}": "ngày hết hạn",
    "{don_vi}": "đơn vị giải quyết",
    "{phuong}": "tên phường",
}


def filled(text: str, case: Case) -> str:
    """``text`` with its placeholders replaced; what is not known stays as dots to fill in."""
    values = {
        "{so}": case.symbol,
        "{ngay}": vn_date(case.received_on),
        "{hom_nay}": vn_date(clock.today()),
        "{tom_tat}": case.title,
        "{han}": vn_date(case.due_on) if case.due_on else "",
        "{don_vi}": str(case.unit) if case.unit else "",
        "{phuong}": case.ward.title,
    }
    for sign, value in values.items():
        text = text.replace(sign, value or "…")
    return text
