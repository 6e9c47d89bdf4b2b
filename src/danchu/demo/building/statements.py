"""What was published of the chains in the last days: a statement each night, as the daily round makes it."""

from datetime import datetime, timedelta

from danchu.core.trust import rounds
from danchu.demo.building.year import Year
from danchu.lib import clock

_DAYS = 10


def build(year: Year) -> None:
    """The software came to the statements ten days ago."""

    def publish(at: datetime) -> None:
        rounds.publish(year.ward, clock.local_day(at))

    for back in range(_DAYS):
        year.plan(clock.moment_on(year.until - timedelta(days=back), 0, 5), publish)
