"""Where somebody lands after signing in: who has work in their day, residents at what concerns their group."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from danchu.core import invitations
from danchu.core.ui.access import signed_in
from danchu.core.ui.menu import first_pages
from danchu.core.ui.request import Request
from danchu.discuss import queries_online
from danchu.duties import queries as duties
from danchu.know import queries as know
from danchu.lib import clock
from danchu.ward import queries as ward_queries

NEWEST = 8


@signed_in
def start(request: Request) -> HttpResponse:
    """Today for those whom an office gives work; what concerns the own group for everybody else."""
    offices = ward_queries.offices_held(request.user)
    if offices and _works(request):
        return redirect("duties:today")
    household = ward_queries.household_of(request.user)
    own = household.group if household else None
    standings = queries_online.waiting_for(request.user, clock.now())
    shown = {each.decision.get_absolute_url() for each in standings}
    open_now = invitations.open_on(request.ward, clock.today(), own.pk if own else 0)
    context = {
        "household": household,
        "offices": offices,
        "group": own,
        "standings": standings,
        "invitations": [each for each in open_now if each.address not in shown],
        "newest": know.published(request.ward).filter(Q(group=own) | Q(group=None))[:NEWEST],
    }
    return render(request, "portal/start.html", context)


def _works(request: Request) -> bool:
    """Whether this holder of an office has pages of the desk or was ever given a duty. A party member or a worker has
    neither: their day would be empty every morning."""
    if first_pages(request.user, request.ward):
        return True
    return duties.of_ward(request.ward).filter(duties.waits_for(request.user)).exists()
