"""Where somebody lands after signing in: staff in their day, residents at what concerns their group."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from danchu.core import invitations
from danchu.core.ui.access import signed_in
from danchu.core.ui.request import Request
from danchu.discuss import queries_online
from danchu.know import queries as know
from danchu.lib import clock
from danchu.ward import queries as ward_queries

NEWEST = 8


@signed_in
def start(request: Request) -> HttpResponse:
    """Today for those who hold an office; what concerns the own group for residents and households."""
    if ward_queries.offices_held(request.user):
        return redirect("duties:today")
    household = ward_queries.household_of(request.user)
    own = household.group if household else None
    standings = queries_online.waiting_for(request.user, clock.now())
    shown = {each.decision.get_absolute_url() for each in standings}
    open_now = invitations.open_on(request.ward, clock.today(), own.pk if own else 0)
    context = {
        "household": household,
        "group": own,
        "standings": standings,
        "invitations": [each for each in open_now if each.address not in shown],
        "newest": know.published(request.ward).filter(Q(group=own) | Q(group=None))[:NEWEST],
    }
    return render(request, "portal/start.html", context)
