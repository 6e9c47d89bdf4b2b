"""The sheets on which a leader writes what is to be done with each of several cases (phiếu đề xuất xử lý)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from danchu.core.models import Ward
from danchu.core.records.sheets import sheet_pdf
from danchu.inspect import law
from danchu.inspect.models import Case
from danchu.lib import clock
from danchu.lib.vntext import vn_date, vn_phone

LAYOUT = Path(__file__).parent / "papers" / "cases.typ"


def pdf(ward: Ward, cases: Iterable[Case]) -> bytes:
    """A sheet of A4 for each of ``cases``; of a sealed one number, kind and clock only."""
    day = clock.today()
    sheet = {
        "ward": ward.name.upper(),
        "place": ward.place,
        "day": f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        "cases": [_told(each) for each in cases],
    }
    return sheet_pdf(LAYOUT, sheet)


def _told(case: Case) -> dict[str, Any]:
    told = {
        "symbol": case.symbol,
        "kind": case.get_kind_display(),
        "state": case.get_state_display(),
        "received_on": vn_date(case.received_on),
        "due_on": vn_date(case.due_on) if case.due_on else "",
        "is_sealed": law.kind_of(case.kind).is_sealed,
    }
    if told["is_sealed"]:
        return {**told, "lines": [], "title": "", "text": ""}
    sender = getattr(case, "sender", None)
    lines = [
        ("Người gửi", sender.name if sender and sender.name else "không nêu tên"),
        ("Địa chỉ", sender.address if sender else ""),
        ("Điện thoại", vn_phone(sender.phone) if sender and sender.phone else ""),
        ("Hình thức gửi", case.get_channel_display()),
        ("Lĩnh vực", case.topic.name if case.topic else ""),
        ("Địa điểm", ", ".join(filter(None, [case.address, case.group.name if case.group else ""]))),
        ("Đơn vị đang giao", ", ".join(str(each) for each in (case.unit, case.handler) if each)),
    ]
    return {**told, "lines": [pair for pair in lines if pair[1]], "title": case.title, "text": case.text}
