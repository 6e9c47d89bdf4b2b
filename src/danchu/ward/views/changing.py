"""The page on which something of one row is changed: it comes from the row's page and goes back to it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase

from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page
from danchu.core.ui.request import Request
from danchu.lib import clock


def change_page(
    request: Request,
    row: Any,
    form: Form,
    act: Callable[..., object],
    *,
    title: str,
    done: str = "Đã lưu.",
    **more: Any,
) -> HttpResponseBase:
    """``act`` takes what was typed by the names of the fields, with ``by`` and ``at``."""

    def acted(data: dict[str, Any]) -> str:
        act(**data, by=request.user, at=clock.now())
        return str(row.get_absolute_url())

    return form_page(request, form, title=title, act=acted, done=done, back=row.get_absolute_url(), **more)
