"""The one way in which a form becomes an official act: show, check the shape, act, answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from danchu.core import rows
from danchu.core.refusals import Refused
from danchu.core.ui import sendings
from danchu.core.ui.forms import Form
from danchu.core.ui.request import Request
from danchu.core.ui.sendings import Clash, Opened

AGAIN = "Biểu mẫu này đã được gửi trước đó, không ghi thêm lần nữa."


class _Changed(Exception):
    """Somebody else has changed what the form changes."""

    def __init__(self, found: list[Clash]) -> None:
        self.found = found
        super().__init__("changed meanwhile")


def form_page(
    request: Request,
    form: Form,
    *,
    title: str,
    act: Callable[[Any], str | HttpResponse],
    done: str | Callable[[Any], str] = "",
    submit: str = "Lưu",
    intro: str = "",
    back: str = "",
    template: str = "core/form_page.html",
    opened: Opened | None = None,
    records_refusals: bool = False,
    **context: Any,
) -> HttpResponse:
    """Show ``form``; when it was sent and its shape is right, call ``act`` with its data and go to the address that
    ``act`` returns, saying ``done``, or answer with the page that it returns.

    A refusal of the act is shown in the form with all that was typed. A page that is sent twice is done once. With
    ``opened``, the row that the form changes, a change by somebody else since the page was opened is shown beside what
    was typed, and sending once more overwrites it knowingly. What an act writes before it refuses is undone, unless it
    ``records_refusals``: it then commits for itself, as one that counts wrong words must.
    """
    found: list[Clash] = []
    if request.method == "POST" and form.is_valid():
        try:
            answer = act(form.cleaned_data) if records_refusals else _done(request, form, act, opened)
        except Refused as refused:
            form.refuse(refused)
        except _Changed as changed:
            found = changed.found
        except sendings.SentBefore as before:
            messages.info(request, AGAIN)
            return redirect(before.address or back or request.path)
        else:
            if isinstance(answer, HttpResponse):
                return answer
            messages.success(request, done if isinstance(done, str) else done(answer))
            return _cleared(redirect(answer), request)
    shown = {
        "form": form,
        "title": title,
        "intro": intro,
        "submit": submit,
        "back": back,
        "clashes": found,
        "once": sendings.ONCE,
        "token": sendings.new_token(),
        "opened_name": sendings.OPENED,
        "opened": opened.seal() if opened else "",
        **context,
    }
    status = 409 if found else 422 if form.is_bound and form.errors else 200
    return render(request, template, shown, status=status)


def _done(
    request: Request, form: Form, act: Callable[[Any], str | HttpResponse], opened: Opened | None
) -> str | HttpResponse:
    """``act``, once, in one transaction with the look at what it changes."""
    with transaction.atomic():
        if opened:
            rows.lock(opened.row)
            if found := list(sendings.clashes(form, opened, request.POST.get(sendings.OPENED, ""))):
                raise _Changed(found)
        return sendings.done_once(request, lambda: act(form.cleaned_data), _address)


def _address(answer: str | HttpResponse) -> str:
    return answer if isinstance(answer, str) else ""


def _cleared(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Let the page's script forget what it kept of this form on the device."""
    if token := request.POST.get(sendings.ONCE, ""):
        response.set_cookie(sendings.SENT, token[: sendings.LONGEST], max_age=sendings.SENT_SECONDS, samesite="Lax")
    return response


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: the data and the files that were sent, or nothing when the page is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
