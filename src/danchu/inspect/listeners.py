"""What this room does when something happens in another."""

from datetime import datetime

from django.dispatch import receiver

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.inspect.actions.reckoning import reckon_clocks_anew
from danchu.inspect.actions.topics import load_topics
from danchu.ward.signals import calendar_changed, ward_opened


@receiver(ward_opened, dispatch_uid="inspect.topics")
def give_topics(*, ward: Ward, at: datetime, **_: object) -> None:
    """A ward that begins gets the default topics of remarks."""
    load_topics(ward=ward, by=SYSTEM, at=at)


@receiver(calendar_changed, dispatch_uid="inspect.clocks")
def reckon_clocks(*, ward: Ward, at: datetime, **_: object) -> None:
    """Which days are worked has changed: the clocks that run are reckoned anew."""
    reckon_clocks_anew(ward=ward, by=SYSTEM, at=at)
