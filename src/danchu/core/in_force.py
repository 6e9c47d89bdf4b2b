"""The law as it holds in the ward at hand: the rules with its dated corrections, the calendar with its swapped days.

Which ward is at hand is said where it is known: by the request (``WardMiddleware``), every official act and the rounds.
Elsewhere the law holds as it comes with the software. What a ward has entered is read once for each token
(``revision``), so that asking the law costs no query.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.core.cache import cache

from danchu.core import revision
from danchu.core.models import RuleCorrection, SwappedDay
from statute.calendars import Calendar, calendar_range
from statute.parameters import Override, RuleBook, RuleUnknown, read_value, rulebook

_ELSEWHERE = 0
"""No ward has this key."""
_KEPT_FOR = 24 * 3600
"""Seconds. Only so that tokens of long ago do not fill the memory."""


@dataclass(frozen=True)
class Entered:
    """What a ward has entered over the law."""

    overrides: tuple[Override, ...] = ()
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


class _Here:
    """The law of one ward for as long as one request or act lasts."""

    def __init__(self, ward: int) -> None:
        self.ward = ward

    @cached_property
    def entered(self) -> Entered:
        key = f"law:{self.ward}:{revision.token(_name(self.ward))}"
        found = cache.get(key)
        if found is None:
            found = entered(self.ward)
            cache.set(key, found, _KEPT_FOR)
        return found


_here: ContextVar[_Here | None] = ContextVar("law_of_ward", default=None)


def within(ward: int | None) -> AbstractContextManager[None]:
    """Let the law of the ward with this key hold inside; what holds outside stays where it is None or the same."""
    outer = _here.get()
    if ward is None or (outer is not None and outer.ward == ward):
        return nullcontext()
    return _as(_Here(ward))


def laid_over(overrides: tuple[Override, ...]) -> AbstractContextManager[None]:
    """Let the law hold inside with these corrections and no others: for judging what was decided elsewhere."""
    here = _Here(_ELSEWHERE)
    here.entered = Entered(overrides)
    return _as(here)


def anew(ward: int) -> AbstractContextManager[None]:
    """Let the law of the ward hold inside as it has just been changed; renew its token for everyone else."""
    revision.renew(_name(ward))
    here = _Here(ward)
    here.entered = entered(ward)
    return _as(here)


@contextmanager
def _as(here: _Here) -> Iterator[None]:
    token = _here.set(here)
    try:
        yield
    finally:
        _here.reset(token)


def rules() -> RuleBook:
    """The rules as they hold here."""
    here = _here.get()
    return _book(here.entered.overrides) if here else rulebook()


def calendar() -> Calendar:
    """The working days as they are here."""
    here = _here.get()
    return _calendar(here.entered.off, here.entered.worked) if here else _calendar(frozenset(), frozenset())


def entered(ward: int) -> Entered:
    """What the ward with this key has entered, read from its rows."""
    known = calendar_range()  # a later version may know other years
    rows = SwappedDay.objects.filter(ward=ward, day__range=(known.first, known.last))
    days = dict(rows.values_list("day", "is_worked"))
    found = (override_of(each) for each in RuleCorrection.objects.filter(ward=ward))
    return Entered(
        tuple(each for each in found if each is not None),
        frozenset(day for day, is_worked in days.items() if not is_worked),
        frozenset(day for day, is_worked in days.items() if is_worked),
    )


def override_of(row: RuleCorrection) -> Override | None:
    """The correction as ``statute`` takes it; None where the law of a later version has no such rule any more."""
    try:
        value = read_value(row.value, rulebook().unit(row.key))
    except (RuleUnknown, ValueError):
        return None
    return Override(row.key, value, row.holds_from, row.reason, row.holds_to)


def _name(ward: int) -> str:
    return f"law-{ward}"


@lru_cache(maxsize=64)
def _book(overrides: tuple[Override, ...]) -> RuleBook:
    return rulebook().with_overrides(overrides) if overrides else rulebook()


@lru_cache(maxsize=64)
def _calendar(off: frozenset[date], worked: frozenset[date]) -> Calendar:
    return Calendar(extra_off=off, extra_work=worked)
