"""The ward's own texts for answers."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse

from danchu.core.ui.access import allowed
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.inspect import queries_moves
from danchu.inspect.actions.replies import add_reply, change_reply, drop_reply
from danchu.inspect.forms.steps import ReplyForm
from danchu.inspect.models import ReplyTemplate
from danchu.inspect.states import Kind
from danchu.lib import clock
from danchu.lib.vntext import shortened


class Replies(Register):
    """The texts from which answers are written."""

    audience = "inspect.change_replies"
    title = "Mẫu trả lời"
    intro = "Chọn mẫu khi trả lời, rồi sửa cho đúng từng việc."
    noun = "mẫu"
    empty = "Chưa có mẫu nào. Thêm mẫu cho những việc hay gặp: đèn đường, rác, ngập nước."
    columns = (
        Column("Tên mẫu", "title", link=True),
        Column("Dùng cho", lambda row: row.get_kind_display() if row.kind else "Mọi loại"),
        Column("Nội dung", lambda row: shortened(row.text, 120)),
    )
    filters = (Filter("loai", "Loại", lambda request: Kind.choices, by_field("kind")),)
    buttons = (Button("Thêm mẫu", "inspect:new-reply", "inspect.change_replies", strong=True),)

    def rows(self, request: Request) -> QuerySet[ReplyTemplate]:
        return queries_moves.replies(request.ward)

    def url_of(self, row: ReplyTemplate) -> str:
        return reverse("inspect:change-reply", args=[row.pk])


@allowed("inspect.change_replies")
def new(request: Request) -> HttpResponseBase:
    """A new text."""

    def act(data: dict[str, Any]) -> str:
        add_reply(ward=request.ward, **data, by=request.user, at=clock.now())
        return reverse("inspect:replies")

    return form_page(
        request,
        ReplyForm(*sent(request)),
        title="Thêm mẫu trả lời",
        act=act,
        done="Đã thêm mẫu.",
        back=reverse("inspect:replies"),
    )


@allowed("inspect.change_replies")
def change(request: Request, pk: int) -> HttpResponseBase:
    """Other words for a text."""
    reply = queries_moves.access_reply(request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        change_reply(reply=reply, **data, by=request.user, at=clock.now())
        return reverse("inspect:replies")

    return form_page(
        request,
        ReplyForm(*sent(request), initial={"kind": reply.kind, "title": reply.title, "text": reply.text}),
        title="Sửa mẫu trả lời",
        act=act,
        done="Đã sửa mẫu.",
        back=reverse("inspect:replies"),
        template="inspect/reply.html",
        reply=reply,
    )


@allowed("inspect.change_replies")
def drop(request: Request, pk: int) -> HttpResponseBase:
    """Take a text away."""
    reply = queries_moves.access_reply(request.ward, pk)

    def act(_data: dict[str, Any]) -> str:
        drop_reply(reply=reply, by=request.user, at=clock.now())
        return reverse("inspect:replies")

    return form_page(
        request,
        Form(*sent(request)),
        title=f"Bỏ mẫu: {reply.title}",
        intro="Những trả lời đã gửi không đổi.",
        act=act,
        done="Đã bỏ mẫu.",
        submit="Bỏ mẫu",
        back=reverse("inspect:replies"),
    )
