"""On the telephone of a group leader: what to tell the group, what to post at the community house."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.records.queries import papers_about
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.know import forms, queries
from danchu.know.actions.reaching import record_handover, record_posting, record_taking_down
from danchu.know.models import Posting
from danchu.know.states import HandoverState, Manner
from danchu.lib import clock
from danchu.ward.queries import groups_led_by

SHOWN_DONE = 20
RECENT = timedelta(days=60)
"""How long what was taken down stays in sight, for its minutes."""


@allowed("know.tell")
def handovers(request: Request) -> HttpResponseBase:
    """What this group leader has to tell and to post, and what was told lately."""
    told = queries.handovers_of(request.user, request.ward)
    postings = list(queries.postings_since(request.ward, groups_led_by(request.user), clock.today() - RECENT))
    papers = papers_about(request.user, request.ward, postings)
    with_papers = [(each, papers[each.pk]) for each in postings]
    shown = {
        "open": list(told.filter(state=HandoverState.OPEN)),
        "done": told.filter(state=HandoverState.DONE).order_by("-told_on", "-pk")[:SHOWN_DONE],
        "postings": [each for each in with_papers if each[0].taken_down_on is None],
        "down": [each for each in with_papers if each[0].taken_down_on is not None],
        "manners": Manner.choices,
        "today": clock.today(),
    }
    return render(request, "know/handovers.html", shown)


@allowed("know.tell")
def tell(request: Request, pk: int) -> HttpResponseBase:
    """Tick that the group was told: choose the manner, send; the day is today unless changed."""
    handover = queries.access_handover(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        record_handover(handover=handover, **data, by=request.user, at=clock.now())
        return reverse("know:handovers")

    return form_page(
        request,
        forms.TellingForm(*sent(request)),
        title="Đã thông báo đến tổ",
        intro=handover.disclosure.title,
        act=act,
        done="Đã ghi nhận. Cảm ơn ông, bà.",
        submit="Đã thông báo",
        back=reverse("know:handovers"),
    )


@allowed("know.post")
def post(request: Request, pk: int) -> HttpResponseBase:
    """Record that a notice was put up."""
    posting = queries.access_posting(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        record_posting(posting=posting, **_with_photo(data), by=request.user, at=clock.now())
        return _back(request, posting)

    return _page(request, posting, forms.PostingForm, title="Ghi nhận niêm yết", submit="Đã niêm yết", act=act)


@allowed("know.post")
def take_down(request: Request, pk: int) -> HttpResponseBase:
    """Record that a notice was taken down."""
    posting = queries.access_posting(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        record_taking_down(posting=posting, **_with_photo(data), by=request.user, at=clock.now())
        return _back(request, posting)

    return _page(request, posting, forms.TakingDownForm, title="Ghi nhận gỡ niêm yết", submit="Đã gỡ", act=act)


def _page(request: Request, posting: Posting, shape: Any, *, title: str, submit: str, act: Any) -> HttpResponseBase:
    return form_page(
        request,
        shape(*sent(request), ward=request.ward),
        title=title,
        intro=f"{posting.disclosure.title}. Nơi niêm yết: {posting.place}.",
        act=act,
        done="Đã ghi nhận.",
        submit=submit,
        back=_back(request, posting),
    )


def _with_photo(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "photo": next(iter(data["photo"]), None)}


def _back(request: Request, posting: Posting) -> str:
    if groups_led_by(request.user):
        return reverse("know:handovers")
    return reverse("know:progress", args=[posting.disclosure_id])
