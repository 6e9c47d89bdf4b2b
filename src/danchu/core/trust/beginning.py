"""Where sealing begins in chains that an older version wrote: noted once, by the update that brings it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction

from danchu.core.models import Ward
from danchu.core.trust import archive, chains
from danchu.core.trust.statements import Statement
from danchu.lib import clock

SEALING = {("core", "0014_seals"), ("discuss", "0005_seals")}
"""The steps that bring the columns of the seals. What stands in a chain before them was never sealed; what appears
without a seal later is no beginning but a break."""


def note_beginnings(plan: Iterable[tuple[Any, bool]]) -> None:
    """After the steps of ``plan``: note of each ward how far its chains had come unsealed."""
    steps = {(step.app_label, step.name) for step, backwards in plan if not backwards}
    if not SEALING & steps:
        return
    for ward in Ward.objects.all():
        archive.note_beginning(ward.code, chains.unsealed(ward))


def begin(ward: Ward) -> None:
    """Of a new ward: nothing of it is unsealed, and from now on the folder of the keys knows that it is here."""
    transaction.on_commit(partial(archive.note_beginning, ward.code, {}))


def restored() -> list[Statement]:
    """After a backup was put back, by the person who did it: what was published of later moments speaks no longer for
    its wards, nothing speaks for wards that are not in it, and sealing begins where the backup says. Gives the
    statements that were set aside."""
    stamp = f"replaced-{clock.now():%Y%m%d-%H%M%S}"
    late: list[Statement] = []
    for ward in Ward.objects.order_by("pk"):
        last = archive.latest(ward)
        late += archive.set_aside(ward.code, last.at if last else None, stamp)
        archive.note_beginning(ward.code, chains.unsealed(ward), anew=True)
    for code in chains.missing():
        late += archive.set_aside(code, None, stamp)
        archive.forget_beginning(code, stamp)
    return late
