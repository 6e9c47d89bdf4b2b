"""The first page, and the page of a residential group: what is new, what is open for people's say, what goes on."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from danchu.core import figures, invitations, standing
from danchu.core.ui.access import kept
from danchu.core.ui.request import Request
from danchu.inspect import queries_mail as mail
from danchu.know import queries as know
from danchu.lib import clock
from danchu.matters import queries as matters
from danchu.matters.states import State
from danchu.ward import queries as ward_queries
from danchu.ward.states import Office

NEWEST = 6
OPEN_MATTERS = 4
RANK = {office: place for place, office in enumerate(Office.values)}
ON_THE_FIRST_PAGE = ("know.disclosures", "know.disclosures_on_time", "ward.groups", "resolution.clauses_built")


@kept
def home(request: Request) -> HttpResponse:
    """What the ward has published last, what waits for people's say, the matters under way, and how to reach it."""
    today = clock.today()
    declared, ends = {each.key: each for each in figures.every()}, standing.ends_of(request.ward)
    readings = figures.read([declared[key] for key in ON_THE_FIRST_PAGE], request.ward, today, ends)
    context = {
        "today": today,
        "newest": know.published(request.ward)[:NEWEST],
        "invitations": invitations.open_on(request.ward, today, ends=ends),
        "matters": matters.visible_to(request.user, request.ward).filter(state=State.OPEN)[:OPEN_MATTERS],
        "readings": [readings[key] for key in ON_THE_FIRST_PAGE],
    }
    return render(request, "portal/home.html", context)


@kept
def group(request: Request, code: str) -> HttpResponse:
    """What concerns one residential group: its own, and what the whole ward publishes."""
    today = clock.today()
    rows = ward_queries.groups(request.ward).annotate(mailbox=mail.address_of_group())
    found = get_object_or_404(rows, code=code)
    found.ward = request.ward
    own, whole = know.newest_for(found, NEWEST)
    concerns = Q(group=found) | Q(group=None)
    context = {
        "group": found,
        "own": own,
        "whole": whole,
        "invitations": invitations.open_on(request.ward, today, found.pk),
        "matters": matters.visible_to(request.user, request.ward).filter(concerns, state=State.OPEN)[:OPEN_MATTERS],
        "leaders": sorted(ward_queries.leaders_of(found, today), key=lambda each: RANK[each.office]),
    }
    return render(request, "portal/group.html", context)
