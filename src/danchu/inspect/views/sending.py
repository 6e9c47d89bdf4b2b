"""Residents send something: which kind it is, its form, and the receipt, which is the answer to the sending."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from danchu.core import squares
from danchu.core.actors import VISITOR
from danchu.core.limits import sender_of, take
from danchu.core.refusals import Refused
from danchu.core.ui.access import kept, public
from danchu.core.ui.pages import AskFirst, form_page, sent
from danchu.core.ui.request import Request
from danchu.inspect import composing, joining, law, queries
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.publishing import join_case
from danchu.inspect.forms.sending import ComplaintForm, InformationForm, RemarkForm, SendForm
from danchu.inspect.models import Case
from danchu.inspect.promises import promise, promises
from danchu.inspect.queries_sending import likely_duplicates
from danchu.inspect.states import Channel, Kind
from danchu.inspect.telling import follow_address
from danchu.lib import clock
from danchu.lib.vntext import vn_date

ASKED = "asked"
"""What the button below a warning sends: it was read."""
TOO_OFTEN = (
    "Mạng này vừa gửi quá nhiều lần nên chưa nhận thêm. Nội dung đã viết vẫn còn ở dưới: đợi ít phút rồi bấm gửi lại, "
    "hoặc gọi phường."
)
TOO_OFTEN_JOINED = "Mạng này vừa gửi quá nhiều lần nên chưa ghi thêm. Hãy đợi ít phút rồi thử lại."


@kept
def start(request: Request) -> HttpResponse:
    """Which kind is it? In plain words, with what will happen and by when."""
    return render(request, "inspect/send.html", dict(promises(clock.today())))


@public
@never_cache
@sensitive_post_parameters()
def remark(request: Request) -> HttpResponseBase:
    """Something to mend, or a suggestion. What others have said already is shown before it is sent."""
    form = bound(request, RemarkForm)

    def act(data: dict[str, Any]) -> HttpResponse:
        where = form.where()
        if ASKED not in request.POST:
            alike = likely_duplicates(
                request.ward,
                text=data["text"],
                topic=data["topic"] and data["topic"].pk,
                group=where.group and where.group.pk,
                latitude=where.latitude,
                longitude=where.longitude,
            )
            if alike:
                raise AskFirst(alike=alike)
        return enter(
            request,
            Kind.REMARK,
            data,
            form.contact(),
            text=data["text"],
            topic=data["topic"],
            place=where,
            wants_public=data["wants_public"],
        )

    shown = _words(
        Kind.REMARK, "Gửi phản ánh, góp ý", "Chỉ cần viết việc gì. Những ô khác giúp phường làm nhanh hơn.", "Gửi"
    )
    return form_page(request, form, act=act, knows_again=True, template="inspect/send_form.html", **shown)


@public
@never_cache
@sensitive_post_parameters()
def complaint(request: Request) -> HttpResponseBase:
    """A complaint. One that comes late is warned of, never turned away: that is for the ward to decide."""
    form = bound(request, ComplaintForm)

    def act(data: dict[str, Any]) -> HttpResponse:
        limit = law.book().value("complaint.time_to_complain", clock.today())
        last = data["learned_on"] + timedelta(days=limit.number)
        if clock.today() > last and not data["late_reason"].strip() and ASKED not in request.POST:
            late = {"words": limit.words(), "last": vn_date(last), "citation": limit.citation}
            raise AskFirst(late=late)
        text = composing.complaint(data)
        return enter(request, Kind.COMPLAINT, data, form.contact(), text=text, title=f"Khiếu nại: {data['decision']}")

    shown = _words(
        Kind.COMPLAINT,
        "Khiếu nại",
        "Đề nghị xem lại một quyết định hoặc việc làm của phường mà ông/bà cho là trái luật, thiệt cho mình.",
        "Gửi khiếu nại",
    )
    return form_page(request, form, act=act, knows_again=True, template="inspect/send_form.html", **shown)


@public
@never_cache
@sensitive_post_parameters()
def information(request: Request) -> HttpResponseBase:
    """A request for information that the ward holds."""
    form = bound(request, InformationForm)

    def act(data: dict[str, Any]) -> HttpResponse:
        text = composing.information(data)
        return enter(request, Kind.INFORMATION, data, form.contact(), text=text, title=data["text"])

    shown = _words(
        Kind.INFORMATION,
        "Yêu cầu cung cấp thông tin",
        "Xin xem, xin bản sao giấy tờ phường đang giữ. Chỉ trả chi phí in, sao chụp, gửi.",
        "Gửi yêu cầu",
    )
    return form_page(request, form, act=act, knows_again=True, template="inspect/send_form.html", **shown)


@public
@never_cache
@require_POST
def join(request: Request, pk: int) -> HttpResponseBase:
    """Say the same as a public remark, instead of sending one's own."""
    case = get_object_or_404(queries.public(request.ward), pk=pk)
    who, sign = joining.who(request, case)
    response = redirect("inspect:send-joined", case.pk)
    if not _may_join(request, case):
        messages.error(request, TOO_OFTEN_JOINED)
        return response
    try:
        is_new = join_case(case=case, who=who, by=VISITOR, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, "Đã ghi: ông/bà cùng phản ánh việc này." if is_new else "Ông/bà đã cùng phản ánh rồi."
        )
    joining.remember(response, sign)
    return response


def _may_join(request: Request, case: Case) -> bool:
    """Who throws the cookie away can be counted again, but not without end."""
    sender, at = sender_of(request), clock.now()
    return take("send-network", sender, at) and take("join-network", f"{case.pk} {sender}", at)


@public
def joined(request: Request, pk: int) -> HttpResponse:
    """The public remark that one has joined: where it stands."""
    return render(request, "inspect/joined.html", {"case": queries.access_public(request.ward, pk)})


def _words(kind: Kind, title: str, intro: str, submit: str) -> dict[str, Any]:
    found = promise(kind, clock.today())
    return {"title": title, "intro": intro, "submit": submit, "back": reverse("inspect:send"), "promise": found}


def bound[F: SendForm](request: Request, form: Callable[..., F]) -> F:
    """The form with what was sent. From a network that sends too often nothing is kept, and the form says so with all
    that was typed."""
    if request.method != "POST" or take("send-network", sender_of(request), clock.now()):
        return form(request, *sent(request))
    refused = form(request, request.POST, MultiValueDict())
    refused.add_error(None, TOO_OFTEN)
    return refused


def enter(request: Request, kind: Kind, data: dict[str, Any], contact: Contact, **given: Any) -> HttpResponse:
    """Receive it and answer with the receipt. What was sent twice over a bad line gets the receipt that it has."""
    again = queries.with_code(request.ward, data["once"])
    if again is not None and (again.kind, again.text) == (kind, given["text"].strip()):
        return receipt(request, again)
    case = receive_case(
        ward=request.ward,
        kind=kind,
        channel=Channel.WEB,
        contact=contact,
        files=data["files"],
        code="" if again else data["once"],
        by=VISITOR,
        at=clock.now(),
        **given,
    )
    return receipt(request, case, email=contact.email)


def receipt(request: Request, case: Case, *, email: str = "") -> HttpResponse:
    """The receipt, in the answer itself: its code stands in no address."""
    square = squares.svg_data_uri(follow_address(case))
    is_sealed = law.kind_of(case.kind).is_sealed
    shown = {"case": case, "square": square, "email": email, "is_sealed": is_sealed}
    return render(request, "inspect/sent.html", shown)
