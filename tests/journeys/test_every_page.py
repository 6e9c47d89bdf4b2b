"""Everybody finds their way: from the start, every link that a role is shown leads to a page that works."""

import re
from collections import deque

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.visitors import DESKTOP, PHONE
from tests.permissions import world as worlds

MOST_PAGES = 150
AT_THE_OFFICE = {"công chức", "quản trị", "kiểm tra nhật ký", "người được giao nhiệm vụ"}
ROLES = [role for role in worlds.ROLES if role != "phường khác"]


def route_of(address: str) -> str:
    try:
        return resolve(address.split("?")[0].split("#")[0]).view_name
    except Resolver404:
        return f"nowhere: {address}"


def shape_of(address: str) -> str:
    """What makes two addresses the same page for the walk: the route and which parameters it has."""
    return f"{route_of(address)}?{','.join(sorted(re.findall(r'[?&]([^=&#]+)=', address)))}"


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_to_a_page_that_works(role, world, visitor, settings):
    person = visitor(DESKTOP if role in AT_THE_OFFICE else PHONE, world.people[role])
    start = "/" if world.people[role] is None else "/bat-dau/"
    to_do, known = deque([start]), {shape_of(start)}
    while to_do and person.pages < MOST_PAGES:
        address = to_do.popleft()
        if not is_page(person, address):
            continue
        person.visit(address)
        for found in person.links():
            if shape_of(found) not in known and "logout" not in found and "dang-xuat" not in found:
                known.add(shape_of(found))
                to_do.append(found)
    assert not to_do
    assert person.pages > 5


def is_page(person, address: str) -> bool:
    """Files are only fetched, not shown."""
    answer = person.context.request.get(address, max_redirects=5)
    assert answer.status == 200, f"{address}: {answer.status}"
    return answer.headers["content-type"].startswith("text/html") and "inline" not in answer.headers.get(
        "content-disposition", ""
    )
