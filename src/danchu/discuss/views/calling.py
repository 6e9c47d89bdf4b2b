"""How far the message to the electors of a decision is, at the desk."""

from django.http import HttpResponse
from django.shortcuts import render

from danchu.core.ui.access import allowed
from danchu.core.ui.request import Request
from danchu.core.ui.waiting import waiting_page
from danchu.discuss import queries_online


@allowed("discuss.see_desk")
def call(request: Request, pk: int) -> HttpResponse:
    """A progress bar while messages are written, then how many were reached and who still has to be told in person."""
    found = queries_online.access_call(request.user, request.ward, pk)
    title = "Tin báo mời biểu quyết"
    if found.ended_at is None:
        return waiting_page(request, title=title, what=found.decision.title, done=found.done, total=found.total)
    return render(request, "discuss/call.html", {"call": found, "decision": found.decision, "title": title})
