"""The statement of today, as the daily round publishes it."""

from danchu.core.trust import rounds
from danchu.lib import clock


def furnish(world):
    today = clock.today()
    rounds.publish(world.ward, today)
    world.samples["core:statement"] = world.samples["core:statement-file"] = (today.isoformat(),)
