"""Every route as every role, and as the administrator of another ward, against a table that a person can read.

After a change that is meant: ``python -m tests.permissions.write`` and read the difference of ``table.txt``.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from tests.permissions import world as worlds

TABLE = Path(__file__).with_name("table.txt")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEAD = "đường | " + " | ".join(worlds.ROLES)


def outcome(world: worlds.World, role: str, address: str) -> str:
    """mở (the page answers), đăng nhập (sent to sign in), cấm (403), không thấy (404)."""
    client = Client(raise_request_exception=True)
    if person := world.people[role]:
        client.force_login(person, backend=BACKEND)
    response = client.get(address)
    if response.status_code in {301, 302} and response["Location"].startswith(reverse(settings.LOGIN_URL)):
        return "đăng nhập"
    return {403: "cấm", 404: "không thấy"}.get(response.status_code, "mở" if response.status_code < 500 else "LỖI")


def walked(world: worlds.World) -> dict[str, str]:
    """The row of every route."""
    rows = {}
    for route in worlds.routes():
        arguments = world.samples.get(route.name, ())
        assert bool(arguments) == route.has_arguments, f"{route.name}: give it a sample address in world.py"
        address = reverse(route.name, args=arguments)
        rows[route.name] = " | ".join(outcome(world, role, address) for role in worlds.ROLES)
    return rows


def kept() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert lines[0] == HEAD
    return dict(line.split(" | ", 1) for line in lines[1:])


@pytest.mark.django_db
def test_every_route_answers_every_role_as_the_table_says():
    world = worlds.build()
    assert walked(world) == kept()


def test_somebody_from_another_ward_sees_no_more_than_a_visitor():
    rows = {name: dict(zip(worlds.ROLES, row.split(" | "), strict=True)) for name, row in kept().items()}
    assert {name for name, row in rows.items() if row["phường khác"] != row["khách"]} == set()


def test_every_own_route_says_whom_it_is_for():
    silent = [
        route.name
        for route in worlds.routes()
        if route.view.__module__.startswith("danchu.") and not getattr(route.view, "audience", "")
    ]
    assert silent == []


def test_nothing_is_open_to_visitors_but_what_is_declared_public():
    declared = {route.name for route in worlds.routes() if getattr(route.view, "audience", "") == "public"}
    third_party = {route.name for route in worlds.routes() if not route.view.__module__.startswith("danchu.")}
    opened = {name for name, row in kept().items() if row.split(" | ")[0] == "mở"}
    assert opened - third_party <= declared


def test_addresses_resolve_to_the_route_they_are_named_after():
    for route in worlds.routes():
        if not route.has_arguments:
            assert resolve(reverse(route.name)).view_name == route.name
