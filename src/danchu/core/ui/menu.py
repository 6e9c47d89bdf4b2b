"""The menu: each room enters its pages; each person sees those that the policies let in."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any

import rules
from cachetools import LRUCache, cached
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from danchu.core.models import Ward

DESK = "Bàn làm việc"
"""The group of the menu that stands before those of the rooms: where the work of the day is."""


@dataclass(frozen=True)
class Entry:
    """A line of the staff menu: ``group`` is a motto step or a part of the house, ``order`` places it."""

    label: str
    route: str
    permission: str
    group: str
    order: int = 50

    @cached_property
    def address(self) -> str:
        return reverse(self.route)


@dataclass(frozen=True)
class Link:
    """A line that everybody sees: in the head of each page, or in its foot."""

    label: str
    route: str
    foot: bool = False
    order: int = 50

    @cached_property
    def address(self) -> str:
        return reverse(self.route)


_ENTRIES: list[Entry] = []
_LINKS: list[Link] = []
_rests_on: Callable[[Any], tuple[Hashable, ...]] | None = None


def rests_on(facts: Callable[[Any], tuple[Hashable, ...]]) -> None:
    """Let the menu of an account be known by ``facts`` about it: all that the permissions of the entries look at when
    they are asked with the ward. A test asks them of every role and hears whether they look at more."""
    global _rests_on  # noqa: PLW0603 - entered once, when Django starts
    _rests_on = facts


def enter(*entries: Entry) -> None:
    """Called from a room's ``menu.py`` when Django starts."""
    _ENTRIES.extend(entries)
    _ENTRIES.sort(key=lambda each: each.order)


def link(*links: Link) -> None:
    """Called from a room's ``menu.py`` when Django starts."""
    _LINKS.extend(links)
    _LINKS.sort(key=lambda each: each.order)


def links(path: str, *, foot: bool) -> SafeString:
    """The lines of the head or of the foot of the page at ``path``, as HTML; in the head the line of this page is
    marked."""
    found = tuple(each for each in _LINKS if each.foot) if foot else main_links()
    here = None if foot else tuple(path.startswith(each.address) for each in found)
    return _drawn(found, here or (False,) * len(found))


def menu(user: Any, ward: Ward, path: str) -> SafeString:
    """The entries that ``user`` may open, by group, as HTML; the one of the page at ``path`` is marked."""
    if not user.is_authenticated:
        return SafeString()
    open_to = _open_to(user, ward)
    # Pages of one room lie below its first page: the entry that says most of the address is where one is.
    here = max((each.address for each in open_to if path.startswith(each.address)), key=len, default="")
    return _grouped(open_to, here)


def first_pages(user: Any, ward: Ward) -> tuple[Entry, ...]:
    """Where ``user`` may begin besides the work of the day: the first page of each group that is open to them. Groups
    of which every page is open come first: what is wholly theirs is what their office is for."""
    first: dict[str, Entry] = {}
    open_to = _open_to(user, ward)
    for each in open_to:
        first.setdefault(each.group, each)
    all_of, open_of = (Counter(each.group for each in entries) for entries in (_ENTRIES, open_to))
    groups = (group for group in first if group != DESK)
    return tuple(first[group] for group in sorted(groups, key=lambda group: open_of[group] < all_of[group]))


def main_links() -> tuple[Link, ...]:
    """The lines in the head of each page, which everybody may open."""
    return tuple(each for each in _LINKS if not each.foot)


@lru_cache(maxsize=512)
def _grouped(entries: tuple[Entry, ...], here: str) -> SafeString:
    groups: dict[str, list[Entry]] = {}
    for each in entries:
        groups.setdefault(each.group, []).append(each)
    return format_html_join(
        "\n",
        "<h2>{}</h2>\n<ul>{}</ul>",
        ((name, _drawn(tuple(of), tuple(each.address == here for each in of))) for name, of in groups.items()),
    )


@lru_cache(maxsize=512)
def _drawn(lines: tuple[Entry | Link, ...], here: tuple[bool, ...]) -> SafeString:
    marked = {True: SafeString(' aria-current="page"'), False: ""}
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        ((each.address, marked[is_here], each.label) for each, is_here in zip(lines, here, strict=True)),
    )


def _known_by(user: Any, ward: Ward) -> Hashable:
    return (ward.pk, *(_rests_on(user) if _rests_on else (user.pk,)))


@cached(LRUCache(512), key=_known_by, lock=Lock())
def _open_to(user: Any, ward: Ward) -> tuple[Entry, ...]:
    permissions = {each.permission for each in _ENTRIES}
    given = {each for each in permissions if rules.has_perm(each, user, ward)}
    return tuple(each for each in _ENTRIES if each.permission in given)
