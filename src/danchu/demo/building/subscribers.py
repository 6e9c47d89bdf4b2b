"""People who asked to be told by e-mail: most confirmed, some not yet, some left again."""

from datetime import datetime, timedelta

from danchu.core.actions import subscriptions
from danchu.core.actors import VISITOR
from danchu.core.models import Subscription
from danchu.demo.building.year import Act, Year
from danchu.lib import clock

_NUMBER = 36


def build(year: Year) -> None:
    """Spread over the year; addresses are of a domain that does not exist."""
    rng = year.rng("subscribers")
    days = (year.until - year.began).days
    for number in range(1, _NUMBER + 1):
        at = clock.moment_on(year.began + timedelta(days=rng.randrange(days)), rng.randrange(6, 21), rng.randrange(60))
        year.plan(at, _wish(year, f"ban-doc-{number:02d}@thu.example", number))


def _wish(year: Year, email: str, number: int) -> Act:
    def act(at: datetime) -> None:
        wish: Subscription = subscriptions.ask_to_be_told(ward=year.ward, email=email, by=VISITOR, at=at)
        if number % 7:
            confirm = subscriptions.confirm_subscription
            year.plan(at + timedelta(minutes=12), lambda at: confirm(subscription=wish, by=VISITOR, at=at))
        if number % 11 == 0:
            leave = subscriptions.leave_subscription
            year.plan(at + timedelta(days=20), lambda at: leave(subscription=wish, by=VISITOR, at=at))

    return act
