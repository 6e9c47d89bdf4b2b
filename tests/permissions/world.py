"""A ward with one of everything and somebody in every role; and which address of each route is tried."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver

from danchu.core.models import User, Ward
from tests import factories

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
    people: dict[str, User | None]
    samples: dict[str, tuple[object, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """A route of the site by its full name, and whether its address takes arguments."""

    name: str
    has_arguments: bool
    view: Callable[..., object]


def routes() -> list[Route]:
    """Every named route, third-party ones included, in the order of their names."""
    return sorted(_walk(get_resolver(), ""), key=lambda each: each.name)


def _walk(resolver: URLResolver, space: str) -> Iterator[Route]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each, inner)
        elif isinstance(each, URLPattern):
            if not each.name:
                # Third-party redirects from old addresses; ours all have names.
                assert not each.callback.__module__.startswith("danchu."), f"{each.pattern} has no name"
                continue
            yield Route(
                f"{space}{each.name}", bool(each.pattern.converters or each.pattern.regex.groups), each.callback
            )


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
    return World(ward, people, {**samples_of(ward, group, household), **samples_of_the_day(ward, group)})


def samples_of(ward, group, household) -> dict[str, tuple[object, ...]]:
    """One address for each route that takes arguments."""
    return {
        "portal:group": (group.code,),
        "resolution:clause": ("2.2.c.4",),
        **registers(ward, group, household),
    }


def registers(ward, group, household) -> dict[str, tuple[object, ...]]:
    """The routes of the registers of the ward."""
    places = {
        "group": group,
        "household": household,
        "person": factories.person(ward, household=household),
        "organisation": factories.organisation(ward),
        "mandate": factories.mandate(factories.person(ward), "council_deputy"),
    }
    routes = {
        "group": ("group", "change-group", "retire-group"),
        "household": (
            *("household", "change-household", "move-household", "household-leaves", "household-returns"),
            *("change-head", "add-member"),
        ),
        "person": ("person", "change-person", "person-leaves", "person-returns", "move-person", "split-household"),
        "organisation": ("organisation", "change-organisation", "retire-organisation"),
        "mandate": ("end-mandate", "correct-mandate"),
    }
    return {f"ward:{name}": (places[about].pk,) for about, names in routes.items() for name in names}


def samples_of_the_day(ward, group) -> dict[str, tuple[object, ...]]:
    """A matter, a duty of the group and a clause of the resolution."""
    matter, duty = factories.matter(ward, group=group), factories.duty(ward, group=group)
    about_matter = ("matter", "desk-matter", "describe", "close", "withdraw", "reopen")
    return {
        **{f"matters:{name}": (matter.pk,) for name in about_matter},
        "duties:duty": (duty.pk,),
        "duties:cancel": (duty.pk,),
        "duties:clause": ("4.1",),
        "duties:assign": ("4.1",),
    }
