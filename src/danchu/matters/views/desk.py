"""The desk: opening matters and moving them on."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.ui.access import allowed
from danchu.core.ui.registers import Button
from danchu.core.ui.request import Request
from danchu.matters import queries
from danchu.matters.models import Matter
from danchu.matters.views.public import Matters, page_of


class Desk(Matters):
    """The matters of the ward, each leading to its desk page."""

    audience = "matters.see_internal"
    kept = False
    title = "Sổ việc chung"
    intro = "Mỗi việc giữ toàn bộ diễn biến qua sáu bước, từ dân biết đến dân thụ hưởng."
    empty = "Chưa có việc nào. Bấm “Mở việc mới” để bắt đầu."
    buttons = (Button("Mở việc mới", "matters:new", "matters.open", strong=True),)

    def url_of(self, row: Matter) -> str:
        return reverse("matters:desk-matter", args=[row.pk])


@allowed("matters.see_internal")
def one(request: Request, pk: int) -> HttpResponseBase:
    """A matter at the desk, with what only staff see, and what can be done now."""
    found = queries.access_matter(request.user, request.ward, pk)
    return render(request, "matters/desk_matter.html", page_of(found, internal=True))
