"""The ward's own texts for answers."""

from django.db.models import QuerySet
from django.urls import reverse

from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.inspect import queries_moves
from danchu.inspect.models import ReplyTemplate
from danchu.inspect.states import Kind
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
        Column("Dùng cho", lambda row: row.get_kind_display() if row.kind else "Mọi loại", order="get_kind_display"),
        Column("Nội dung", lambda row: shortened(row.text, 120)),
    )
    filters = (Filter("loai", "Loại", lambda request: Kind.choices, by_field("kind")),)
    buttons = (Button("Thêm mẫu", "inspect:new-reply", "inspect.change_replies", strong=True),)

    def rows(self, request: Request) -> QuerySet[ReplyTemplate]:
        return queries_moves.replies(request.ward)

    def url_of(self, row: ReplyTemplate) -> str:
        return reverse("inspect:change-reply", args=[row.pk])
