"""The register of residential groups, and the page of one."""

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render

from danchu.core.ordering import ByGivenName
from danchu.core.ui.access import allowed
from danchu.core.ui.registers import Button, Column, Register
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import queries
from danchu.ward.models import ResidentialGroup
from danchu.ward.views.filters import existing


class Groups(Register):
    """Every residential group with its leader and its size."""

    audience = "ward.see_groups"
    title = "Tổ dân phố"
    intro = "Mỗi tổ với tổ trưởng, nơi niêm yết, số hộ và số nhân khẩu hiện nay."
    noun = "tổ"
    search_in = "search_text"
    empty = "Chưa có tổ dân phố nào. Hãy thêm tổ, hoặc nhập danh sách hộ từ bảng tính."
    columns = (
        Column("Tên", "name", link=True),
        Column("Mã", "code"),
        Column("Tổ trưởng", "leader", order=ByGivenName("leader")),
        Column("Nơi niêm yết", "community_house"),
        Column("Số hộ", "household_count", numeric=True, total=True),
        Column("Số nhân khẩu", "resident_count", numeric=True, total=True),
        Column("Giải thể, sáp nhập", "retired_on", export_only=True),
    )
    filters = (existing("Đã giải thể, sáp nhập"),)
    buttons = (Button("Thêm tổ", "ward:new-group", "ward.change_groups"),)

    def rows(self, request: Request) -> QuerySet[ResidentialGroup]:
        return queries.with_group_counts(queries.groups_visible_to(request.user, request.ward), clock.today())


@allowed("ward.see_groups")
def group(request: Request, pk: int) -> HttpResponseBase:
    """A group: who leads it, how large it is, and the way to its households."""
    found = queries.access_group(request.user, request.ward, pk)
    shown = {"group": found, "officers": list(queries.holders_in(found, clock.today()))}
    return render(request, "ward/group.html", shown)
