"""At most eight queries a page, and the same number for twenty rows and for eighty: every route, every role."""

import re
from collections.abc import Iterable

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from tests.permissions import world as worlds
from tests.permissions.test_routes import kept
from tests.permissions.walking import REFUSALS, Walker, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("quiet_refusals")]
MOST = 8
VISITORS = ("khách", "công chức")
"""Of a page for everyone."""
VALUES = re.compile(r"'[^']*'|\b\d+\b")
type Page = tuple[worlds.Route, str]


def pages() -> list[Page]:
    """Every page of ours with everyone to whom the table of permissions opens it."""
    table = kept()
    rows = {name: zip(worlds.ROLES, row.split(" | "), strict=True) for name, row in table.items()}
    return [
        (route, role)
        for route in worlds.routes()
        if route.is_own
        for role, word in rows[route.name]
        if word not in REFUSALS and (route.audience != "public" or role in VISITORS)
    ]


def costs(world: worlds.World, asked_for: Iterable[Page], visits: int) -> dict[Page, list[str]]:
    """The queries of the last of so many visits to each page that opens; the first warms what is cached."""
    walker = Walker(world)
    found = {}
    for route, role in asked_for:
        address = walker.address(route)
        for _ in range(visits):
            reset_queries()  # the log is of limited length, and what is beyond it would not be seen
            with undone(), CaptureQueriesContext(connection) as asked:
                status = walker.client(role).get(address).status_code
            if status != 200:
                break
        else:
            statements = (each["sql"] for each in asked.captured_queries)
            found[route, role] = [each for each in statements if not each.startswith(("SAVEPOINT", "RELEASE"))]
    return found


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


def test_every_page_asks_little_of_the_database_and_no_more_when_there_is_more_to_show():
    world = worlds.build()
    worlds.grow(world, 20)
    few = costs(world, pages(), visits=2)
    worlds.grow(world, 60)
    many = costs(world, without_twins(few), visits=2)
    growing = {page: f"{len(few[page])} → {len(asked)}" for page, asked in many.items() if len(few[page]) != len(asked)}
    costly = {page: len(asked) for page, asked in few.items() if len(asked) > MOST}
    assert len(many) > len(worlds.routes()) / 2, "too few pages open to say anything"
    assert all(few.values()), "a page that asks nothing was not listened to"
    assert not growing, told(growing)
    assert not costly, told(costly)


def told(found: dict[Page, object]) -> str:
    return "\n".join(f"{route.name} as {role}: {asked}" for (route, role), asked in found.items())
