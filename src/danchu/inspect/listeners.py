"""What this room does when something happens in another."""

from datetime import datetime

from django.dispatch import receiver

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.inspect.actions.topics import load_topics
from danchu.ward.signals import ward_opened


@receiver(ward_opened, dispatch_uid="inspect.topics")
def give_topics(*, ward: Ward, at: datetime, **_: object) -> None:
    """A ward that begins gets the default topics of remarks."""
    load_topics(ward=ward, by=SYSTEM, at=at)
