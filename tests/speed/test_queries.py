"""At most eight queries a page, and the same number for twenty rows and for fifty: every route, every role."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from tests.databases import Template
from tests.permissions import world as worlds
from tests.permissions.test_routes import kept
from tests.permissions.walking import REFUSALS, Walker, undone

pytestmark = [pytest.mark.walk, pytest.mark.slow, pytest.mark.usefixtures("quiet_refusals")]
MOST = 8
VISITORS = ("khách", "công chức")
"""Of a page for everyone."""
VALUES = re.compile(r"'[^']*'|\b\d+\b")
type Page = tuple[worlds.Route, str]


def pages(routes: list[worlds.Route]) -> list[Page]:
    """Every page of ``routes`` with everyone to whom the table of permissions opens it."""
    table = kept()
    rows = {name: zip(worlds.ROLES, row.split(" | "), strict=True) for name, row in table.items()}
    return [
        (route, role)
        for route in routes
        for role, word in rows[route.name]
        if word not in REFUSALS and (route.audience != "public" or role in VISITORS)
    ]


def visited(walker: Walker, page: Page) -> list[str] | None:
    """The queries of a visit; None where there is no page to see."""
    route, role = page
    reset_queries()  # the log is of limited length, and what is beyond it would not be seen
    with undone(), CaptureQueriesContext(connection) as asked:
        status = walker.client(role).get(walker.address(route)).status_code
    assert status < 500, f"{route.name} as {role}: {status}"
    statements = (each["sql"] for each in asked.captured_queries)
    return [each for each in statements if not each.startswith(("SAVEPOINT", "RELEASE"))] if status == 200 else None


def visited_again(walker: Walker, page: Page) -> list[str] | None:
    """The queries of the second visit: the first warms what is cached."""
    return visited(walker, page) and visited(walker, page)


def without_twins(found: dict[Page, list[str]]) -> list[Page]:
    """The pages of ``found`` but those that ask, with other numbers, what the same page asks for somebody else."""
    seen = set()
    kept_pages = []
    for page, statements in found.items():
        shape = (page[0].name, tuple(VALUES.sub("", each) for each in statements))
        if shape not in seen:
            seen.add(shape)
            kept_pages.append(page)
    return kept_pages


@contextmanager
def walking_in(template: Template) -> Iterator[Walker]:
    with worlds.standing(template) as world, transaction.atomic():
        yield Walker(world)


OWN = {part: routes for part, routes in worlds.parts().items() if routes[0].is_own}


@pytest.mark.parametrize("part", OWN)
def test_every_page_asks_little_of_the_database_and_no_more_when_there_is_more_to_show(
    part, django_db_setup, django_db_blocker
):
    with django_db_blocker.unblock():
        with walking_in(worlds.FEW) as walker:
            visits = {page: visited_again(walker, page) for page in pages(OWN[part])}
        few = {page: statements for page, statements in visits.items() if statements is not None}
        with walking_in(worlds.MANY) as walker:
            many = {page: more(walker, page, than=few[page]) for page in without_twins(few)}
    costly = {page: len(asked) for page, asked in few.items() if len(asked) > MOST}
    assert len(many) > len(OWN[part]) / 3, "too few pages open to say anything"
    assert all(few.values()), "a page that asks nothing was not listened to"
    assert not any(many.values()), told({page: asked for page, asked in many.items() if asked})
    assert not costly, told(costly)


def more(walker: Walker, page: Page, *, than: list[str]) -> str:
    """How many queries the page needs here, where it is not as many as ``than``."""
    # A first visit that asks no more than a later one elsewhere says the same as a second.
    for visit in (visited, visited_again):
        if len(asked := visit(walker, page) or []) == len(than):
            return ""
    return f"{len(than)} → {len(asked)}"


def told(found: dict[Page, object]) -> str:
    return "\n".join(f"{route.name} as {role}: {asked}" for (route, role), asked in found.items())
