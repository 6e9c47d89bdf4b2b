"""Anyone may check: a receipt, the bundle of a closed decision; and who said what in an open vote, for the entitled."""

from typing import Any

import rules
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from danchu.core.answers import as_file
from danchu.core.limits import network_of, take
from danchu.core.ordering import ByGivenName
from danchu.core.trust import keys
from danchu.core.ui.access import kept, public
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.discuss import box, exporting, queries, queries_online
from danchu.discuss.forms_online import LineForm, ReceiptForm
from danchu.discuss.models import Decision, Elector
from danchu.discuss.states import Form, State
from danchu.lib import clock

TOO_OFTEN = "Đã thử quá nhiều lần từ mạng này. Hãy đợi một giờ rồi thử lại, hoặc nhờ tổ trưởng kiểm tra giúp."
NOT_OURS = "Dòng này không do phần mềm của phường ký, hoặc đã sai một ký tự. Hãy chép lại từ tệp biên nhận."
OTHER_MATTER = "Dòng này là của việc khác. Hãy mở trang của đúng việc ghi trên biên nhận."
UNKNOWN = (
    "Không có biên nhận nào mang mã này trong việc đang xem. Hãy xem lại từng ký tự và đúng việc in trên biên nhận."
)


@public
@never_cache
@sensitive_post_parameters("code", "line")
def receipt(request: Request, pk: int) -> HttpResponse:
    """Whether the voice with this receipt is in and unchanged: form and day, never the choice, never the household."""
    decision = queries_online.access_receipts(request.ward, pk)
    if request.method == "POST" and "line" in request.POST:
        return _line_checked(request, decision)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    found: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        if voice := queries.voice_with_receipt(decision, box.receipt_hash(decision.pk, form.cleaned_data["code"])):
            found = {"voice": voice, "unchanged": queries_online.is_unchanged(decision, voice)}
            found["line"] = queries_online.signed_line(decision, voice)
            form = ReceiptForm()  # for the next one
        elif take("receipt-network", network_of(request), clock.now()):
            form.add_error("code", UNKNOWN)
        else:
            form.add_error(None, TOO_OFTEN)
    shown = {"decision": decision, "form": form, "line_form": LineForm(), **found}
    return render(request, "discuss/verify_receipt.html", shown, status=422 if form.errors else 200)


def _line_checked(request: Request, decision: Decision) -> HttpResponse:
    """Whether this site signed the line, and whether what it proves is still here."""
    form = LineForm(request.POST)
    found: dict[str, Any] = {}
    if form.is_valid():
        line = form.cleaned_data["line"]
        if not line.is_genuine or not keys.folder().ring().knows(line.public):
            form.add_error("line", NOT_OURS)
        elif line.decision != decision.pk:
            form.add_error("line", OTHER_MATTER)
        else:
            found = {"proved": line, "stands": queries_online.line_stands(decision, line)}
            form = LineForm()
    shown = {"decision": decision, "form": ReceiptForm(), "line_form": form, **found}
    return render(request, "discuss/verify_receipt.html", shown, status=422 if form.errors else 200)


@public
def bundle(request: Request, pk: int) -> HttpResponse:
    """Everything that the outcome of a closed decision follows from, as a file; no names."""
    decision = queries.access_public(request.ward, pk)
    if decision.state != State.CLOSED:
        raise Http404("no bundle before the outcome")
    return as_file(exporting.bundle_of(decision), f"quyet-dinh-{decision.pk}", "json", everyone=True)


@kept
def how(request: Request) -> HttpResponse:
    """How anybody checks a result, in plain words."""
    return render(request, "discuss/verify_how.html")


def _said(row: Any) -> str:
    """What the row's elector said last, in the words of the options."""
    texts = {each.position: each.text for each in row.decision.options.all()}
    if row.said is None:
        return ""
    return ", ".join(texts[each] for each in row.said) or "Phiếu không hợp lệ"


class Voices(Register):
    """What each household said in an open vote, for those entitled to see the roll."""

    audience = "discuss.see_roll"
    title = "Ý kiến của từng hộ"
    noun = "hộ"
    search_in = "search_text"
    empty = "Danh sách chưa có hộ nào."
    columns = (
        Column("Mã hộ", "code"),
        Column("Chủ hộ, người có tên", "name", order=ByGivenName("name")),
        Column(
            "Hình thức",
            lambda row: row.voice.get_form_display() if hasattr(row, "voice") else "Chưa có ý kiến",
            order="voice.get_form_display",
        ),
        Column("Ý kiến", _said),
    )
    filters = (Filter("hinh-thuc", "Hình thức", lambda request: Form.choices, by_field("voice__form")),)

    def rows(self, request: Request) -> Any:
        return queries_online.said_in_the_open(_open_vote(request))

    def url_of(self, row: Elector) -> str:
        return ""


def _open_vote(request: Request) -> Decision:
    assert request.resolver_match is not None  # noqa: S101 - a view answers
    decision = queries.access_decision(request.user, request.ward, request.resolver_match.kwargs["pk"])
    if decision.is_secret or not rules.has_perm("discuss.see_roll", request.user, decision):
        raise Http404("no list of choices")
    return decision
