"""Every list in every order that it offers, with all the columns that it can show: it answers, and asks as little of
the database when there is more to show."""

import re

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from danchu.core.ui.registers import Register
from tests.permissions import world as worlds
from tests.permissions.test_routes import kept
from tests.permissions.walking import REFUSALS, Walker, undone
from tests.speed.test_queries import MOST, walking_in

pytestmark = [pytest.mark.walk, pytest.mark.slow, pytest.mark.usefixtures("quiet_refusals")]
BROKEN = 1000
"""For a page that fails: more than any may ask."""
ORDER = re.compile(r'<option value="(-?[a-z0-9-]+)"[^>]*>[^<]*, (?:tăng|giảm) dần</option>')
COLUMN = re.compile(r'<input type="checkbox" name="cot" value="([a-z0-9-]+)"( checked)?>')
COOKIE = re.compile(r"danchu-cot-[a-z]+-[a-z]+")
type Place = tuple[worlds.Route, str, str]


def lists() -> list[tuple[worlds.Route, str]]:
    """Each route whose page may be a list, with somebody to whom it opens."""
    table = {name: dict(zip(worlds.ROLES, row.split(" | "), strict=True)) for name, row in kept().items()}
    found = []
    for route in (each for each in worlds.routes() if each.is_own):
        row = table[route.name]
        role = next((each for each in ("công chức", "lãnh đạo", *worlds.ROLES) if row[each] not in REFUSALS), "")
        if role:
            found.append((route, role))
    return found


def everything(walker: Walker, route: worlds.Route, role: str) -> dict[Place, int]:
    """How much is asked for the list in each of its orders, with all its columns; nothing where there is no list."""
    client = walker.client(role)
    address = walker.address(route)
    with undone():
        answer = client.get(address)
    if answer.status_code != 200 or answer.streaming or b'<table class="register' not in answer.content:
        return {}
    html = answer.content.decode()
    with undone():
        client.get(address, {"hien": 1, "cot": [key for key, _ in COLUMN.findall(html)]})
    assert all("cot" not in name or COOKIE.fullmatch(name) for name in client.cookies)
    return {(route, role, order): asked(client, address, order) for order in ("", *ORDER.findall(html))}


def asked(client, address: str, order: str) -> int:
    reset_queries()
    with undone(), CaptureQueriesContext(connection) as listened:
        status = client.get(address, {"xep": order} if order else {}).status_code
    if status != 200:
        return BROKEN
    return len([each for each in listened.captured_queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def walked(template) -> dict[Place, int]:
    with walking_in(template) as walker:
        return {place: number for route, role in lists() for place, number in everything(walker, route, role).items()}


def test_every_list_answers_in_every_order_and_asks_no_more_when_there_is_more(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        few, many = walked(worlds.FEW), walked(worlds.MANY)
    grown = [
        f"{route.name} {order}: {few[(route, role, order)]} → {number}"
        for (route, role, order), number in many.items()
        if number > few.get((route, role, order), MOST)
    ]
    assert grown == []
    assert not {
        f"{route.name} as {role} {order}": number for (route, role, order), number in few.items() if number > MOST
    }
    assert len({route.name for route, _, _ in few}) > 35
    assert len(few) > 250


def test_no_two_columns_of_a_list_have_the_same_name_in_addresses():
    def all_below(kind):
        return [each for heir in kind.__subclasses__() for each in (heir, *all_below(heir))]

    worlds.routes()
    keys = {each: [column.key for column in each.columns] for each in all_below(Register)}
    assert {each for each, found in keys.items() if len(found) != len({*found}) or "" in found} == set()
