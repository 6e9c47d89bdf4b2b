"""Staff enter what came in on paper, by word of mouth or by telephone, and hand over a receipt."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters

from danchu.core.answers import as_file
from danchu.core.refusals import Refused
from danchu.core.squares import svg_data_uri
from danchu.core.ui.access import allowed
from danchu.core.ui.in_memory import in_memory
from danchu.core.ui.pages import AskFirst, form_page, sent
from danchu.core.ui.request import Request
from danchu.inspect import law, queries, receipt_sheet
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.actions.settling import forward_case
from danchu.inspect.forms.desk import RegisterForm, SealedRegisterForm
from danchu.inspect.models import Case
from danchu.inspect.queries_desk import alike
from danchu.inspect.states import Channel
from danchu.lib import clock
from statute.casework import CaseKind

_ENTERED = "inspect.entered"
"""Where the session keeps the keys of what was entered in it: who enters a sealed letter may not open it afterwards,
and still has to print its receipt."""
_MOST_KEPT = 20


@allowed("inspect.register")
def choose_kind(request: Request) -> HttpResponse:
    """Which kind of letter it is, with what the law means by each."""
    return render(request, "inspect/register_kind.html", {"kinds": law.every_kind()})


@sensitive_post_parameters()
@allowed("inspect.register")
def register(request: Request, kind: str) -> HttpResponseBase:
    """Enter something of ``kind``; cases that may be the same are shown before it gets a number."""
    found = _kind(kind, sealed=False)
    form = RegisterForm(
        *sent(request),
        ward=request.ward,
        may_be_public=found.may_be_public,
        may_be_anonymous=found.may_be_anonymous,
    )

    def act(data: dict[str, Any]) -> str:
        like = alike(request.ward, kind, name=data["name"], text=data["text"], on=data["received_on"])
        if like and not data["seen"]:
            form.data = request.POST.copy()
            form.data["seen"] = "1"  # type: ignore[index]
            raise AskFirst(alike=like)
        return _enter(request, kind, data)

    return form_page(
        request,
        form,
        title=f"Ghi {found.label.lower()}",
        intro=found.about,
        submit="Ghi vào sổ",
        back=reverse("inspect:register"),
        template="inspect/register.html",
        done="Đã ghi vào sổ.",
        act=act,
    )


def _kind(key: str, *, sealed: bool) -> CaseKind:
    try:
        found = law.kind_of(key)
    except Refused:
        raise Http404 from None
    if found.is_sealed != sealed:
        raise Http404
    return found


@in_memory
@allowed("inspect.register")
def register_sealed(request: Request, kind: str) -> HttpResponseBase:
    """Enter a letter of a sealed ``kind``: what is typed and chosen goes under the seal before it is kept anywhere."""
    found = _kind(kind, sealed=True)
    form = SealedRegisterForm(*sent(request), ward=request.ward)
    if not form.can_be_sealed:
        return render(request, "inspect/register_sealed_not.html", {"title": f"Ghi đơn {found.label.lower()}"})

    def enter(data: dict[str, Any]) -> str:
        case = receive_case(
            ward=request.ward,
            kind=kind,
            channel=Channel(data["channel"]),
            text="",
            seal=form.sealed(),
            received_on=data["received_on"],
            by=request.user,
            at=clock.now(),
        )
        return entered(request, case)

    return form_page(
        request,
        form,
        title=f"Ghi đơn {found.label.lower()}",
        intro="Nội dung và người tố cáo được niêm phong ngay khi bấm nút; sau đó chính ông/bà cũng không mở lại được.",
        submit="Niêm phong, ghi vào sổ",
        back=reverse("inspect:register"),
        done="Đã niêm phong và ghi vào sổ. Bỏ đơn, hoặc bản ghi lời đã có chữ ký của người tố cáo, vào phong bì dán "
        "kín, giao lãnh đạo phường.",
        act=enter,
    )


def _enter(request: Request, kind: str, data: dict[str, Any]) -> str:
    told = {"by": request.user, "at": clock.now()}
    with transaction.atomic():
        case = receive_case(
            ward=request.ward,
            kind=kind,
            channel=Channel(data["channel"]),
            text=data["text"],
            title=data["title"],
            topic=data["topic"],
            place=Place(data["group"], data["place"]),
            contact=Contact(data["name"], data["phone"], data["email"], data["address"]),
            files=data["files"],
            wants_public=data.get("wants_public", False),
            received_on=data["received_on"],
            unit=data["unit"],
            **told,
        )
        if data["forwarded_to"].strip():
            forward_case(case=case, forwarded_to=data["forwarded_to"], **told)
    return entered(request, case)


def entered(request: Request, case: Case) -> str:
    """Remember that ``case`` was entered in this session; returns the address of its receipt."""
    request.session[_ENTERED] = [*request.session.get(_ENTERED, []), case.pk][-_MOST_KEPT:]
    return reverse("inspect:receipt", args=[case.pk])


def _receipt_of(request: Request, pk: int) -> Case:
    if pk in request.session.get(_ENTERED, []):
        return get_object_or_404(queries.entered(request.ward), pk=pk)
    return queries.access_case(request.user, request.ward, pk)


@allowed("inspect.register")
def receipt(request: Request, pk: int) -> HttpResponse:
    """Number, code and square of what was entered, for the sender to take along."""
    case = _receipt_of(request, pk)
    address = receipt_sheet.address_of(case)
    shown = {
        "case": case,
        "address": address,
        "square": svg_data_uri(receipt_sheet.link_of(case)),
        "is_open_to": queries.visible_to(request.user, request.ward).filter(pk=case.pk).exists(),
    }
    answer = render(request, "inspect/receipt.html", shown)
    add_never_cache_headers(answer)
    return answer


@allowed("inspect.register")
def receipt_pdf(request: Request, pk: int) -> HttpResponse:
    """The printed receipt."""
    case = _receipt_of(request, pk)
    return as_file(receipt_sheet.pdf(case), "bien-nhan", "pdf", shown=True)
