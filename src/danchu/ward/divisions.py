"""The national list of commune-level units of 2025, from ``vietnam-provinces``."""

from dataclasses import dataclass

from danchu.core.refusals import Refused


@dataclass(frozen=True)
class Unit:
    """A commune-level unit: phường Bách Quang, tỉnh Thái Nguyên, Bách Quang."""

    code: str
    name: str
    province: str
    place: str


def unit_with(code: str) -> Unit:
    """The unit with the five-digit ``code`` of the national list. Raises ``Refused`` when there is none."""
    from vietnam_provinces import Province, Ward, WardCode

    try:
        found = Ward.from_code(WardCode(int(code)))
    except ValueError:
        raise Refused(f"Không có phường, xã nào mang mã {code} trong danh mục đơn vị hành chính năm 2025.") from None
    province = Province.from_code(found.province_code).name
    kind = found.division_type.value
    place = found.name[len(kind) :].strip()
    return Unit(f"{found.code.value:05d}", f"{kind} {place}", province[:1].lower() + province[1:], place)
