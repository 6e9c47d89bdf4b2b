"""Building the demonstration ward: one builder a room, in the order of the house.

A room that is added enters its builder in ``BUILDERS``: a function of the ``Year`` that writes what is there from the
first day, and plans what happened since (``year.plan``) through the room's own official acts.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from danchu.core.models import Ward
from danchu.demo.building import (
    accounts,
    cases,
    deliveries,
    disclosures,
    discuss,
    duties,
    gatherings,
    imports,
    mail,
    matters,
    outbox,
    reception,
    replies,
    statements,
    subscribers,
    topics,
    ward,
)
from danchu.demo.building.year import Year
from danchu.demo.people import generate
from danchu.lib import clock

type Builder = Callable[[Year], None]

BUILDERS: tuple[Builder, ...] = (
    ward.build,
    accounts.build,
    imports.build,
    duties.build,
    matters.build,
    disclosures.build,
    discuss.build,
    gatherings.build,
    topics.build,
    replies.build,
    reception.build,
    mail.build,
    cases.build,
    deliveries.build,
    statements.build,
)
"""In order. They plan; when all have, the year is played."""

AFTERWARDS: tuple[Builder, ...] = (subscribers.build, outbox.build)
"""After the year is written: they would be told of all that happened in it."""


def build(
    *, scale: float = 1, seed: int = 2025, host: str | None = None, tell: Callable[[date], None] = lambda day: None
) -> Ward:
    """Make the ward with a year behind it that ends now. It is made whole or not at all. ``tell`` hears of each day of
    the year that begins."""
    population = generate(seed, scale)
    with _seldom_cleaned(), transaction.atomic():
        year = Year(ward.found(host), population, clock.now())
        for builder in BUILDERS:
            builder(year)
        year.play(tell)
    with transaction.atomic():
        for builder in AFTERWARDS:
            builder(year)
        year.play()
    return year.ward


@contextmanager
def _seldom_cleaned() -> Iterator[None]:
    """The population stays in memory all the time: what is there need not be looked through again and again."""
    often = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()
