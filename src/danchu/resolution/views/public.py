"""The resolution for everyone: its text with what was done for each clause, and the page of one clause."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from danchu.core.figures import Reading
from danchu.core.ui.access import keeping, may_open, public
from danchu.core.ui.forms import day_asked
from danchu.core.ui.request import Request
from danchu.duties import queries as duties
from danchu.duties.models import ClauseAssignment
from danchu.lib import clock
from danchu.resolution import queries
from danchu.resolution.clauses import STEPS, Clause, ClauseFigure
from danchu.resolution.editions import Edition
from danchu.resolution.laying import contents_of, stretches_of

LATEST = 10


@dataclass(frozen=True)
class Shown:
    """A clause as a page shows it: its figures, each with what it says now, and the unit that answers for it."""

    clause: Clause
    figures: tuple[tuple[ClauseFigure, Reading | None], ...]
    assignment: ClauseAssignment | None


@keeping("ngay")
def page(request: Request) -> HttpResponse:
    """The whole text as it holds on ``?ngay=`` (today when there is none), with the figures of today's text."""
    on, today = _day(request), clock.today()
    edition = queries.in_force(on)
    live = on == today
    context = {"on": on, "live": live, "edition": edition, "history": queries.history(), "moment": clock.now()}
    if edition:
        shown = _shown(tuple(edition.clauses), request, today if live else None)
        steps = [(step, name, edition.clauses.of_step(step)) for step, name in STEPS.items()]
        context |= {
            "text": [(each.html, shown.get(each.clause)) for each in stretches_of(edition)],
            "contents": contents_of(edition),
            "steps": [each for each in steps if each[2]],
            "built": sum(each.built for each in edition.clauses),
            "before": on < today and queries.in_force(today) is not None,
        }
    return render(request, "resolution/page.html", context)


@public
def clause(request: Request, slug: str) -> HttpResponse:
    """One clause: its text, its figures and how they are computed, the latest records, who answers for it."""
    on, today = _day(request), clock.today()
    edition = queries.in_force(on)
    found = queries.access_clause(edition, slug) if edition else None
    if edition is None or found is None:
        raise Http404("no such clause on that day")
    one, node = found
    [shown] = _shown((one,), request, today if on == today else None).values()
    title, listed = _latest(request, shown, today)
    context = {
        "on": on,
        "live": on == today,
        "edition": edition,
        "clause": one,
        "nodes": list(node.walk()),
        "shown": shown,
        "open_addresses": {each.url for _, each in shown.figures if each and may_open(request, each.url)},
        "changes": edition.changes.get(one.id, ()),
        "listed_title": title,
        "listed": listed,
        "neighbours": _neighbours(edition, one),
        "moment": clock.now(),
    }
    return render(request, "resolution/clause.html", context)


def _day(request: Request) -> date:
    """The day that the address asks about; today when it names none that can be read."""
    return day_asked(request.GET.get("ngay", "")) or clock.today()


def _shown(clauses: tuple[Clause, ...], request: Request, on: date | None) -> dict[str, Shown]:
    """Each clause with its figures of the day ``on``; without a day only the names of the figures."""
    readings = queries.readings(clauses, request.ward, on) if on else {}
    assigned = {each.clause: each for each in duties.answered_for(request.ward)} if on else {}
    return {
        clause.id: Shown(
            clause, tuple((each, readings.get(each.key)) for each in clause.figures), assigned.get(clause.id)
        )
        for clause in clauses
    }


def _latest(request: Request, shown: Shown, on: date) -> tuple[str, list[tuple[str, str]]]:
    """The latest records of the first figure whose records this person may see: in words, with address or none."""
    for named, reading in shown.figures:
        if reading is None or not reading.url or not may_open(request, reading.url):
            continue
        records = reading.figure.measure(request.ward, on).records
        rows = records.order_by("-pk")[:LATEST] if isinstance(records, QuerySet) else islice(records, LATEST)
        return named.label, [(str(row), _address(request, row)) for row in rows]
    return "", []


def _address(request: Request, row: object) -> str:
    address = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
    return address if address and may_open(request, address) else ""


def _neighbours(edition: Edition, one: Clause) -> tuple[Clause | None, Clause | None]:
    """The clauses before and after, in the order of the text."""
    entries = edition.clauses.entries
    place = entries.index(one)
    return (entries[place - 1] if place else None, entries[place + 1] if place + 1 < len(entries) else None)
