"""One search over everything public."""

from django.http import HttpResponse
from django.shortcuts import render

from danchu.core.ui.access import public
from danchu.core.ui.registers import searched
from danchu.core.ui.request import Request
from danchu.know import queries as know
from danchu.lib.vntext import words
from danchu.matters import queries as matters

MOST = 10


@public
def search(request: Request) -> HttpResponse:
    """What answers ``?q=`` among disclosures, matters and the parts of the resolution, without tone marks."""
    asked = request.GET.get("q", "").strip()[:200]
    found: list[tuple[str, str, list[object]]] = []
    if words(asked):
        sources = (
            ("Nội dung công khai", "know:disclosures", know.published(request.ward)),
            ("Việc chung", "matters:matters", matters.visible_to(request.user, request.ward)),
        )
        found = [(name, route, list(searched(rows, "search_text", asked)[:MOST])) for name, route, rows in sources]
    context = {"asked": asked, "found": found, "nothing": not any(rows for _, _, rows in found), "most": MOST}
    return render(request, "portal/search.html", context)
