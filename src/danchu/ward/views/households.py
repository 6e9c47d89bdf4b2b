"""The register of households, and the page of one."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render

from danchu.core.ordering import ByGivenName
from danchu.core.ui.access import allowed
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.lib.vntext import vn_phone
from danchu.ward import queries
from danchu.ward.models import Household
from danchu.ward.views.filters import groups, living_here

WITH, WITHOUT = "co", "chua-co"


def _by_phone(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return queries.with_phone(rows, wanted=chosen == WITH) if chosen in {WITH, WITHOUT} else rows.none()


class Households(Register):
    """The household roll: all of it for the ward's staff, that of the own group for its leaders."""

    audience = "ward.see_households"
    exporting = "ward.export_roll"
    title = "Hộ gia đình"
    intro = "Danh sách hộ theo tổ dân phố, để mời họp, phát tài liệu, lấy ý kiến."
    noun = "hộ"
    search_in = "search_text"
    search_hint = "Mã hộ, chủ hộ, địa chỉ"
    empty = "Chưa có hộ nào. Hãy nhập danh sách hộ từ bảng tính của phường."
    columns = (
        Column("Chủ hộ", lambda row: row.head_name or row.code, link=True, order=ByGivenName("head_name")),
        Column("Mã hộ", "code", unbroken=True, order="sort_key"),
        Column("Tổ dân phố", "group.name"),
        Column("Địa chỉ", "address"),
        Column(
            "Điện thoại",
            lambda row: vn_phone(row.phone or ""),
            leads_to=lambda row: f"tel:{row.phone}",
            unbroken=True,
        ),
        Column("Số người", "member_count", numeric=True, total=True),
        Column("Chuyển đi", "left_on", export_only=True),
    )
    filters = (
        Filter("to", "Tổ dân phố", groups, by_field("group")),
        Filter(
            "dien-thoai",
            "Điện thoại",
            lambda request: [(WITH, "Có số điện thoại"), (WITHOUT, "Chưa có số điện thoại")],
            _by_phone,
        ),
        living_here("Đã chuyển đi"),
    )
    buttons = (Button("Thêm hộ", "ward:new-household", "ward.change_roll"),)

    def rows(self, request: Request) -> QuerySet[Household]:
        return queries.with_contact(queries.households_visible_to(request.user, request.ward))


@allowed("ward.see_households")
def household(request: Request, pk: int) -> HttpResponseBase:
    """A household: its members, its card, its account."""
    found = queries.access_household(request.user, request.ward, pk)
    members = list(queries.members_of(found))
    shown = {
        "household": found,
        "members": [each for each in members if each.left_on is None],
        "former": [each for each in members if each.left_on is not None],
        "card": queries.card_of(found),
    }
    return render(request, "ward/household.html", shown)
