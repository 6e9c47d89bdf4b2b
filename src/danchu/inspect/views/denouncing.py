"""Denouncing online: what is written and added is sealed in memory, by nobody whom the software knows."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from danchu.core.actors import VISITOR
from danchu.core.limits import sender_of, take
from danchu.core.ui.access import public
from danchu.core.ui.in_memory import in_memory
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.inspect.actions.intake import receive_case
from danchu.inspect.actions.publishing import add_to_case
from danchu.inspect.forms.following import CodeForm
from danchu.inspect.forms.sealed import AdditionForm, SealedForm
from danchu.inspect.promises import promise
from danchu.inspect.queries_following import followed
from danchu.inspect.states import Channel, Kind
from danchu.inspect.views.following import NOT_NOW, act_once, ask, found, show
from danchu.inspect.views.sending import TOO_OFTEN, receipt
from danchu.lib import clock


@in_memory
@public
def denunciation(request: Request) -> HttpResponseBase:
    """Denounce somebody; where nobody could open the seal, how to do it in person or by post."""

    def act(_data: dict[str, Any]) -> HttpResponse:
        case = receive_case(
            ward=request.ward,
            kind=Kind.DENUNCIATION,
            channel=Channel.WEB,
            text="",
            seal=form.sealed(),
            by=VISITOR,
            at=clock.now(),
        )
        return receipt(request, case)

    form = _bound(request)
    return form_page(
        request,
        form,
        act=act,
        title="Tố cáo",
        intro="Báo hành vi vi phạm pháp luật. Họ tên, nội dung, tệp được niêm phong ngay khi gửi.",
        submit="Niêm phong và gửi",
        back=reverse("inspect:send"),
        template="inspect/denounce.html",
        promise=promise(Kind.DENUNCIATION, clock.today()),
        files_are_gone=bool(request.FILES),
    )


def _bound(request: Request) -> SealedForm:
    if request.method != "POST" or take("send-network", sender_of(request), clock.now()):
        return SealedForm(*sent(request), ward=request.ward)
    refused = SealedForm(request.POST, MultiValueDict(), ward=request.ward)
    refused.add_error(None, TOO_OFTEN)
    return refused


@in_memory
@public
def add(request: Request) -> HttpResponseBase:
    """Put more under the seal of a denunciation that has not ended."""
    if request.method != "POST":
        return redirect("inspect:follow")
    case = found(request)
    if isinstance(case, CodeForm):
        return ask(request, case)
    form = AdditionForm(request.POST, request.FILES, prefix="add")
    seen = followed(case)
    if not (seen.is_sealed and seen.may_add):
        messages.error(request, NOT_NOW)
        return show(request, case)
    if form.is_valid():
        told = {"case": case, "text": "", "sealed": form.sealed(case), "by": VISITOR, "at": clock.now()}
        if act_once(request, form, lambda: add_to_case(**told), "Đã niêm phong và ghi thêm."):
            return show(request, case)
    return show(request, case, form)
