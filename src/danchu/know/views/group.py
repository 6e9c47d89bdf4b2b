"""On the telephone of a group leader: what to tell the group, what to post at the community house."""

from datetime import timedelta

from django.http import HttpResponseBase
from django.shortcuts import render

from danchu.core.records.queries import papers_about
from danchu.core.ui.access import allowed
from danchu.core.ui.request import Request
from danchu.know import queries
from danchu.know.states import HandoverState, Manner
from danchu.lib import clock
from danchu.ward.queries import groups_led_by

SHOWN_DONE = 20
RECENT = timedelta(days=60)
"""How long what was taken down stays in sight, for its minutes."""


@allowed("know.tell")
def handovers(request: Request) -> HttpResponseBase:
    """What this group leader has to tell and to post, and what was told lately."""
    told = queries.handovers_of(request.user, request.ward)
    postings = list(queries.postings_since(request.ward, groups_led_by(request.user), clock.today() - RECENT))
    papers = papers_about(request.user, request.ward, postings)
    with_papers = [(each, papers[each.pk]) for each in postings]
    shown = {
        "open": list(told.filter(state=HandoverState.OPEN)),
        "done": told.filter(state=HandoverState.DONE).order_by("-told_on", "-pk")[:SHOWN_DONE],
        "postings": [each for each in with_papers if each[0].taken_down_on is None],
        "down": [each for each in with_papers if each[0].taken_down_on is not None],
        "manners": Manner.choices,
        "today": clock.today(),
    }
    return render(request, "know/handovers.html", shown)
