"""The desk: opening matters and moving them on."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.lib.lifecycle import moves_from
from danchu.matters import forms, queries
from danchu.matters.actions.matters import (
    close_matter,
    describe_matter,
    open_matter,
    reopen_matter,
    withdraw_matter,
)
from danchu.matters.models import Matter
from danchu.matters.states import MOVES
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
        return _desk(row)


@allowed("matters.open")
def new(request: Request) -> HttpResponseBase:
    """Open a matter."""

    def act(data: dict[str, Any]) -> str:
        return _desk(open_matter(ward=request.ward, **data, by=request.user, at=clock.now()))

    return form_page(
        request,
        forms.MatterForm(*sent(request), ward=request.ward),
        title="Mở việc mới",
        intro="Việc mở ra là công khai ngay: người dân thấy tên, tóm tắt và theo dõi được từ đầu đến cuối.",
        act=act,
        done="Đã mở việc.",
        submit="Mở việc",
        back=reverse("matters:desk"),
    )


@allowed("matters.see_internal")
def one(request: Request, pk: int) -> HttpResponseBase:
    """A matter at the desk, with what only staff see, and what can be done now."""
    found = queries.access_matter(request.user, request.ward, pk)
    return render(
        request, "matters/desk_matter.html", {**page_of(found, internal=True), "moves": moves_from(MOVES, found.state)}
    )


@allowed("matters.change")
def describe(request: Request, pk: int) -> HttpResponseBase:
    """Say anew what a matter is about."""
    found = queries.access_matter(request.user, request.ward, pk)
    known = {"title": found.title, "summary": found.summary, "unit": found.unit_id}

    def act(data: dict[str, Any]) -> str:
        return _desk(describe_matter(matter=found, **data, by=request.user, at=clock.now()))

    return form_page(
        request,
        forms.DescriptionForm(*sent(request), ward=request.ward, initial=known),
        title="Sửa thông tin việc",
        act=act,
        done="Đã lưu.",
        back=_desk(found),
    )


@allowed("matters.change")
def close(request: Request, pk: int) -> HttpResponseBase:
    """Close a matter with its result."""
    return _moved(request, pk, close_matter, title="Kết thúc việc", label="Kết quả", done="Đã kết thúc việc.")


@allowed("matters.change")
def withdraw(request: Request, pk: int) -> HttpResponseBase:
    """Withdraw a matter with the reason."""
    return _moved(request, pk, withdraw_matter, title="Thu hồi việc", label="Lý do thu hồi", done="Đã thu hồi việc.")


@allowed("matters.change")
def reopen(request: Request, pk: int) -> HttpResponseBase:
    """Open a closed matter again."""
    return _moved(request, pk, reopen_matter, title="Mở lại việc", label="Lý do mở lại", done="Đã mở lại việc.")


def _moved(
    request: Request, pk: int, move: Callable[..., Matter], *, title: str, label: str, done: str
) -> HttpResponseBase:
    found = queries.access_matter(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        return _desk(move(matter=found, note=data["note"], by=request.user, at=clock.now()))

    return form_page(
        request,
        forms.NoteForm(*sent(request), label=label),
        title=title,
        intro=found.title,
        act=act,
        done=done,
        submit=title,
        back=_desk(found),
    )


def _desk(matter: Matter) -> str:
    return reverse("matters:desk-matter", args=[matter.pk])
