"""What is open for people's say: votes, consultations, questions. Each room that opens something tells of it here.

The portal stands after every room and shows what they tell, so a room never needs to know of the portal.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from danchu.core import standing
from danchu.core.models import Ward
from danchu.core.standing import Ends


@dataclass(frozen=True)
class Invitation:
    """Something on which people may have their say.

    ``what`` says in a word or two what one does ("Biểu quyết", "Góp ý dự thảo"); ``closes_on`` is the last day, none
    where it stays open, and ``closes_at`` the moment where it does not run to the end of that day; ``group`` is the key
    of the residential group it is for, none for the whole ward.
    """

    what: str
    title: str
    address: str
    closes_on: date | None = None
    closes_at: datetime | None = None
    group: int | None = None


type Host = Callable[[Ward, date], Iterable[Invitation]]

_HOSTS: list[Host] = []


def invite(host: Host) -> Host:
    """Declare a function of a room's ``invitations.py``: it gives what is open in the ward on a day, in one query of
    rows that the acts of the room and of ``ward`` change."""
    _HOSTS.append(host)
    return host


def open_on(ward: Ward, on: date, group: int | None = None, ends: Ends | None = None) -> list[Invitation]:
    """What is open on that day, what closes first standing first; with ``group`` only what concerns that group.
    With the ``ends`` of the ward's books it is not asked again while it stands."""
    found = [each for host in _HOSTS for each in _told(host, ward, on, ends or {})]
    if group is not None:
        found = [each for each in found if each.group in (None, group)]
    return sorted(found, key=lambda each: (each.closes_on or date.max, each.title))


def _told(host: Host, ward: Ward, on: date, ends: Ends) -> tuple[Invitation, ...]:
    """What ``host`` tells, kept while it stands."""
    room = host.__module__.split(".")[1]
    place = standing.place(f"{room}.{host.__qualname__}", ward, on, (room, "ward"), ends)
    found: tuple[Invitation, ...] | None = standing.find(place, tuple)
    if found is None:
        found = tuple(host(ward, on))
        standing.keep(place, found)
    return found
