"""The register of residential groups, and the page of one."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Register
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import forms, queries
from danchu.ward.actions.groups import change_group, open_group, retire_group
from danchu.ward.models import ResidentialGroup
from danchu.ward.views.changing import change_page
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
        Column("Tổ trưởng", "leader"),
        Column("Nơi niêm yết", "community_house"),
        Column("Số hộ", "household_count", numeric=True),
        Column("Số nhân khẩu", "resident_count", numeric=True),
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


@allowed("ward.change_groups")
def new(request: Request) -> HttpResponseBase:
    """Open a group."""

    def act(data: dict[str, Any]) -> str:
        return open_group(ward=request.ward, **data, by=request.user, at=clock.now()).get_absolute_url()

    form = forms.GroupForm(*sent(request))
    back = reverse("ward:groups")
    return form_page(request, form, title="Thêm tổ dân phố", act=act, done="Đã thêm tổ.", back=back)


@allowed("ward.change_groups")
def change(request: Request, pk: int) -> HttpResponseBase:
    """Correct a group."""
    found = queries.access_group(request.user, request.ward, pk)
    form = forms.GroupForm(*sent(request), initial=forms.known(found, forms.GroupForm))
    return change_page(request, found, form, partial(change_group, group=found), title=f"Sửa {found.name}")


@allowed("ward.change_groups")
def retire(request: Request, pk: int) -> HttpResponseBase:
    """Dissolve a group, or merge it into another."""
    found = queries.access_group(request.user, request.ward, pk)
    return change_page(
        request,
        found,
        forms.GroupRetirementForm(*sent(request), ward=request.ward),
        partial(retire_group, group=found),
        title=f"Giải thể, sáp nhập {found.name}",
        intro="Chức danh gắn với tổ thôi giữ từ cùng ngày. Tổ vẫn còn trong danh sách để tra cứu.",
        submit="Ghi nhận",
    )
