"""The one way in which a form becomes an official act: show, check the shape, act, answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict

from danchu.core import rows
from danchu.core.refusals import Refused
from danchu.core.ui import sendings, unsent
from danchu.core.ui.forms import Form
from danchu.core.ui.request import Request
from danchu.core.ui.sendings import Clash, Opened


class AskFirst(Exception):
    """Raised by what a page does with its form: nothing was done, for the person should see something first. The page
    is shown once more with ``shown`` beside what was typed."""

    def __init__(self, **shown: Any) -> None:
        self.shown = shown
        super().__init__("asks first")


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
    knows_again: bool = False,
    **context: Any,
) -> HttpResponse:
    """Show ``form``; when it was sent and its shape is right, call ``act`` with its data and go to the address that
    ``act`` returns, saying ``done``, or answer with the page that it returns.

    A refusal of the act is shown in the form with all that was typed; so is what it ``AskFirst`` about. A page that is
    sent twice is done once, by its token, or where it ``knows_again`` by the act itself, which then gives the same
    answer as before. With ``opened``, the row that the form changes, a change by somebody else since the page was
    opened is shown beside what was typed, and sending once more overwrites it knowingly. What an act writes before it
    refuses is undone, unless it ``records_refusals``: it then commits for itself, as one that counts wrong words must.
    """
    found: list[Clash] = []
    if request.method == "POST" and form.is_valid():
        try:
            if records_refusals:
                answer = act(form.cleaned_data)
            else:
                answer = _done(request, form, act, opened, is_once=not knows_again)
        except Refused as refused:
            form.refuse(refused)
        except AskFirst as first:
            context |= first.shown
        except _Changed as changed:
            found = changed.found
        except sendings.SentBefore as before:
            if before.is_the_same:
                messages.info(request, sendings.AGAIN)
                return redirect(before.address or back or request.path)
            form.add_error(None, sendings.OTHER)
        else:
            if isinstance(answer, HttpResponse):
                return sendings.arrived(answer, request)
            messages.success(request, done if isinstance(done, str) else done(answer))
            return sendings.arrived(redirect(answer), request)
    shown = {
        "form": form,
        "title": title,
        "intro": intro,
        "submit": submit,
        "back": back,
        "clashes": found,
        **sendings.carried(request, opened, is_known=bool(found)),
        **context,
    }
    status = 409 if found else 422 if form.is_bound and form.errors else 200
    return render(request, template, shown, status=status)


def _done(
    request: Request, form: Form, act: Callable[[Any], str | HttpResponse], opened: Opened | None, *, is_once: bool
) -> str | HttpResponse:
    """``act``, in one transaction with the look at what it changes; once, if it ``is_once``."""
    with transaction.atomic():
        if opened:
            rows.lock(opened.row)
            if found := list(sendings.clashes(form, opened, request.POST.get(sendings.OPENED, ""))):
                raise _Changed(found)
        if not is_once:
            return act(form.cleaned_data)
        return sendings.done_once(request, lambda: act(form.cleaned_data), _address)


def _address(answer: str | HttpResponse) -> str:
    return answer if isinstance(answer, str) else ""


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: the data and the files that were sent, or nothing when the page is only opened. A page
    that is opened anew since its sending met a shut door is given what was typed."""
    if request.method == "POST":
        return request.POST, request.FILES
    if found := unsent.of(request):
        return found.typed, MultiValueDict()
    return None, None
