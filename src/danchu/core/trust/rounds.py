"""The statement of each day: made in the daily round, and made up for in the next frequent one when that failed."""

import logging
from datetime import date

from django.db import IntegrityError

from danchu.core.actions.heads import publish_heads
from danchu.core.actors import SYSTEM
from danchu.core.models import HeadStatement, Ward
from danchu.core.trust import archive, telling
from danchu.lib import clock

log = logging.getLogger(__name__)


def publish(ward: Ward, day: date) -> None:
    """Publish the statement of ``day`` where there is none yet."""
    if HeadStatement.objects.filter(ward=ward, day__gte=day).exists():
        return
    try:
        publish_heads(ward=ward, day=day, by=SYSTEM, at=clock.now())
    except IntegrityError:
        log.info("heads of ward %s: another process published them", ward.code)


def publish_today(ward: Ward) -> None:
    """Make up for a statement that is still missing today."""
    publish(ward, clock.today())


def keep_copies(ward: Ward, day: date) -> None:
    """Write the copies beside the keys that a crash, or a move to another machine, has left out."""
    for each in archive.genuine(ward):
        archive.keep(each)


def warn(ward: Ward, day: date) -> None:
    """Say in the log what keeps the statements from anybody outside."""
    if not ward.is_demonstration:
        for each in telling.troubles(ward, clock.now()):
            log.error("ward %s: %s", ward.code, each)


DAILY = (publish, keep_copies, warn)
OFTEN = (publish_today,)
