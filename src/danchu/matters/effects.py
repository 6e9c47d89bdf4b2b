"""What official acts return when the timeline of a matter tells of them (``core.following``)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from danchu.core.actors import Actor
from danchu.core.following import Effect, Rank
from danchu.core.models import Ward
from danchu.matters.actions.matters import add_line
from danchu.matters.models import Matter
from danchu.matters.states import Step


@dataclass(frozen=True)
class _Line:
    matter: Matter | None
    step: Step
    text: str
    address: str
    is_public: bool
    rank = Rank.TIMELINE

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        if self.matter is not None:
            hidden: Any = {} if self.is_public else {"is_public": False}
            add_line(matter=self.matter, step=self.step, text=self.text, address=self.address, **hidden, by=by, at=at)


def line(matter: Matter | None, step: Step, text: str, *, address: str = "", is_public: bool = True) -> Effect:
    """``text`` in the timeline of ``matter``, with a link to ``address``; nothing where there is no matter."""
    return _Line(matter, step, text, address, is_public)
