"""One search over everything public."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from danchu.core.ui.access import public
from danchu.core.ui.registers import searched
from danchu.core.ui.request import Request
from danchu.inspect import queries as remarks
from danchu.know import queries as know
from danchu.lib import clock
from danchu.lib.vntext import fold, words
from danchu.matters import queries as matters
from danchu.resolution import queries as resolution
from danchu.ward import queries as ward_queries

MOST = 10


@dataclass(frozen=True)
class Hit:
    """Something found: its title, where it is, and a line that says more."""

    title: str
    address: str
    more: str = ""


@dataclass(frozen=True)
class Shelf:
    """What was found of one kind; ``onward`` leads to the rest."""

    name: str
    hits: list[Hit]
    onward: str = ""


@public
def search(request: Request) -> HttpResponse:
    """What answers ``?q=`` among disclosures, remarks, matters, groups and the resolution, without tone marks."""
    asked = request.GET.get("q", "").strip()[:200]
    shelves = [each for each in _shelves(request, asked) if each.hits] if words(asked) else []
    return render(request, "portal/search.html", {"asked": asked, "shelves": shelves, "nothing": asked and not shelves})


def _shelves(request: Request, asked: str) -> Iterable[Shelf]:
    rows = searched(know.published(request.ward), "search_text", asked)[: MOST + 1]
    hits = [Hit(each.title, each.get_absolute_url(), f"{each.published_on:%d/%m/%Y}") for each in rows]
    yield Shelf("Nội dung công khai", hits[:MOST], _onward("know:disclosures", asked) if len(hits) > MOST else "")
    rows = searched(remarks.public(request.ward), "public_search", asked)[: MOST + 1]
    hits = [Hit(each.public_title, each.public_url, each.get_state_display()) for each in rows]
    yield Shelf("Phản ánh của người dân", hits[:MOST], _onward("inspect:published", asked) if len(hits) > MOST else "")
    found = searched(matters.visible_to(request.user, request.ward), "search_text", asked)[:MOST]
    yield Shelf("Việc chung", [Hit(each.title, each.get_absolute_url()) for each in found])
    groups = (each for each in ward_queries.groups(request.ward) if _holds(each.name, asked))
    hits = [Hit(each.name, reverse("portal:group", args=[each.code])) for each in islice(groups, MOST)]
    yield Shelf("Tổ dân phố", hits)
    yield Shelf("Nghị quyết", list(islice(_of_resolution(asked), MOST)))


def _of_resolution(asked: str) -> Iterable[Hit]:
    """The parts of the text in force that hold every word, the clauses by their titles."""
    edition = resolution.in_force(clock.today())
    if edition is None:
        return
    page = reverse("resolution:page")
    for node in edition.resolution.nodes():
        clause = edition.clauses.find(node.id)
        title = clause.title if clause else node.heading or node.text
        if node.place and _holds(f"{title} {node.heading} {node.text}", asked):
            yield Hit(title, clause.get_absolute_url() if clause else f"{page}#{node.slug}", node.place)


def _holds(text: str, asked: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in words(asked))


def _onward(route: str, asked: str) -> str:
    return f"{reverse(route)}?{urlencode({'q': asked})}"
