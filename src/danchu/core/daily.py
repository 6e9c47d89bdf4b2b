"""The round that is made once a day: what each room's ``tasks.DAILY`` names, for every ward.

Each piece must be safe to repeat on the same day, since a site that starts anew makes its round anew.
"""

import logging
from collections.abc import Callable
from datetime import date

from danchu.core.models import Ward

type Round = Callable[[Ward, date], None]

_ROUNDS: list[Round] = []
log = logging.getLogger(__name__)


def enter(*rounds: Round) -> None:
    """Called when Django starts, room by room."""
    _ROUNDS.extend(rounds)


def make_round(day: date) -> int:
    """Make the round of ``day`` for every ward. One piece that fails is logged and does not stop the others.

    Returns the number of pieces that failed.
    """
    failed = 0
    for ward in Ward.objects.order_by("pk"):
        for piece in _ROUNDS:
            try:
                piece(ward, day)
            except Exception:
                failed += 1
                log.exception("daily round: %s.%s failed for ward %s", piece.__module__, piece.__name__, ward.code)
    return failed
