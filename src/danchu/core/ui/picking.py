"""Choosing one row of many before a form is filled in: search, pick, go on. No list of thousands, no JavaScript.

    person = pick(request, PERSON, queries.people_visible_to(request.user, request.ward))
    if is_page(person):
        return person

What was picked stands in the address, so that the form that follows posts to the same page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode

from danchu.core.ui.registers import by_field, searched
from danchu.core.ui.request import Request
from danchu.lib.vntext import LONGEST_SEARCH, fold, words

MOST_SHOWN = 20


@dataclass(frozen=True)
class Choice:
    """What is to be chosen: ``name`` in the address, the words of the page, the column of folded text to search in,
    and what tells one row from another. ``route``, for those who have ``permission``, is where a missing one is
    entered."""

    name: str
    title: str
    noun: str
    hint: str
    describe: Callable[[Any], str]
    label: Callable[[Any], str] = str
    search_in: str = "search_text"
    route: str = ""
    permission: str = ""


def pick(request: Request, choice: Choice, rows: QuerySet[Any], *, intro: str = "", back: str = "") -> Any:
    """The row of ``rows`` that the address names, or the page on which to search for it."""
    if (chosen := request.GET.get(choice.name, "")) and (found := by_field("pk")(rows, chosen).first()):
        return found
    query = request.GET.get("q", "")[:LONGEST_SEARCH]
    matching = list(_found(rows, choice.search_in, query)[: MOST_SHOWN + 1]) if words(query) else []
    carried = _carried(request, choice.name)
    shown = {
        "choice": choice,
        "intro": intro,
        "back": back,
        "query": query,
        "searched": bool(words(query)),
        "carried": carried.items(),
        "lines": [
            (f"?{urlencode({**carried, choice.name: row.pk})}", choice.label(row), choice.describe(row))
            for row in matching[:MOST_SHOWN]
        ],
        "more": len(matching) > MOST_SHOWN,
    }
    return render(request, "core/pick.html", shown)


def _found(rows: QuerySet[Any], column: str, query: str) -> QuerySet[Any]:
    """The rows that match, those first in which the words stand as they were typed: "An" before "Anh"."""
    asked = fold(query)
    exact = (
        Q(**{f"{column}__startswith": f"{asked} "}) | Q(**{f"{column}__contains": f" {asked} "}) | Q(**{column: asked})
    )
    rank = Case(When(exact, then=Value(0)), default=Value(1), output_field=IntegerField())
    return searched(rows, column, query).order_by(rank, *rows.query.order_by)


def picked_line(request: Request, choice: Choice, label: str, row: Any) -> tuple[str, str, str, str]:
    """What ``core/picked_form_page.html`` says of ``row``, with the address at which another is picked instead."""
    again = f"?{urlencode(_carried(request, choice.name))}"
    return label, choice.label(row), choice.describe(row), again


def _carried(request: Request, name: str) -> dict[str, str]:
    return {key: str(value) for key, value in request.GET.items() if key not in {"q", name}}


def is_page(picked: object) -> bool:
    """Whether ``pick`` answered with its page."""
    return isinstance(picked, HttpResponseBase)
