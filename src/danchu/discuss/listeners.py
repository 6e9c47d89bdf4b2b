"""What the room does when a decision opens: people who can vote online are told."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from danchu.core.messaging import sms
from danchu.discuss import tasks
from danchu.discuss.models import Decision, VoteCall
from danchu.discuss.signals import decision_opened


@receiver(decision_opened, dispatch_uid="discuss.tell_electors")
def tell_electors(*, decision: Decision, at: datetime, **_: Any) -> None:
    """Begin the round of messages, after the act. The people of a demonstration ward are not real."""
    if decision.by_online and not sms.is_demonstration(decision.ward):
        call = VoteCall.objects.create(ward=decision.ward, decision=decision, total=decision.base, began_at=at)
        transaction.on_commit(partial(tasks.tell_electors.enqueue, call.pk))
