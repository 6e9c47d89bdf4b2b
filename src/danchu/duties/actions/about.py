"""The end of what is still to be done about a row. Acts of other rooms end duties this way, each by its own act."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from danchu.core.actors import Actor
from danchu.core.models import WardOwned
from danchu.duties import queries
from danchu.duties.actions.duties import drop_duty, fulfil_duty

NONE = Q(pk=None)


@dataclass(frozen=True)
class OpenDuties:
    """The open duties about ``row``, which has been saved. Used inside official acts about it, ``by`` whom they are."""

    row: WardOwned
    by: Actor
    at: datetime

    def fulfil(self, fulfilled_by: str, **which: Any) -> None:
        """Mark those with the values ``which`` (all without any) as done by what ``fulfilled_by`` says."""
        for duty in queries.open_about(self.row).filter(**which):
            fulfil_duty(duty=duty, fulfilled_by=fulfilled_by, by=self.by, at=self.at)

    def drop(self, reason: str, *, keep: Q = NONE) -> None:
        """Say of those that ``keep`` does not hold that they need not be done any more."""
        for duty in queries.open_about(self.row).exclude(keep):
            drop_duty(duty=duty, reason=reason, by=self.by, at=self.at)
