"""The chains of a ward: the books of its trail, and those that later rooms keep (open votes) and enter here."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol

from danchu.core import audit
from danchu.core.models import Ward
from danchu.core.trust import archive
from danchu.core.trust.statements import Statement
from danchu.core.trust.walking import BrokenLink, Chain, Checked, walk

type Heads = dict[str, tuple[int, str]]
"""Length and head of each chain by its name."""


class Keeper(Protocol):
    """A room that keeps chains of its own. Names begin with the room and a colon."""

    def heads(self, ward: Ward, since: datetime | None) -> Heads:
        """The heads of those that have grown, or may have, after ``since``."""
        ...

    def unsealed(self, ward: Ward) -> Heads:
        """How far each had come before anything was sealed."""
        ...

    def chains(self, ward: Ward) -> Iterator[Chain]:
        """All of them, to be walked."""
        ...

    def words(self, name: str) -> str:
        """What people call the chain ``name``."""
        ...


_KEEPERS: dict[str, Keeper] = {}


def enter(room: str, keeper: Keeper) -> None:
    """Called when Django starts, by a room that keeps chains."""
    _KEEPERS[room] = keeper


def words_of(name: str) -> str:
    """What people call a chain that is no book of the trail; empty for others."""
    keeper = _KEEPERS.get(name.partition(":")[0])
    return keeper.words(name) if keeper and ":" in name else ""


def heads(ward: Ward, since: datetime | None) -> Heads:
    """The heads of the ward's books, and of what else has grown after ``since``."""
    found = audit.heads_of(ward)
    for each in _KEEPERS.values():
        found |= each.heads(ward, since)
    return found


def unsealed(ward: Ward) -> Heads:
    """How far each chain of ``ward`` had come before anything was sealed."""
    found = audit.unsealed_of(ward)
    for each in _KEEPERS.values():
        found |= each.unsealed(ward)
    return found


def check(
    ward: Ward | None = None,
    tick: Callable[[int], None] = lambda links: None,
    against: Iterable[Statement] = (),
) -> Iterator[Checked]:
    """Walk every chain (of ``ward``, or of all), and compare with what was published; ``against`` are statements that
    somebody kept. ``tick`` is told every now and then how many links were read."""
    kept = list(against)
    for each in Ward.objects.order_by("code") if ward is None else (ward,):
        yield from _checked(each, tick, kept)


def _checked(ward: Ward, tick: Callable[[int], None], against: list[Statement]) -> Iterator[Checked]:
    witness = archive.witness_of(ward, against)
    missing = set(witness.pins)
    for chain in _every(ward):
        missing.discard(chain.name)
        yield walk(chain, witness, tick)
    for name in sorted(missing):
        yield Checked(ward.code, name, 0, BrokenLink(ward.code, name, 1, "đã công bố mà nay không còn"))
    yield from archive.check(ward)


def _every(ward: Ward) -> Iterator[Chain]:
    yield from audit.chains_of(ward)
    for each in _KEEPERS.values():
        yield from each.chains(ward)
