"""What the room does in the background: calling the electors of a decision; in the daily round, ending the initiatives
whose backing is no longer valid."""

from datetime import date

from django.tasks import task

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.discuss import queries_planning
from danchu.discuss.actions.initiatives import lapse_initiative
from danchu.discuss.calling import tell
from danchu.discuss.models import VoteCall
from danchu.lib import clock


@task()
def tell_electors(pk: int) -> None:
    """Go on with a round of messages that has not ended."""
    call = VoteCall.objects.select_related("decision", "ward").filter(pk=pk, ended_at=None).first()
    if call is not None:
        tell(call, clock.now())


def lapse_initiatives(ward: Ward, day: date) -> None:
    """End the initiatives that could be backed until before ``day``."""
    for initiative in queries_planning.over(ward, day):
        lapse_initiative(initiative=initiative, by=SYSTEM, at=clock.now())


DAILY = (lapse_initiatives,)
