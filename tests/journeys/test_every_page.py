"""Everybody finds their way: every link that somebody is shown, in any role, leads to a page that works."""

import re
from collections import deque
from dataclasses import dataclass
from hashlib import sha256
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.visitors import PHONE
from tests.permissions import world as worlds
from tests.permissions.walking import Walker, let_refusals_be_brief

pytestmark = pytest.mark.slow
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')


@dataclass(frozen=True)
class Place:
    """What makes two addresses the same page for the walk: the route and the parameters that are given."""

    route: str
    parameters: tuple[str, ...]

    @classmethod
    def of(cls, address: str) -> "Place":
        path, _, query = address.partition("?")
        try:
            route = resolve(path).view_name
        except Resolver404:
            route = f"nowhere: {path}"
        return cls(route, tuple(sorted(set(re.findall(r"(?:^|&)([^=&]+)=", query)))))


def links(page: str, address: str) -> list[str]:
    found = (unescape(each).split("#")[0] for each in LINK.findall(page))
    path = address.partition("?")[0]
    return [f"{path}{each}" if each.startswith("?") else each for each in found if each[:1] in {"/", "?"}]


def walked(walker: Walker, role: str, start: str) -> tuple[dict[Place, str], list[str]]:
    """The pages that ``role`` reaches from ``start``, each by one address; and the links that lead nowhere."""
    pages: dict[Place, str] = {}
    broken: list[str] = []
    known, to_do = {Place.of(start)}, deque([start])
    while to_do:
        address = to_do.popleft()
        answer = walker.client(role).get(address, follow=True)
        if answer.status_code != 200:
            broken.append(f"{address} ({answer.status_code}) {getattr(answer, 'exc_info', None) or ''}")
        elif answer["Content-Type"].startswith("text/html") and not answer.streaming:
            pages[Place.of(address)] = address
            for each in links(answer.content.decode(), address):
                if (place := Place.of(each)) not in known and "logout" not in place.route:
                    known.add(place)
                    to_do.append(each)
    return pages, broken


@pytest.fixture(scope="package")
def nobody_has_been(tmp_path_factory, request):
    """Whether a page is new to all roles, in whatever process they walk: the first who asks is told yes."""
    folder = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        folder = folder.parent
    (folder / "seen").mkdir(exist_ok=True)

    def first_at(place: Place) -> bool:
        mark = folder / "seen" / sha256(repr(place).encode()).hexdigest()
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return first_at


@pytest.mark.parametrize("role", worlds.ROLES[:-1])
def test_every_link_leads_to_a_page_that_works_on_a_phone(
    role, world, visitor, nobody_has_been, monkeypatch, quiet_refusals
):
    person = visitor(PHONE, world.people[role])
    with monkeypatch.context() as walking:
        let_refusals_be_brief(walking)
        pages, broken = walked(Walker(world), role, "/bat-dau/" if world.people[role] else "/")
    faults = []
    for place, address in pages.items():
        if not {"in", "xuat"} & {*place.parameters} and nobody_has_been(place):
            try:
                person.visit(address)
            except AssertionError as fault:
                faults.append(str(fault))
    assert not broken + faults, "\n\n".join(broken + faults)
    assert len(pages) > 10
