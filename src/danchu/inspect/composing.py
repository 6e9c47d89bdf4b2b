"""The letter that a form makes: each part under its own words, so that officers read it as they read a letter."""

from collections.abc import Mapping
from typing import Any

from danchu.inspect.forms.sending import InformationForm
from danchu.lib.vntext import vn_date


def complaint(data: Mapping[str, Any]) -> str:
    """A complaint (đơn khiếu nại) of the data of its form."""
    return _letter(
        ("Người, cơ quan bị khiếu nại", data["accused"]),
        ("Quyết định, việc làm bị khiếu nại", data["decision"]),
        ("Biết từ ngày", vn_date(data["learned_on"])),
        ("Lý do khiếu nại", data["text"]),
        ("Đề nghị", data["asks"]),
        ("Lý do gửi muộn", data["late_reason"]),
    )


def information(data: Mapping[str, Any]) -> str:
    """A request for information (phiếu yêu cầu cung cấp thông tin) of the data of its form."""
    return _letter(
        ("Thông tin yêu cầu", data["text"]),
        ("Cách nhận", dict(InformationForm.WAYS)[data["way"]]),
        ("Mục đích", data["purpose"]),
    )


def _letter(*parts: tuple[str, str]) -> str:
    return "\n\n".join(f"{label}: {text.strip()}" for label, text in parts if text.strip())
