"""The codes of the communities: the public register and its pages; posting a draft and reviewing a code at the desk."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.ui.access import PUBLIC, allowed, kept
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Column, Register
from danchu.core.ui.request import Request
from danchu.discuss import forms_closing as forms
from danchu.discuss import queries_following as following
from danchu.discuss.actions.codes import record_draft_posting, record_review
from danchu.discuss.models import VillageCode
from danchu.lib import clock


class Codes(Register):
    """The codes of all communities: in force, and those that no longer are."""

    audience = PUBLIC
    kept = True
    title = "Hương ước, quy ước"
    intro = "Những điều bà con mỗi tổ dân phố đã cùng thông qua và được công nhận theo Nghị định số 61/2023/NĐ-CP."
    noun = "hương ước, quy ước"
    search_in = "search_text"
    empty = "Chưa có hương ước, quy ước nào được công nhận."
    columns = (
        Column("Tên", "title", link=True),
        Column("Tổ dân phố", lambda row: row.group.name if row.group else "Toàn phường", order="group"),
        Column("Có hiệu lực từ", "in_force_on"),
        Column("Rà soát gần nhất", "reviewed_on"),
        Column("Hết hiệu lực từ", "ended_on"),
    )

    def rows(self, request: Request) -> QuerySet[VillageCode]:
        return following.codes(request.ward)

    def url_of(self, row: VillageCode) -> str:
        return row.get_absolute_url()


@kept
def code(request: Request, pk: int) -> HttpResponseBase:
    """The text of a code with its days."""
    return render(request, "discuss/code.html", {"code": following.access_code(request.ward, pk)})


@allowed("discuss.prepare")
def draft(request: Request, pk: int) -> HttpResponseBase:
    """Record the draft of a code and since when it is posted."""
    decision = following.access_conducted(request.user, request.ward, pk)
    kept_draft = following.code_of(decision)
    initial: dict[str, Any] = {"text": decision.proposal, "place": ""}
    if kept_draft is not None:
        month, _, day = kept_draft.review_day.partition("-")
        initial = {
            "text": kept_draft.text,
            "place": kept_draft.posted_at_place,
            "posted_on": kept_draft.posted_on,
            "disclosure": kept_draft.disclosure_id,
            "review_day": f"{day}/{month}",
        }
    form = forms.DraftForm(*sent(request), disclosures=following.disclosures(request.ward), initial=initial)
    back = reverse("discuss:close", args=[decision.pk])

    def act(data: dict[str, Any]) -> str:
        record_draft_posting(decision=decision, **data, by=request.user, at=clock.now())
        return back

    return form_page(
        request,
        form,
        title="Niêm yết dự thảo hương ước, quy ước",
        intro=decision.title,
        act=act,
        done="Đã ghi nhận niêm yết dự thảo.",
        back=back,
    )


@allowed("discuss.review_code")
def review(request: Request, pk: int) -> HttpResponseBase:
    """Record the yearly review of a code."""
    found = following.access_code_to_review(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        record_review(code=found, **data, by=request.user, at=clock.now())
        return found.get_absolute_url()

    return form_page(
        request,
        forms.ReviewForm(*sent(request)),
        title="Rà soát hương ước, quy ước",
        intro=found.title,
        act=act,
        done="Đã ghi nhận rà soát.",
        back=found.get_absolute_url(),
    )
