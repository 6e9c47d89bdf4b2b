"""The one way in which a form becomes an official act: show, check the shape, act, answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from danchu.core.refusals import Refused
from danchu.core.ui.forms import Form


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    act: Callable[[dict[str, Any]], str | HttpResponse],
    done: str = "",
    submit: str = "Lưu",
    intro: str = "",
    back: str = "",
    template: str = "core/form_page.html",
    **context: Any,
) -> HttpResponse:
    """Show ``form``; when it was sent and its shape is right, call ``act`` with its data and go to the address that
    ``act`` returns, saying ``done``, or answer with the page that it returns. A refusal of the act is shown in the form
    with all that was typed.
    """
    if request.method == "POST" and form.is_valid():
        try:
            answer = act(form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            if isinstance(answer, HttpResponse):
                return answer
            messages.success(request, done)
            return redirect(answer)
    status = 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "title": title, "intro": intro, "submit": submit, "back": back, **context}
    return render(request, template, shown, status=status)


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: the data and the files that were sent, or nothing when the page is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
