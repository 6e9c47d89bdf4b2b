"""The topics of remarks at the desk: what residents choose from, in which order, and who answers for each."""

from django.http import HttpResponse
from django.shortcuts import render

from danchu.core.ui.access import allowed
from danchu.core.ui.request import Request
from danchu.inspect import queries

CHANGES = "inspect.change_topics"


@allowed(CHANGES)
def topics(request: Request) -> HttpResponse:
    """Every topic, in use and retired."""
    rows = list(queries.all_topics(request.ward))
    used = [each for each in rows if each.is_active]
    return render(
        request,
        "inspect/topics.html",
        {"used": used, "retired": [each for each in rows if not each.is_active], "last": len(used)},
    )
