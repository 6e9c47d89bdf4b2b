"""Where somebody lands after signing in: staff in their day, residents at what concerns their group."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from danchu.core.ui.access import signed_in
from danchu.core.ui.request import Request
from danchu.know import queries as know
from danchu.ward import queries as ward_queries


@signed_in
def start(request: Request) -> HttpResponse:
    """Today for those who hold an office; the group's page for residents and households."""
    if ward_queries.offices_held(request.user):
        return redirect("duties:today")
    household = ward_queries.household_of(request.user)
    own = household.group if household else None
    newest = know.published(request.ward).filter(Q(group=own) | Q(group=None))[:8]
    return render(request, "portal/start.html", {"household": household, "group": own, "newest": newest})
