"""The topics of remarks at the desk: what residents choose from, in which order, and who answers for each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from danchu.core.ui.access import allowed
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.inspect import queries
from danchu.inspect.actions import topics as acts
from danchu.inspect.forms.topics import PlaceForm, TopicForm
from danchu.inspect.models import Topic
from danchu.lib import clock

CHANGES = "inspect.change_topics"


@allowed(CHANGES)
def topics(request: Request) -> HttpResponse:
    """Every topic, in use and retired."""
    rows = list(queries.all_topics(request.ward))
    used = [each for each in rows if each.is_active]
    return render(
        request,
        "inspect/topics.html",
        {"used": used, "retired": [each for each in rows if not each.is_active], "last": len(used)},
    )


@allowed(CHANGES)
def new(request: Request) -> HttpResponse:
    """Add a topic."""

    def act(data: dict[str, Any]) -> str:
        acts.add_topic(ward=request.ward, **data, by=request.user, at=clock.now())
        return _list()

    form = TopicForm(*sent(request), ward=request.ward)
    return form_page(request, form, title="Thêm lĩnh vực phản ánh", act=act, done="Đã thêm.", back=_list())


@allowed(CHANGES)
def defaults(request: Request) -> HttpResponse:
    """Enter the set that comes with the software."""

    def act(_data: dict[str, Any]) -> str:
        acts.load_topics(ward=request.ward, by=request.user, at=clock.now())
        return _list()

    return form_page(
        request,
        Form(*sent(request)),
        title="Dùng danh mục mẫu",
        intro="Thêm các lĩnh vực thường gặp mà phường chưa có. Sau đó sửa tên, thứ tự, đơn vị cho hợp với phường.",
        submit="Thêm danh mục mẫu",
        act=act,
        done="Đã thêm danh mục mẫu.",
        back=_list(),
    )


@allowed(CHANGES)
def change(request: Request, pk: int) -> HttpResponse:
    """Rename a topic or give it to another unit."""
    topic = _topic(request, pk)

    def act(data: dict[str, Any]) -> str:
        acts.change_topic(topic=topic, **data, by=request.user, at=clock.now())
        return _list()

    initial = {"name": topic.name, "hint": topic.hint, "unit": topic.unit_id}
    form = TopicForm(*sent(request), ward=request.ward, initial=initial)
    intro = f"Mã trên Open311: {topic.code}. Mã không đổi khi đổi tên."
    return form_page(request, form, title=f"Sửa “{topic.name}”", intro=intro, act=act, done="Đã lưu.", back=_list())


@allowed(CHANGES)
def place(request: Request, pk: int) -> HttpResponse:
    """Let a topic stand earlier or later in the list."""
    topic = _topic(request, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        acts.move_topic(topic=topic, place=data["place"], by=request.user, at=clock.now())
        return redirect(f"{_list()}#l{topic.pk}")

    form = PlaceForm(*sent(request), initial={"place": topic.position})
    return form_page(request, form, title=f"Thứ tự của “{topic.name}”", act=act, back=_list())


@allowed(CHANGES)
def retire(request: Request, pk: int) -> HttpResponse:
    """Offer a topic no more."""
    intro = "Người gửi không chọn được lĩnh vực này nữa. Phản ánh đã gửi vẫn giữ nguyên."
    return _confirmed(request, pk, acts.retire_topic, "Thôi dùng", intro)


@allowed(CHANGES)
def restore(request: Request, pk: int) -> HttpResponse:
    """Offer a topic again."""
    return _confirmed(request, pk, acts.restore_topic, "Dùng lại", "Người gửi lại chọn được lĩnh vực này.")


def _confirmed(request: Request, pk: int, official: Callable[..., Topic], word: str, intro: str) -> HttpResponse:
    topic = _topic(request, pk)

    def act(_data: dict[str, Any]) -> str:
        official(topic=topic, by=request.user, at=clock.now())
        return _list()

    title = f"{word} “{topic.name}”"
    return form_page(
        request, Form(*sent(request)), title=title, intro=intro, submit=word, act=act, done="Đã lưu.", back=_list()
    )


def _topic(request: Request, pk: int) -> Topic:
    return get_object_or_404(queries.all_topics(request.ward), pk=pk)


def _list() -> str:
    return reverse("inspect:topics")
