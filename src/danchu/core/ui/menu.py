"""The menu: each room enters its pages; each person sees those that the policies let in."""

from dataclasses import dataclass

import rules
from django.urls import reverse

from danchu.core.ui.request import Request


@dataclass(frozen=True)
class Entry:
    """A line of the staff menu: ``group`` is a motto step or a part of the house, ``order`` places it."""

    label: str
    route: str
    permission: str
    group: str
    order: int = 50


@dataclass(frozen=True)
class Link:
    """A line that everybody sees: in the head of each page, or in its foot."""

    label: str
    route: str
    foot: bool = False
    order: int = 50


_ENTRIES: list[Entry] = []
_LINKS: list[Link] = []


def enter(*entries: Entry) -> None:
    """Called from a room's ``menu.py`` when Django starts."""
    _ENTRIES.extend(entries)
    _ENTRIES.sort(key=lambda each: each.order)


def link(*links: Link) -> None:
    """Called from a room's ``menu.py`` when Django starts."""
    _LINKS.extend(links)
    _LINKS.sort(key=lambda each: each.order)


def links_for(request: Request, *, foot: bool) -> list[tuple[Link, str, bool]]:
    """The lines of the head or of the foot, with address and whether it is this page."""
    found = ((each, reverse(each.route)) for each in _LINKS if each.foot == foot)
    return [(each, address, request.path.startswith(address)) for each, address in found]


def entries_for(request: Request) -> list[tuple[str, list[tuple[Entry, str, bool]]]]:
    """The entries that ``request.user`` may open, by group, with address and whether it is this page."""
    if not request.user.is_authenticated:
        return []
    open_to = [(entry, reverse(entry.route)) for entry in _ENTRIES if _may(request, entry)]
    # Pages of one room lie below its first page: the entry that says most of the address is where one is.
    here = max((address for _, address in open_to if request.path.startswith(address)), key=len, default="")
    groups: dict[str, list[tuple[Entry, str, bool]]] = {}
    for entry, address in open_to:
        groups.setdefault(entry.group, []).append((entry, address, address == here))
    return list(groups.items())


def _may(request: Request, entry: Entry) -> bool:
    return bool(rules.has_perm(entry.permission, request.user, request.ward))
