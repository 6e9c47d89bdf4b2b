"""A ward with one of everything and somebody in every role; and which address of each route is tried."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from itertools import batched
from pkgutil import iter_modules
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from danchu.core.models import User, Ward
from danchu.ward.models import Household, ResidentialGroup
from tests import factories
from tests.databases import EMPTY, Template, copy_of
from tests.permissions import furniture

OFFICES = {
    "tổ trưởng": "group_leader",
    "người được giao nhiệm vụ": "assigned_officer",
    "công chức": "civil_servant",
    "lãnh đạo": "ward_chair",
    "đại biểu": "council_deputy",
    "kiểm tra nhật ký": "auditor",
    "quản trị": "administrator",
}
ROLES = ("khách", "người dân", "hộ", *OFFICES, "phường khác")


@dataclass
class World:
    """The ward under test, its people by role (None: nobody signed in), and sample arguments by route."""

    ward: Ward
    group: ResidentialGroup
    household: Household
    people: dict[str, User | None]
    samples: dict[str, tuple[object, ...]] = field(default_factory=dict)
    shown: Any = None
    """The disclosure that the sample addresses show."""
    numbered_to: int = 0
    """Up to where the factories have counted."""


@dataclass(frozen=True)
class Route:
    """A route of the site by its full name, with the names of the arguments in its address."""

    name: str
    arguments: tuple[str, ...]
    view: Callable[..., object]

    @property
    def audience(self) -> str:
        return getattr(self.view, "audience", "")

    @property
    def is_own(self) -> bool:
        return self.view.__module__.startswith("danchu.")


def routes() -> list[Route]:
    """Every named route, third-party ones included, in the order of their names."""
    return sorted(_walk(get_resolver(), "", ()), key=lambda each: each.name)


def parts() -> dict[str, list[Route]]:
    """The routes of each room (those of other packages: ``accounts``), in parts that a walk goes over in seconds."""
    rooms: dict[str, list[Route]] = {}
    for route in routes():
        rooms.setdefault(route.name.partition(":")[0] if route.is_own else "accounts", []).append(route)
    return {f"{room}-{n}": list(part) for room in rooms for n, part in enumerate(batched(rooms[room], 25), start=1)}


def _walk(resolver: URLResolver, space: str, outer: tuple[str, ...]) -> Iterator[Route]:
    for each in resolver.url_patterns:
        arguments = (*outer, *each.pattern.converters, *each.pattern.regex.groupindex)
        arguments = tuple(dict.fromkeys(arguments))
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each, inner, arguments)
        elif isinstance(each, URLPattern):
            if not each.name:
                # Third-party redirects from old addresses; ours all have names.
                assert not each.callback.__module__.startswith("danchu."), f"{each.pattern} has no name"
                continue
            yield Route(f"{space}{each.name}", arguments, each.callback)


def build() -> World:
    """The world, once for all routes."""
    ward = factories.ward()
    other = factories.ward(code="99999", name="phường Láng Giềng", host="lang-gieng.example")
    group = factories.group(ward, code="T1")
    household = factories.household(group)
    household.account = factories.user(ward, kind=User.Kind.HOUSEHOLD, display_name="Hộ một")
    household.save()
    people: dict[str, User | None] = {"khách": None, "người dân": factories.resident(ward), "hộ": household.account}
    for role, office in OFFICES.items():
        given = {"group": group} if office == "group_leader" else {}
        people[role] = factories.staff(ward, office, **given)
    people["phường khác"] = factories.staff(other, "administrator")
    factories.mandate(people["phường khác"].person, "ward_chair")
    factories.mandate(people["phường khác"].person, "civil_servant", organisation=factories.organisation(other))
    world = World(ward, group, household, people)
    for room in furnishing_rooms():
        room.furnish(world)
    return world


def grow(world: World, many: int) -> None:
    """Make ``many`` more rows of everything that is listed."""
    for room in furnishing_rooms():
        if hasattr(room, "grow"):
            room.grow(world, many)


def grown(world: World, many: int) -> World:
    """``world`` with ``many`` more rows of everything that is listed."""
    factories.count_on(world.numbered_to)
    with transaction.atomic():
        grow(world, many)
    world.numbered_to = factories.count_on()
    return world


@contextmanager
def standing(template: Template) -> Iterator[World]:
    """A copy of one of the worlds below, in place of the database in use."""
    with copy_of(template) as world:
        cache.clear()  # what was read of another world under the same keys
        factories.count_on(world.numbered_to)
        yield world


WORLD = Template("world", lambda: grown(build(), 0), base=EMPTY, of_this_run=True)
FEW = Template("few", lambda world: grown(world, 21), base=WORLD, of_this_run=True)
"""With enough of everything to fill a list."""
MANY = Template("many", lambda world: grown(world, 30), base=FEW, of_this_run=True)
"""With more of everything than a page shows."""


def furnishing_rooms() -> list[Any]:
    """The modules of ``furniture``, in the order of their names."""
    names = sorted(each.name for each in iter_modules(furniture.__path__))
    return [import_module(f"{furniture.__name__}.{name}") for name in names]
