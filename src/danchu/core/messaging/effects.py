"""What official acts return when somebody is told of them (``core.following``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from danchu.core.actors import Actor
from danchu.core.following import Effect, Rank
from danchu.core.messaging import notices
from danchu.core.models import Notice, Ward


@dataclass(frozen=True)
class _Announced:
    signal: Signal
    sender: Any
    told: dict[str, Any]
    rank = Rank.NOTICES

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        transaction.on_commit(partial(self.signal.send_robust, sender=self.sender, **self.told), robust=True)


@dataclass(frozen=True)
class _Queued:
    waiting: tuple[Notice, ...]
    rank = Rank.NOTICES

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        if self.waiting:
            notices.queue(ward, list(self.waiting))


def announce(signal: Signal, sender: Any, **told: Any) -> Effect:
    """Later rooms that listen to ``signal`` hear of the act when it is committed."""
    return _Announced(signal, sender, told)


def queue(waiting: Sequence[Notice]) -> Effect:
    """These notices go to the outbox, and are sent after the act."""
    return _Queued(tuple(waiting))
