"""Reading open papers quickly: the next paper, one number, Enter."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.converters import key_of
from danchu.core.ui.pages import form_page
from danchu.core.ui.request import Request
from danchu.discuss import queries_papers
from danchu.discuss.actions.reading import read_paper
from danchu.discuss.forms_papers import ReadingForm
from danchu.discuss.models import Paper
from danchu.discuss.states import PaperState
from danchu.discuss.views.papers import place
from danchu.lib import clock
from danchu.lib.vntext import LONGEST_SEARCH, clean

LATEST = 5


@allowed("discuss.count")
@sensitive_post_parameters("find")
def read(request: Request, pk: int, group: int) -> HttpResponseBase:
    """The next paper that this person has not read, or the one asked for; what was typed enters and the next comes."""
    decision, found = place(request, pk, group)
    first, waiting = queries_papers.next_to_read(queries_papers.to_read(decision, found, request.user))
    paper = _asked(request, decision.pk, group) or first
    if request.method == "POST" and "find" in request.POST:
        return _find(request, pk, group)
    if request.method == "POST":
        paper = queries_papers.access_paper(decision, _number(request.POST.get("paper")))
    form = ReadingForm(request.POST if request.method == "POST" else None, seats=decision.seats)

    def act(data: dict[str, Any]) -> str:
        if paper is None:
            raise Refused("Không còn phiếu nào chờ ông, bà đọc.")
        done = read_paper(
            decision=decision,
            paper=paper,
            choices=form.choices(),
            invalid_because=data["invalid_because"],
            by=request.user,
            at=clock.now(),
        )
        _tell(request, done)
        return request.path

    def quietly(data: dict[str, Any]) -> Any:
        return redirect(act(data))

    return form_page(
        request,
        form,
        title="Đọc phiếu",
        intro=f"{decision.title} · {found or decision.organisation}",
        act=quietly,
        template="discuss/papers_read.html",
        decision=decision,
        paper=paper,
        options=list(decision.options.all()),
        waiting=waiting,
        mine=queries_papers.read_by(decision, found, request.user)[:LATEST],
        key=group,
        back=reverse("discuss:papers-group", args=[pk, group]),
    )


def _asked(request: Request, decision: int, group: int) -> Paper | None:
    if not (asked := _number(request.GET.get("phieu"))):
        return None
    return queries_papers.waiting_paper(decision, group, asked)


def _find(request: Request, pk: int, group: int) -> HttpResponseBase:
    decision, found = place(request, pk, group)
    paper, why = queries_papers.paper_typed(decision, found, clean(request.POST["find"][:LONGEST_SEARCH]))
    if paper is not None and (paper.state != PaperState.RETURNED or paper.read_at):
        why = f"Phiếu của hộ {paper.elector.code}: {paper.get_state_display().lower()}, không chờ đọc."
        paper = None
    if paper is None:
        messages.error(request, why)
        return redirect(request.path)
    return redirect(f"{request.path}?phieu={paper.pk}")


def _tell(request: Request, paper: Paper) -> None:
    code = paper.elector.code
    if paper.read_at:
        messages.success(request, f"Hộ {code}: hai người đọc khớp.")
    elif paper.first_by_id is None:
        messages.error(request, f"Hộ {code}: hai người đọc khác nhau. Cả hai hãy đọc lại phiếu này.")
    else:
        messages.success(request, f"Hộ {code}: đã ghi, chờ người thứ hai đọc.")


def _number(value: str | None) -> int:
    return key_of(value or "") or 0
