"""What a member of staff or a group leader opens at half past seven: what is late, due, coming; and what was done."""

from dataclasses import dataclass
from datetime import date

import rules
from django.http import HttpResponse
from django.shortcuts import render

from danchu.core.trust import telling
from danchu.core.ui.access import allowed, may_open
from danchu.core.ui.menu import first_pages, main_links
from danchu.core.ui.request import Request
from danchu.duties import queries
from danchu.duties.models import Duty
from danchu.duties.states import State
from danchu.lib import clock

MOST = 60
"""Open duties on one page, the most urgent first; the register has the rest."""
MOST_DONE = 8
MOST_PLACES = 3
"""Places to begin where nothing waits."""


@dataclass(frozen=True)
class Section:
    """A part of the page: its name, how many duties belong to it, and those shown, each with how it stands and the
    page that this person can go to."""

    key: str
    name: str
    count: int
    rows: list[tuple[Duty, str, str]]


@allowed("duties.see_today")
def today(request: Request) -> HttpResponse:
    """The open duties of this person by urgency; for those who lead, also how the whole ward stands."""
    day = clock.today()
    whole = queries.of_ward(request.ward)
    own = whole.filter(queries.waits_for(request.user))
    leads = rules.has_perm("duties.assign", request.user, request.ward)
    rows = list(own.filter(state=State.OPEN)[: MOST + 1])
    counts = queries.counts(own, day) if len(rows) > MOST else queries.counts_of(rows, day)
    rows = rows[:MOST]
    watches = rules.has_perm("core.see_trust", request.user, request.ward)
    context = {
        "today": day,
        "alarms": list(telling.troubles(request.ward, clock.now())) if watches else [],
        "counts": counts,
        "sections": _sections(request, rows, counts, day),
        "more": counts.open > len(rows),
        "places": () if rows else (*first_pages(request.user, request.ward), *main_links())[:MOST_PLACES],
        "done": own.filter(state=State.FULFILLED).select_related(None).order_by("-ended_on", "-pk")[:MOST_DONE],
        "ward_counts": queries.counts(whole, day) if leads else None,
    }
    return render(request, "duties/today.html", context)


def _sections(request: Request, rows: list[Duty], counts: queries.Counts, day: date) -> list[Section]:
    def section(key: str, name: str, count: int) -> Section:
        mine = (each for each in rows if queries.place_of(each.due_on, day) == key)
        return Section(key, name, count, [(each, each.words_on(day), _way_to(request, each)) for each in mine])

    sections = (
        section("late", "Trễ hạn", counts.late),
        section("today", "Hôm nay", counts.today),
        section("soon", "Trong 7 ngày tới", counts.soon),
        section("later", "Sau đó", counts.later),
    )
    return [each for each in sections if each.rows]


def _way_to(request: Request, duty: Duty) -> str:
    """Where ``duty`` is done; for whom it waits and who may not do it, as the head of the Front in a group, the page
    that tells of it."""
    return duty.address if may_open(request, duty.address) else duty.get_absolute_url()
