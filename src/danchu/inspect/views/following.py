"""Following what one has sent by its code, without an account. The code travels in what is posted, never in an address;
pages are answers to a sending and are kept nowhere."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from danchu.core.actors import VISITOR
from danchu.core.files.serving import serve
from danchu.core.limits import network_of, take
from danchu.core.refusals import Refused
from danchu.core.ui import sendings
from danchu.core.ui.access import public
from danchu.core.ui.forms import Form
from danchu.core.ui.request import Request
from danchu.inspect import queries
from danchu.inspect.actions.publishing import add_to_case, rate_case
from danchu.inspect.actions.settling import reopen_case, withdraw_case
from danchu.inspect.forms.following import AddForm, CodeForm, RateForm, ReopenForm, WithdrawForm
from danchu.inspect.forms.sealed import AdditionForm
from danchu.inspect.models import Case
from danchu.inspect.queries_following import Followed, files_for_sender, followed
from danchu.lib import clock

SALT = "danchu.inspect.file"
FILE_SECONDS = 2 * 3600
TOO_OFTEN = "Đã thử quá nhiều mã từ mạng này. Hãy đợi một giờ rồi thử lại, hoặc gọi phường và đọc số tiếp nhận."
NOT_NOW = "Chưa ghi được: việc này không làm được ở bước hiện tại. Xem bên dưới việc đang ở đâu."
UNKNOWN = "Không có vụ việc nào mang mã này. Hãy xem lại từng ký tự trên biên nhận."


@public
@never_cache
@sensitive_post_parameters()
def follow(request: Request) -> HttpResponseBase:
    """Type a code, or come from the square of a receipt; see where the case stands."""
    asked = found(request) if request.method == "POST" else CodeForm()
    return ask(request, asked) if isinstance(asked, CodeForm) else show(request, asked)


def ask(request: Request, form: CodeForm) -> HttpResponse:
    """The page that asks for a code."""
    return render(request, "inspect/follow.html", {"form": form}, status=422 if form.errors else 200)


def found(request: Request) -> Case | CodeForm:
    """The case of the code that was sent, or the form that says why there is none."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return form
    case = queries.with_code(request.ward, form.cleaned_data["code"])
    if case is None:
        if take("follow-network", network_of(request), clock.now()):
            form.add_error("code", UNKNOWN)
        else:
            form.add_error(None, TOO_OFTEN)
        return form
    return case


def show(request: Request, case: Case, bound: Form | None = None) -> HttpResponse:
    """The page of ``case`` for its sender; ``bound`` is the form whose faults are shown."""
    seen = followed(case)
    shown = {"seen": seen, "case": case, "bound": bound, **sendings.carried(request), **_forms(request, seen, bound)}
    for each in (*seen.own_files, *seen.answer_files):
        each.token = signing.dumps([case.pk, each.pk], salt=SALT)
    return render(request, "inspect/followed.html", shown, status=422 if bound is not None else 200)


def _forms(request: Request, seen: Followed, bound: Form | None) -> dict[str, Form]:
    offered: dict[str, tuple[bool, Callable[[], Form]]] = {
        "add_form": (
            seen.may_add,
            lambda: AdditionForm(prefix="add") if seen.is_sealed else AddForm(ward=request.ward),
        ),
        "rate_form": (seen.may_rate, RateForm),
        "reopen_form": (seen.may_reopen, ReopenForm),
        "withdraw_form": (seen.may_withdraw, WithdrawForm),
    }
    return {
        name: bound if bound is not None and name == f"{bound.prefix}_form" else make()
        for name, (is_offered, make) in offered.items()
        if is_offered
    }


def _act(request: Request, form: Form, act: Callable[..., Any], done: str) -> HttpResponseBase:
    """Do what the sender of the case with the posted code asks, and show the case again. Whoever only opens the address
    is asked for the code."""
    if request.method != "POST":
        return redirect("inspect:follow")
    case = found(request)
    if isinstance(case, CodeForm):
        return ask(request, case)
    seen = followed(case)
    if seen.is_sealed or f"{form.prefix}_form" not in _forms(request, seen, None):
        messages.error(request, NOT_NOW)
        return show(request, case)
    if form.is_valid():
        told = {"case": case, "by": VISITOR, "at": clock.now(), **form.cleaned_data}
        if act_once(request, form, lambda: act(**told), done):
            return show(request, queries.with_code(request.ward, case.code) or case)
    return show(request, case, form)


def act_once(request: Request, form: Form, act: Callable[[], Any], done: str) -> bool:
    """Whether ``act`` was done, now or by an earlier sending of the page; else ``form`` says why not."""
    try:
        with transaction.atomic():
            sendings.done_once(request, act)
    except Refused as refused:
        form.refuse(refused)
    except sendings.SentBefore as before:
        if before.is_the_same:
            messages.info(request, sendings.AGAIN)
            return True
        form.add_error(None, sendings.OTHER)
    else:
        messages.success(request, done)
        return True
    return False


@public
@never_cache
@sensitive_post_parameters()
def add(request: Request) -> HttpResponseBase:
    """Add words and photographs to an open case."""
    return _act(request, AddForm(request.POST, request.FILES, ward=request.ward), add_to_case, "Đã ghi thêm.")


@public
@never_cache
@sensitive_post_parameters()
def rate(request: Request) -> HttpResponseBase:
    """Say how content one is with the answer."""
    return _act(request, RateForm(request.POST), rate_case, "Cảm ơn ông/bà đã đánh giá.")


@public
@never_cache
@sensitive_post_parameters()
def reopen(request: Request) -> HttpResponseBase:
    """Ask once that an answered case be looked at again."""
    done = "Đã mở lại. Phường xem lại và trả lời theo hạn mới bên dưới."
    return _act(request, ReopenForm(request.POST), reopen_case, done)


@public
@never_cache
@sensitive_post_parameters()
def withdraw(request: Request) -> HttpResponseBase:
    """Take it back."""
    return _act(request, WithdrawForm(request.POST), withdraw_case, "Đã rút.")


@public
def file(request: Request, key: str) -> HttpResponseBase:
    """A file of a case, for as long as the page that showed it is fresh."""
    try:
        case_pk, file_pk = signing.loads(key, salt=SALT, max_age=FILE_SECONDS)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    kept = get_object_or_404(files_for_sender(case_pk), ward=request.ward, pk=file_pk)
    return serve(request, kept.file, edge=1280 if "nho" in request.GET else 0)
