"""The only clock of the system. Everything else receives the time as an argument or asks here.

``travel_to`` stops it at a moment: for tests, and for generators that record a past year through the real actions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    if _frozen is not None:
        return _frozen
    return datetime.now(UTC)


def today() -> date:
    """The present calendar day in Vietnam."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """The calendar day in Vietnam on which ``moment`` falls."""
    return moment.astimezone(VIETNAM).date()


def start_of(day: date) -> datetime:
    """Midnight at which ``day`` begins in Vietnam, as an aware datetime in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM).astimezone(UTC)


def moment_on(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """``hour:minute`` of ``day`` in Vietnam, as an aware datetime in UTC."""
    return start_of(day) + timedelta(hours=hour, minutes=minute)


@contextmanager
def travel_to(moment: datetime) -> Iterator[None]:
    """Stop the clock at ``moment`` within the block (tests, and generators of past records)."""
    global _frozen
    before, _frozen = _frozen, moment
    try:
        yield
    finally:
        _frozen = before
