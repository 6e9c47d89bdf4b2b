"""The work list and the page of one case."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from danchu.core.ui.access import allowed
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.inspect import queries
from danchu.inspect.states import Kind, State


class Cases(Register):
    """What was sent in, what is due first standing first."""

    audience = "inspect.see_desk"
    title = "Đơn thư, phản ánh"
    noun = "vụ việc"
    columns = (
        Column("Số", "symbol", link=True, unbroken=True),
        Column("Loại", "get_kind_display"),
        Column("Tóm tắt", "title"),
        Column("Trạng thái", "get_state_display"),
        Column("Đơn vị", "unit"),
        Column("Hạn", "due_on", unbroken=True),
    )
    filters = (
        Filter("loai", "Loại", lambda request: Kind.choices, by_field("kind")),
        Filter("trang-thai", "Trạng thái", lambda request: State.choices, by_field("state")),
    )
    search_in = "search_text"
    empty = "Chưa có đơn thư, phản ánh nào."

    def rows(self, request: Request) -> Any:
        return queries.visible_to(request.user, request.ward).order_by("due_on", "pk")


@allowed("inspect.see_desk")
def case(request: Request, pk: int) -> HttpResponse:
    """One case at the desk."""
    found = queries.access_case(request.user, request.ward, pk)
    return render(request, "inspect/case.html", {"case": found, "lines": found.lines.select_related("by")})
