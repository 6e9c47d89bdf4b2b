"""The rounds that are made for every ward: once a day what each room's ``tasks.DAILY`` names, every few minutes what
its ``tasks.OFTEN`` names.

Each piece must be safe to repeat, since a site that starts anew makes its rounds anew.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.db.models import QuerySet

from danchu.core import full_disk, in_force
from danchu.core.models import Ward

type Daily = Callable[[Ward, date], None]
type Often = Callable[[Ward], None]

_DAILY: list[Daily] = []
_OFTEN: list[Often] = []
log = logging.getLogger(__name__)


def enter(*, daily: Sequence[Daily] = (), often: Sequence[Often] = ()) -> None:
    """Called when Django starts, room by room."""
    _DAILY.extend(daily)
    _OFTEN.extend(often)


def make_round(day: date) -> int:
    """Make the round of ``day`` for every ward. Returns the number of pieces that failed."""
    return sum(_made(ward, piece, partial(piece, ward, day)) for ward in _wards() for piece in _DAILY)


def make_frequent_round() -> int:
    """Make the frequent round for every ward. Returns the number of pieces that failed."""
    return sum(_made(ward, piece, partial(piece, ward)) for ward in _wards() for piece in _OFTEN)


def _wards() -> QuerySet[Ward]:
    return Ward.objects.order_by("pk")


def _made(ward: Ward, piece: Callable[..., None], act: Callable[[], None]) -> bool:
    """Whether ``act`` failed. One that fails is logged and does not stop the others."""
    try:
        with in_force.within(ward.pk):
            act()
    except Exception as error:
        if full_disk.is_behind(error):
            full_disk.report()
            return True
        log.exception("round: %s.%s failed for ward %s", piece.__module__, piece.__name__, ward.code)
        return True
    return False
