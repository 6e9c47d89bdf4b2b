"""What was written to people during the year left then; only what is written from now on waits in the outbox."""

from datetime import datetime

from django.db.models import F

from danchu.core.models import Notice
from danchu.demo.building.year import Year


def build(year: Year) -> None:
    """At the very end: the letters of the past are taken for sent."""

    def leave(_at: datetime) -> None:
        Notice.objects.filter(ward=year.ward, sent_at=None).update(sent_at=F("queued_at"), attempts=1)

    year.plan(year.now, leave)
