"""What the daily round does here: end the initiatives whose backing is no longer valid."""

from datetime import date

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.discuss import queries_planning
from danchu.discuss.actions.initiatives import lapse_initiative
from danchu.lib import clock


def lapse_initiatives(ward: Ward, day: date) -> None:
    """End the initiatives that could be backed until before ``day``."""
    for initiative in queries_planning.over(ward, day):
        lapse_initiative(initiative=initiative, by=SYSTEM, at=clock.now())


DAILY = (lapse_initiatives,)
