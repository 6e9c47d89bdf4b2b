"""What the daily round does here: plan the year, and mark the periods that are over."""

import logging
from datetime import date

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.know import queries
from danchu.know.actions.planning import plan_year
from danchu.know.actions.publishing import end_disclosure
from danchu.lib import clock
from statute.calendars import CalendarUnknown

log = logging.getLogger(__name__)


def plan_disclosures(ward: Ward, day: date) -> None:
    """Let the duties of the year of ``day`` arise, once."""
    try:
        if not queries.is_planned(ward, day.year):
            plan_year(ward=ward, year=day.year, by=SYSTEM, at=clock.now())
    except CalendarUnknown as unknown:
        log.warning("disclosures of %s are not planned: %s", day.year, unknown)


def end_periods(ward: Ward, day: date) -> None:
    """Mark the disclosures whose period ended before ``day``."""
    for disclosure in queries.period_over(ward, day):
        end_disclosure(disclosure=disclosure, by=SYSTEM, at=clock.now())


DAILY = (plan_disclosures, end_periods)
