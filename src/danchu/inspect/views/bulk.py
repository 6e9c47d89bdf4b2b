"""What is done with several chosen cases of the work list at once: giving them to somebody, printing their sheets."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from danchu.core.answers import as_file
from danchu.core.refusals import Objection, Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import chosen_keys
from danchu.core.ui.request import Request
from danchu.inspect import case_sheet, queries, queries_desk
from danchu.inspect.forms.desk import HandOverForm
from danchu.inspect.handing import hand_over as give
from danchu.inspect.models import Case
from danchu.lib import clock

NONE_CHOSEN = "Hãy đánh dấu ít nhất một vụ việc trong danh sách."


def _chosen(request: Request) -> list[Case]:
    rows = queries.visible_to(request.user, request.ward)
    return queries_desk.chosen(rows, chosen_keys(request))


def _back(request: Request) -> HttpResponse:
    messages.error(request, NONE_CHOSEN)
    return redirect("inspect:desk")


@allowed("inspect.assign")
def hand_over(request: Request) -> HttpResponseBase:
    """Give the chosen cases to a unit and a person; those that cannot be given are named, the others are."""
    cases = _chosen(request)
    if not cases:
        return _back(request)
    return form_page(
        request,
        HandOverForm(*sent(request), ward=request.ward),
        title="Giao người giải quyết",
        submit=f"Giao {len(cases)} vụ việc",
        back=reverse("inspect:desk"),
        template="inspect/hand_over.html",
        cases=cases,
        done=f"Đã giao {len(cases)} vụ việc.",
        act=lambda data: _give(request, cases, data),
    )


def _give(request: Request, cases: list[Case], data: dict[str, Any]) -> str | HttpResponse:
    if data["unit"] is None and data["handler"] is None:
        raise Refused(Objection("Hãy chọn đơn vị hoặc người giải quyết.", "unit"))
    kept = give(cases, **data, by=request.user, at=clock.now())
    if not kept:
        return reverse("inspect:desk")
    shown = {"kept": kept, "given": len(cases) - len(kept)}
    return render(request, "inspect/handed_over.html", shown)


@allowed("inspect.see_sender")
def print_sheets(request: Request) -> HttpResponseBase:
    """A sheet for each of the chosen cases, as one PDF."""
    cases = _chosen(request)
    if not cases:
        return _back(request)
    return as_file(case_sheet.pdf(request.ward, cases), "phieu-de-xuat", "pdf", shown=True)
