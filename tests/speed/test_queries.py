"""At most eight queries a page, and the same number for twenty rows and for eighty: every route, every role."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.permissions import world as worlds
from tests.permissions.walking import Walker, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("quiet_refusals")]
MOST = 8
DEBTS = Path(__file__).with_name("over_eight.txt")
"""Pages that still ask more, with how much: a line may shrink or go, never grow."""


def allowed() -> dict[str, int]:
    lines = (line.split(" | ") for line in DEBTS.read_text(encoding="utf-8").splitlines())
    return {route: int(most) for route, most in lines}


def costs(world: worlds.World) -> dict[str, list[str]]:
    """The queries of every page that opens, by route and role, after the first visit has warmed what is cached."""
    walker = Walker(world)
    found = {}
    for route in (each for each in worlds.routes() if each.is_own):
        address = walker.address(route)
        for role in ("khách", "công chức") if route.audience == "public" else worlds.ROLES:
            with undone():
                if walker.client(role).get(address).status_code != 200:
                    continue
            with undone(), CaptureQueriesContext(connection) as asked:
                walker.client(role).get(address)
            found[f"{route.name} as {role}"] = [
                each["sql"] for each in asked.captured_queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))
            ]
    return found


def test_every_page_asks_little_of_the_database_and_no_more_when_there_is_more_to_show():
    world = worlds.build()
    worlds.grow(world, 20)
    few = costs(world)
    worlds.grow(world, 60)
    many = costs(world)
    assert few.keys() == many.keys()
    growing = {name: f"{len(few[name])} → {len(many[name])}" for name in few if len(few[name]) != len(many[name])}
    most = allowed()
    costly = {name: len(asked) for name, asked in many.items() if len(asked) > most.get(name.split(" as ")[0], MOST)}
    assert not growing, told(growing)
    assert not costly, told(costly)


def told(pages: dict[str, object]) -> str:
    return "\n".join(f"{name}: {asked}" for name, asked in pages.items())
