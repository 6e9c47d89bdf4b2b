"""The first page, and the page of a residential group: what is new, what is going on."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from danchu.core import figures
from danchu.core.ui.access import kept
from danchu.core.ui.request import Request
from danchu.know import queries as know
from danchu.lib import clock
from danchu.matters import queries as matters
from danchu.matters.states import State
from danchu.ward import queries as ward_queries

NEWEST = 6
ON_THE_FIRST_PAGE = ("ward.groups", "ward.households", "know.disclosures", "know.disclosures_on_time")


@kept
def home(request: Request) -> HttpResponse:
    """What the ward has published last, the matters under way, and the way to one's own group."""
    shown = [each for each in figures.every() if each.key in ON_THE_FIRST_PAGE]
    context = {
        "newest": know.published(request.ward)[:NEWEST],
        "matters": matters.visible_to(request.user, request.ward).filter(state=State.OPEN)[:NEWEST],
        "groups": ward_queries.groups(request.ward),
        "readings": figures.read(shown, request.ward, clock.today()).values(),
    }
    return render(request, "portal/home.html", context)


@kept
def group(request: Request, code: str) -> HttpResponse:
    """What concerns one residential group: its own, and what the whole ward publishes."""
    found = get_object_or_404(ward_queries.groups(request.ward), code=code)
    own_or_whole = Q(group=found) | Q(group=None)
    context = {
        "group": found,
        "newest": know.published(request.ward).filter(own_or_whole)[: 2 * NEWEST],
        "matters": matters.visible_to(request.user, request.ward).filter(own_or_whole, state=State.OPEN)[:NEWEST],
        "leaders": ward_queries.leaders_of(found, clock.today()),
    }
    return render(request, "portal/group.html", context)
