"""The chains of a ward: the books of its trail, and those that later rooms keep (open votes) and enter here."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol

from django.apps import apps
from django.db import DatabaseError

from danchu.core import audit
from danchu.core.models import Ward
from danchu.core.trust import archive, keys, reading
from danchu.core.trust.statements import Statement
from danchu.core.trust.walking import Chain, Checked, Witness, told, walk

log = logging.getLogger(__name__)

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
_OTHERS = {archive.NAME: "bản đối chiếu", archive.WARD: "hồ sơ phường"}


def enter(room: str, keeper: Keeper) -> None:
    """Called when Django starts, by a room that keeps chains."""
    _KEEPERS[room] = keeper


def words_of(name: str) -> str:
    """What people call a chain: a book of the trail, one that a room keeps, the statements, the ward itself."""
    keeper = _KEEPERS.get(name.partition(":")[0])
    if keeper and ":" in name:
        return keeper.words(name)
    if name in _OTHERS:
        return _OTHERS[name]
    rooms = {each.label: str(each.verbose_name) for each in apps.get_app_configs()}
    return f"sổ {rooms.get(name, name)}"


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
    for each in _wards() if ward is None else (ward,):
        yield from _checked(each, tick, kept)
    if ward is None:
        for code in missing(kept):
            yield from archive.gone(code, kept)


def missing(against: Iterable[Statement] = ()) -> list[str]:
    """The codes of the wards of which something was sealed or published here, while none with that code is here."""
    ring = keys.folder().ring()
    known = archive.known() | {each.ward for each in against if each.is_sealed_by_a_key_of(ring)}
    return sorted(known - {each.code for each in _wards()})


def _wards() -> list[Ward]:
    """Every ward, with key and code alone, however its row is."""
    rows = reading.read(Ward.objects.order_by("pk"), ("pk", "code"))
    return sorted((Ward(pk=row["pk"], code=reading.word(row["code"])) for row in rows), key=lambda each: each.code)


def _checked(ward: Ward, tick: Callable[[int], None], against: list[Statement]) -> Iterator[Checked]:
    witness = archive.witness_of(ward, against)
    unseen = set(witness.pins)
    for chain in _every(ward):
        unseen.discard(chain.name)
        yield _walked(chain, witness, tick)
    for name in sorted(unseen):
        yield told(ward.code, name, 0, [(1, archive.LOST)])
    yield from archive.check(ward)


def _walked(chain: Chain, witness: Witness, tick: Callable[[int], None]) -> Checked:
    try:
        return walk(chain, witness, tick)
    except (DatabaseError, *reading.UNREADABLE):
        # What none of the readers has foreseen must not keep the other chains from being walked.
        log.exception("chain %s of ward %s cannot be read", chain.name, chain.ward)
        return told(chain.ward, chain.name, 0, [(0, reading.SPOILT)])


def _every(ward: Ward) -> Iterator[Chain]:
    yield from audit.chains_of(ward)
    for each in _KEEPERS.values():
        yield from each.chains(ward)
