"""What is open for people's say: votes, consultations, questions. Each room that opens something tells of it here.

The portal stands after every room and shows what they tell, so a room never needs to know of the portal.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from danchu.core.models import Ward


@dataclass(frozen=True)
class Invitation:
    """Something on which people may have their say.

    ``what`` says in a word or two what one does ("Biểu quyết", "Góp ý dự thảo"); ``closes_on`` is the last day, none
    where it stays open; ``group`` is the key of the residential group it is for, none for the whole ward.
    """

    what: str
    title: str
    address: str
    closes_on: date | None = None
    group: int | None = None


type Host = Callable[[Ward, date], Iterable[Invitation]]

_HOSTS: list[Host] = []


def invite(host: Host) -> Host:
    """Declare a function of a room's ``invitations.py``: it gives what is open in the ward on a day, in one query."""
    _HOSTS.append(host)
    return host


def open_on(ward: Ward, on: date, group: int | None = None) -> list[Invitation]:
    """What is open on that day, what closes first standing first; with ``group`` only what concerns that group."""
    found = [each for host in _HOSTS for each in host(ward, on)]
    if group is not None:
        found = [each for each in found if each.group in (None, group)]
    return sorted(found, key=lambda each: (each.closes_on or date.max, each.title))
