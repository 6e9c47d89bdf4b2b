"""What follows from an official act, in one fixed order: duties, timeline, revision, notices.

An act does not write these itself. It returns ``Done`` with what follows, and ``official`` carries it out:

    return Done(disclosure, fulfils("disclose", …), opens(…), line(…), public=True)

The rooms that keep duties, timelines and notices give the effects: ``duties.effects``, ``matters.effects``,
``core.messaging.effects``.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol

from danchu.core.actors import SYSTEM, Actor
from danchu.core.models import Ward


class Rank(IntEnum):
    """The order in which effects are carried out. The duties that an end leaves open are dropped after FULFILLED; pages
    that are kept are renewed before NOTICES."""

    FULFILLED = 1
    OPENED = 2
    TIMELINE = 3
    NOTICES = 4


class Effect(Protocol):
    """Something that follows from an act: carried out in the act's own transaction."""

    @property
    def rank(self) -> Rank: ...

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        """Carry it out. May raise ``Refused``: then nothing of the act is kept."""
        ...


class Done[R]:
    """What an act did: ``row`` is what the caller gets, and what the trail tells of; then come its effects.

    ``public`` says that pages which visitors see have changed. A row that enters an end of its life drops its open
    duties, except those of the kinds in ``keeps``; ``because`` is the reason that they are told.
    """

    __slots__ = ("because", "effects", "keeps", "public", "row")

    def __init__(
        self, row: R, *effects: Effect, public: bool = False, keeps: Collection[str] = (), because: str = ""
    ) -> None:
        self.row = row
        self.effects = effects
        self.public = public
        self.keeps = frozenset(keeps)
        self.because = because

    def follow(self, *ranks: Rank, ward: Ward, by: Actor, at: datetime) -> None:
        """Carry out the effects of ``ranks``, in their order."""
        for rank in ranks:
            for effect in self.effects:
                if effect.rank == rank:
                    effect.follow(ward=ward, by=by, at=at)


@dataclass(frozen=True)
class _Then:
    act: Callable[..., Any]
    told: Mapping[str, Any]
    rank: Rank

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        self.act(**self.told, by=by, at=at)


def then(act: Callable[..., Any], *, rank: Rank = Rank.OPENED, **told: Any) -> Effect:
    """Another official act, told ``told``, happens within this one."""
    return _Then(act, told, rank)


@dataclass(frozen=True)
class _OfTheSoftware:
    effect: Effect

    @property
    def rank(self) -> Rank:
        return self.effect.rank

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        self.effect.follow(ward=ward, by=SYSTEM, at=at)


def by_system(effect: Effect) -> Effect:
    """``effect``, carried out by the software: the trail names for it nobody of those who sent something in."""
    return _OfTheSoftware(effect)


type OnEnd = Callable[..., None]
_ON_END: list[OnEnd] = []


def on_end(handler: OnEnd) -> None:
    """Let ``handler(row=, keeps=, because=, by=, at=)`` be called when a row enters an end of its life. For the room
    that keeps duties; called when Django starts."""
    _ON_END.append(handler)


def end(row: Any, *, keeps: Collection[str], because: str, by: Actor, at: datetime) -> None:
    """Tell the handlers that ``row`` has entered an end."""
    for handler in _ON_END:
        handler(row=row, keeps=keeps, because=because, by=by, at=at)
