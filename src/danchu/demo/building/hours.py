"""When offices work. What staff do in the demonstration is done then: a ward would not believe the rest."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from random import Random

from danchu.core import in_force
from danchu.lib import clock
from statute.calendars import working_ordinals

_OPEN, _CLOSE = (7, 30), (17, 0)
_FIRST = timedelta(minutes=10)
"""In which that is done which came while the office was closed."""
_A_MOMENT = timedelta(minutes=1)


def working_day(day: date, shift: int = 0) -> date:
    """The day so many working days after the first one from ``day`` on (before it, for a negative number)."""
    days = working_ordinals(in_force.calendar())
    return date.fromordinal(days[bisect_left(days, day.toordinal()) + shift])


def at_work(moment: datetime) -> datetime:
    """``moment`` in office hours, else the first minutes of the next working day. What comes later stays later."""
    closed, opens = _last_close(moment), _next_open(moment)
    ready = opens + _FIRST
    return moment if moment >= ready else opens + _FIRST * ((moment - closed) / (ready - closed))


def on_day(day: date, rng: Random) -> datetime:
    """Some moment in office hours of the first working day from ``day`` on."""
    return clock.moment_on(working_day(day), rng.randrange(8, 17), rng.randrange(60))


def awake(day: date, rng: Random) -> datetime:
    """Some moment of ``day`` at which people are up."""
    return clock.moment_on(day, rng.randrange(7, 21), rng.randrange(60))


def last_at_work(moment: datetime) -> datetime:
    """``moment`` in office hours, else a minute before the end of those that went before."""
    return moment if _next_open(moment) <= moment else _last_close(moment) - _A_MOMENT


def is_at_work(moment: datetime) -> bool:
    """Whether offices are open at ``moment``."""
    return _next_open(moment) <= moment


def _next_open(moment: datetime) -> datetime:
    """When the office opens, or opened, on the first working day whose hours are not over at ``moment``."""
    day = clock.local_day(moment)
    over = moment >= clock.moment_on(day, *_CLOSE)
    return clock.moment_on(working_day(day + timedelta(days=over)), *_OPEN)


def _last_close(moment: datetime) -> datetime:
    """When the office closed for the last time before ``moment`` or at it."""
    days = working_ordinals(in_force.calendar())
    day = clock.local_day(moment)
    before = day if moment >= clock.moment_on(day, *_CLOSE) else day - timedelta(days=1)
    return clock.moment_on(date.fromordinal(days[bisect_right(days, before.toordinal()) - 1]), *_CLOSE)
