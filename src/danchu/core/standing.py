"""What was read of a ward's rows and still stands: kept with the day and with the ends of the hash chains of the rooms
whose rows were read. No row of a room changes but by an act in its book, so while these are the same, so is what was
read. Acts with a chain of their own (ballots, readings of papers) are no act of a book: what rests on rows that they
change is not for here while it is open.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from threading import Lock
from typing import Any, cast

from cachetools import LRUCache

from danchu.core.models import AuditBook, Ward

EVERYWHERE = "demo"
"""The book of acts that enter rows of every room at once."""

type Ends = dict[str, str]
"""The digest of the last act in each book of a ward, by the name of the book."""

_KEPT: LRUCache[Hashable, Any] = LRUCache(4096)
_ONE_AT_A_TIME = Lock()


def ends_of(ward: Ward) -> Ends:
    """The ends as they are now. To be read before what is to be kept: that may then be newer, and is never older."""
    return dict(AuditBook.objects.filter(ward=ward).values_list("name", "head"))


def place(name: str, ward: Ward, on: date, rooms: Iterable[str], ends: Ends) -> Hashable | None:
    """Under what something is kept that was read of ``rooms`` on that day; None while no act in them is known. What
    rests on no rows at all stands for the whole day."""
    read = set(rooms)
    known = tuple(sorted((book, ends[book]) for book in read | {EVERYWHERE} if book in ends))
    return (name, ward.pk, on, known if read else ()) if known or not read else None


def find[Value](place: Hashable | None, kind: type[Value]) -> Value | None:
    """What is kept there."""
    with _ONE_AT_A_TIME:
        return cast(Value | None, _KEPT.get(place))


def keep(place: Hashable | None, value: object) -> None:
    """Keep ``value``, which nobody changes, there."""
    if place is not None:
        with _ONE_AT_A_TIME:
            _KEPT[place] = value


def forget() -> None:
    """Let nothing be kept: for tests, in which rows change without acts and whole databases are undone."""
    with _ONE_AT_A_TIME:
        _KEPT.clear()
