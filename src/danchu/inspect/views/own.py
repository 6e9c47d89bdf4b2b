"""What somebody sent with the own account."""

from typing import Any, cast

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from danchu.core.models import User
from danchu.core.ui.access import SIGNED_IN, signed_in
from danchu.core.ui.registers import Button, Column, Register
from danchu.core.ui.request import Request
from danchu.inspect import queries
from danchu.inspect.views.following import show


class Own(Register):
    """What I sent while signed in, newest first. Denunciations are never here: nobody knows who sent them."""

    audience = SIGNED_IN
    title = "Việc tôi đã gửi"
    intro = "Những gì đã gửi khi đăng nhập. Tố cáo không hiện ở đây vì danh tính được giữ kín; hãy dùng mã theo dõi."
    noun = "việc"
    columns = (
        Column(
            "Số",
            "symbol",
            leads_to=lambda row: reverse("inspect:own", args=[row.pk]),
            unbroken=True,
            order="received_at",
        ),
        Column("Việc", "title"),
        Column("Loại", "get_kind_display"),
        Column("Ngày gửi", "received_on", unbroken=True),
        Column("Đang ở đâu", "get_state_display"),
        Column("Hạn", lambda row: row.due_on if row.is_open else None, unbroken=True),
    )
    search_in = "search_text"
    empty = "Chưa gửi gì khi đăng nhập. Bấm Gửi phản ánh, đơn để bắt đầu."
    buttons = (
        Button("Gửi phản ánh, đơn", "inspect:send", strong=True),
        Button("Theo dõi bằng mã", "inspect:follow"),
    )

    def rows(self, request: Request) -> Any:
        return queries.own(cast(User, request.user)).order_by("-received_at", "-pk")


@signed_in
@never_cache
def own(request: Request, pk: int) -> HttpResponseBase:
    """One of them, as its code would show it."""
    return show(request, get_object_or_404(queries.own(cast(User, request.user)), pk=pk))
