"""The columns that a household roll may have, under the names that officers give them; and the file to fill in."""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

from danchu.core.spreadsheets.cells import CellValue, shown
from danchu.core.spreadsheets.fields import Field
from danchu.core.spreadsheets.templates import template
from danchu.core.spreadsheets.values import Parsed, digits, partial_date, text
from danchu.lib.person_names import fault_of, person_name
from danchu.lib.vntext import sort_key
from statute import identity

HEAD = "Chủ hộ"
"""The relation of a head of household to the head, as the roll writes it."""

LONGEST_CODE_KEY = 200
"""Digits of the key by which households are ordered."""


def fields(today: date) -> tuple[Field, ...]:
    """The fields of the roll; nobody is born after ``today``."""
    return (
        Field(
            "group",
            "Tổ dân phố",
            ("Mã tổ", "Tên tổ", "Tổ", "TDP", "Khu phố", "Thôn", "Xóm", "Khu dân cư", "Tổ số"),
            hint="Tên hoặc mã tổ, đúng như trong danh sách tổ dân phố của phường",
            parse=_bounded(100),
        ),
        Field(
            "household",
            "Mã hộ",
            ("Số hộ", "Mã số hộ", "Mã hộ gia đình", "Hộ số", "Số hộ khẩu", "Số sổ hộ khẩu", "Mã hộ dân"),
            required=True,
            hint="Mỗi hộ một mã; mọi người trong hộ ghi cùng mã",
            parse=_code,
        ),
        Field(
            "address",
            "Địa chỉ",
            ("Địa chỉ hộ", "Nơi ở hiện nay", "Nơi ở", "Chỗ ở", "Chỗ ở hiện nay", "Nơi thường trú", "Số nhà"),
            hint="Số nhà, ngõ, đường",
            parse=_bounded(200),
        ),
        Field(
            "head",
            "Chủ hộ",
            ("Họ và tên chủ hộ", "Tên chủ hộ", "Họ tên chủ hộ"),
            hint="Để trống nếu đã có cột Quan hệ với chủ hộ",
            parse=_name,
        ),
        Field(
            "name",
            "Họ và tên",
            ("Họ tên", "Tên", "Họ và tên nhân khẩu", "Họ tên thành viên", "Thành viên", "Họ và tên thành viên hộ"),
            hint="Mỗi người trong hộ một dòng; danh sách chỉ có chủ hộ thì bỏ cột này",
            parse=_name,
        ),
        Field(
            "relation",
            "Quan hệ với chủ hộ",
            ("Quan hệ", "Quan hệ chủ hộ", "Là gì với chủ hộ"),
            hint="Chủ hộ, Vợ, Chồng, Con, Cháu…; mỗi hộ đúng một Chủ hộ",
            parse=_bounded(50),
        ),
        Field(
            "born",
            "Ngày sinh",
            ("Ngày tháng năm sinh", "Sinh ngày", "Ngày sinh của chủ hộ"),
            kind="date",
            parse=partial(partial_date, latest=today),
        ),
        Field("year", "Năm sinh", ("Sinh năm",), kind="date", parse=partial(partial_date, latest=today)),
        Field("sex", "Giới tính", ("Nam/Nữ", "Phái", "Giới"), kind="sex"),
        Field(
            "id_number",
            "Số định danh cá nhân",
            (
                "Số CCCD",
                "CCCD",
                "Căn cước công dân",
                "Căn cước",
                "CMND",
                "Số CMND/CCCD",
                "Số định danh",
                "Mã định danh",
            ),
            kind="digits",
            hint="12 chữ số; người chưa được cấp thì để trống",
            parse=_id_number,
        ),
        Field("phone", "Điện thoại", ("Số điện thoại", "SĐT", "Điện thoại liên hệ", "Di động"), kind="phone"),
        Field("email", "Thư điện tử", ("Email", "E-mail", "Hộp thư"), parse=_email),
    )


def _code(value: CellValue) -> Parsed[str]:
    parsed = _CODE(value)
    if parsed.value and len(sort_key(parsed.value)) > LONGEST_CODE_KEY:
        return Parsed(error="Mã hộ có quá nhiều nhóm chữ số; hãy dùng mã ngắn hơn.")
    return parsed


def _name(value: CellValue) -> Parsed[str]:
    parsed = _NAME(value)
    if parsed.value is None:
        return parsed
    name = person_name(parsed.value)
    if fault := fault_of(name):
        return Parsed(error=f"{fault.rstrip('.')}; hãy kiểm tra cột có bị lệch.")
    return Parsed(name or None)


def _bounded(most: int) -> Callable[[CellValue], Parsed[str]]:
    """Text of at most so many letters. What a column holds often is understood once."""

    @lru_cache(maxsize=20_000)
    def of_text(raw: str) -> Parsed[str]:
        parsed = text(raw)
        if parsed.value is not None and len(parsed.value) > most:
            return Parsed(error=f"Ô này dài quá {most} chữ; hãy viết gọn lại.")
        return parsed

    def parse(value: CellValue) -> Parsed[str]:
        if value is None:
            return _NOTHING
        return of_text(value if isinstance(value, str) else shown(value))

    return parse


_NOTHING: Parsed[str] = Parsed()
_CODE, _NAME = _bounded(30), _bounded(150)


def _id_number(value: CellValue) -> Parsed[str]:
    """The number as text; of one that has a wrong form the law itself says what is wrong."""
    parsed = digits(value)
    if not parsed.error:
        return parsed
    reasons = identity.check(shown(value).strip()).reasons
    return Parsed(error=reasons[0].text) if reasons else parsed


def _email(value: CellValue) -> Parsed[str]:
    parsed = text(value)
    if not parsed.value:
        return parsed
    name, at, host = parsed.value.rpartition("@")
    if not name or not at or "." not in host or " " in parsed.value or len(parsed.value) > 254:
        return Parsed(error=f"“{parsed.value[:40]}” không phải địa chỉ thư điện tử; hãy sửa hoặc để trống.")
    return parsed


_EXAMPLES: tuple[dict[str, Any], ...] = (
    {
        "group": "Tổ dân phố Tân Thành 1",
        "household": "TT1-001",
        "address": "Số 5, ngõ 12, đường Thắng Lợi",
        "name": "Nguyễn Văn Mẫu",
        "relation": "Chủ hộ",
        "born": date(1962, 3, 5),
        "sex": "Nam",
        "phone": "0912 345 678",
    },
    {
        "group": "Tổ dân phố Tân Thành 1",
        "household": "TT1-001",
        "address": "Số 5, ngõ 12, đường Thắng Lợi",
        "name": "Trần Thị Ví Dụ",
        "relation": "Vợ",
        "year": 1965,
        "sex": "Nữ",
    },
)
_NOTES = (
    "Mỗi người trong hộ một dòng; mọi dòng của một hộ ghi cùng mã hộ và cùng tổ dân phố.",
    "Chỉ có danh sách chủ hộ: mỗi hộ một dòng, điền cột Chủ hộ, bỏ trống Họ và tên.",
    "Nhập lại lần sau: hộ có cùng mã được cập nhật; ô để trống không xóa dữ liệu đã có; không ai bị xóa.",
)


@cache
def template_file(today: date) -> bytes:
    """The .xlsx to download, fill in and import."""
    return template(fields(today), _EXAMPLES, _NOTES)
