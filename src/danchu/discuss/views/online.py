"""Voting online: what waits for my household, choosing, looking again, sending, the receipt.

One address for all steps, and what is chosen travels in the body only: neither an address nor a log knows it. A sending
carries the code of its receipt: when it arrives twice, the second answer is the same receipt.
"""

import base64
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from danchu.core import squares
from danchu.core.models import User
from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.request import Request
from danchu.discuss import box, polling, queries, queries_online
from danchu.discuss.actions.voting import change_voice
from danchu.discuss.forms_online import VoteForm
from danchu.discuss.models import Option, Voice
from danchu.discuss.queries_online import Place, Standing
from danchu.lib import clock, codes

_CHOOSE = "discuss/online_vote.html"


@allowed("discuss.vote")
@never_cache
def mine(request: Request) -> HttpResponse:
    """What waits for my household or for me, and what was said already."""
    standings = queries_online.waiting_for(cast(User, request.user), clock.now())
    return render(request, "discuss/online_mine.html", {"standings": standings})


@allowed("discuss.vote")
@never_cache
@sensitive_post_parameters("choices", "sending")
def vote(request: Request, pk: int) -> HttpResponse:
    """Choose, look again, send; or why one cannot, and what then."""
    user, now = cast(User, request.user), clock.now()
    decision = queries_online.access_mine(user, request.ward, pk)
    found = queries_online.standing(user, decision, now)
    if found.elector is None or found.place not in {Place.MAY_VOTE, Place.HEARD}:
        return _told(request, found)
    options = queries.options_of(decision)
    data = request.POST if request.method == "POST" else None
    form = VoteForm(data, decision=decision, elector=found.elector, options=options)
    if _is_this(found, form):
        return _receipt(request, found, form.cleaned_data["sending"])
    # A change says so itself: what another device sent as a first voice must not silently replace one.
    changing = found.may_change and "doi" in (request.POST if form.is_bound else request.GET)
    if found.place == Place.HEARD and not changing:
        return _told(request, found, options)
    if changing:
        own = queries_online.own_choices(found)
        form.initial["choices"] = list(own) if decision.seats > 1 else next(iter(own), None)
    asked = _Asked(request, found, form, options, changing)
    step = request.POST.get("step", "")
    if step == "send" and form.is_valid():
        return _send(asked, now)
    return _page(asked, "discuss/online_confirm.html" if step == "review" and form.is_valid() else _CHOOSE)


@dataclass(frozen=True)
class _Asked:
    """What is on the table: who asks, where the elector stands, what was filled in."""

    request: Request
    standing: Standing
    form: VoteForm
    options: list[Option]
    changing: bool


def _is_this(found: Standing, form: VoteForm) -> bool:
    """Whether the voice that is in came by this very sending."""
    if found.voice is None or not form.is_bound or not form.is_valid():
        return False
    return found.voice.receipt_hash == box.receipt_hash(found.decision.pk, form.cleaned_data["sending"])


def _page(asked: _Asked, template: str) -> HttpResponse:
    form = asked.form
    chosen = form.cleaned_data["choices"] if form.is_bound and form.is_valid() else ()
    shown = {
        "standing": asked.standing,
        "decision": asked.standing.decision,
        "form": form,
        "chosen": [each for each in asked.options if each.position in chosen],
        "is_change": asked.changing,
    }
    return render(asked.request, template, shown, status=422 if form.is_bound and form.errors else 200)


def _send(asked: _Asked, now: datetime) -> HttpResponse:
    request, found, form = asked.request, asked.standing, asked.form
    user, code = cast(User, request.user), form.cleaned_data["sending"]
    chosen = form.cleaned_data["choices"]
    told: dict[str, Any] = {"decision": found.decision, "elector": found.elector, "choices": chosen}
    try:
        if asked.changing:
            change_voice(**told, by=user, at=now)
            messages.success(
                request,
                "Đã đổi ý kiến. Mã biên nhận cũ vẫn dùng được; dòng chứng thực mới có ở trang kiểm tra biên nhận.",
            )
            return redirect("discuss:vote", found.decision.pk)
        given = polling.vote(**told, receipt=code, by=user, at=now)
    except Refused as refused:
        # Somebody else of the household, or this very sending, was quicker; or it was closed in this moment.
        found = queries_online.standing(user, found.decision, now)
        if _is_this(found, form):
            return _receipt(request, found, code)
        if found.place != Place.MAY_VOTE and not asked.changing:
            return _told(request, found, asked.options)
        form.refuse(refused)
        return _page(asked, _CHOOSE)
    return _receipt(request, replace(found, voice=given.voice), given.receipt)


def _receipt(request: Request, found: Standing, code: str) -> HttpResponse:
    """The receipt, in the answer itself: its code stands in no address."""
    voice = cast(Voice, found.voice)
    written, check = (
        codes.written(code),
        request.build_absolute_uri(reverse("discuss:receipt", args=[voice.decision_id])),
    )
    secret = found.decision.is_secret
    line = (queries_online.line_of_secret if secret else queries_online.signed_line)(found.decision, voice)
    shown = {"standing": found, "decision": found.decision, "voice": voice, "code": written, "check": check}
    shown["line"] = line
    paper = render_to_string("discuss/online_receipt.txt", {**shown, "ward": request.ward})
    shown |= {
        "square": squares.svg_data_uri(f"{check}#{written}"),
        "paper": f"data:text/plain;charset=utf-8;base64,{base64.b64encode(paper.encode()).decode()}",
    }
    return render(request, "discuss/online_receipt.html", shown)


def _told(request: Request, found: Standing, options: list[Option] | None = None) -> HttpResponse:
    """Why one cannot vote here now, or how the household was heard."""
    own = queries_online.own_choices(found) if found.place == Place.HEARD else ()
    shown = {
        "standing": found,
        "decision": found.decision,
        "own": [each for each in options or () if each.position in own],
        "asked": request.method == "POST",
    }
    return render(request, "discuss/online_told.html", shown)
