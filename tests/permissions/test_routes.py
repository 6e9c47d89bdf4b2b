"""Every route as every role, and as the administrator of another ward, against a table that a person can read.

After a change that is meant: ``python -m tests.permissions.write`` and read the difference of ``table.txt``.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.db import connection
from django.urls import resolve, reverse

from tests.permissions import world as worlds
from tests.permissions.walking import ONLY_READ, ONLY_SENT, OPEN, REFUSALS, Walker, let_refusals_be_brief, undone

TABLE = Path(__file__).with_name("table.txt")
HEAD = "đường | " + " | ".join(worlds.ROLES)


@pytest.fixture
def brief(monkeypatch):
    let_refusals_be_brief(monkeypatch)


def walked(walker: Walker, routes: Iterable[worlds.Route]) -> dict[str, str]:
    """The row of each of ``routes``."""
    return {route.name: " | ".join(walker.outcome(route, role) for role in worlds.ROLES) for route in routes}


def kept() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert lines[0] == HEAD
    return dict(line.split(" | ", 1) for line in lines[1:])


@pytest.mark.walk
@pytest.mark.parametrize("part", worlds.parts())
def test_every_route_answers_every_role_as_the_table_says(part, walker, brief):
    routes = worlds.parts()[part]
    table = kept()
    assert walked(walker, routes) == {route.name: table.get(route.name) for route in routes}


def test_the_table_has_a_row_for_each_route_and_no_other():
    assert list(kept()) == [route.name for route in worlds.routes()]


@pytest.mark.walk
def test_the_pages_that_say_no_are_drawn_for_everybody(walker):
    table = kept()
    for number, role in enumerate(worlds.ROLES):
        lost = walker.client(role).get("/khong-co-trang-nay/")
        assert (lost.status_code, "<h1" in lost.content.decode()) == (404, True), role
        without_token = walker.client(role, strict=True).post(reverse("account_login"))
        assert (without_token.status_code, "<h1" in without_token.content.decode()) == (403, True), role
        closed = [each for each in worlds.routes() if table[each.name].split(" | ")[number] == "cấm"]
        for route in closed[:1]:
            refused = walker.client(role).get(walker.address(route))
            assert (refused.status_code, "<h1" in refused.content.decode()) == (403, True), role


@pytest.mark.skipif(connection.vendor == "sqlite", reason="here the walks of all roles ask each page the same")
def test_every_page_answers_one_of_those_to_whom_it_opens(walker, brief):
    table = {name: dict(zip(worlds.ROLES, row.split(" | "), strict=True)) for name, row in kept().items()}
    wrong = []
    for route in worlds.routes():
        row = table[route.name]
        role = next((each for each in ("công chức", *worlds.ROLES) if row[each] not in REFUSALS), "công chức")
        if (outcome := walker.outcome(route, role)) != row[role]:
            wrong.append(f"{route.name} as {role}: {outcome}")
    assert wrong == []


def test_whoever_may_not_open_a_page_may_not_send_to_it_either():
    uneven = [f"{name}: {row}" for name, row in kept().items() if any("/" in cell for cell in row.split(" | "))]
    assert uneven == []


@pytest.mark.walk
def test_nothing_is_taken_without_the_token_of_a_form(walker, brief):
    taken = []
    # An interface for programs looks at no cookie, so nobody can be made to send something in another's name.
    for route in (each for each in worlds.routes() if not getattr(each.view, "for_programs", False)):
        for role in ("khách", "công chức", "quản trị"):
            with undone():
                status = walker.client(role, strict=True).post(walker.address(route)).status_code
            if status not in {403, 404, 405}:
                taken.append(f"{route.name} as {role}: {status}")
    assert taken == []


def test_somebody_from_another_ward_sees_no_more_than_a_visitor():
    rows = {name: dict(zip(worlds.ROLES, row.split(" | "), strict=True)) for name, row in kept().items()}
    assert {name for name, row in rows.items() if row["phường khác"] != row["khách"]} == set()


def test_every_own_route_says_whom_it_is_for():
    silent = [route.name for route in worlds.routes() if route.is_own and not route.audience]
    assert silent == []


def test_nothing_is_open_to_visitors_but_what_is_declared_public():
    declared = {route.name for route in worlds.routes() if route.audience == "public"}
    third_party = {route.name for route in worlds.routes() if not route.is_own}
    opened = {name for name, row in kept().items() if row.split(" | ")[0] not in REFUSALS}
    assert opened - third_party <= declared


def test_addresses_resolve_to_the_route_they_are_named_after():
    for route in worlds.routes():
        if not route.arguments:
            assert resolve(reverse(route.name)).view_name == route.name


def test_the_table_knows_only_its_own_words():
    words = {cell for row in kept().values() for cell in row.split(" | ")}
    assert words <= {OPEN, ONLY_READ, ONLY_SENT, *REFUSALS}
