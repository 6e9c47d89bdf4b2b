"""Entering at once who took part in a meeting of the demonstration: rows as the acts of ``discuss`` leave them."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.official import WITHIN, official
from danchu.discuss.law import age_band
from danchu.discuss.models import Decision, Elector, Voice
from danchu.discuss.states import Form
from danchu.lib import clock

CLAUSE = "2.2.c.1"
BATCH = 500


@official(label="Nhập một lượt các hộ dự họp của phường trình diễn", clause=CLAUSE, policy=WITHIN)
def hear_all(*, decision: Decision, electors: tuple[Elector, ...], by: Actor, at: datetime) -> Decision:
    """Mark that ``electors`` took part in a meeting, as ``mark_heard`` does one by one."""
    moment = clock.start_of(clock.local_day(at)) if decision.is_secret else at
    Voice.objects.bulk_create(
        (
            Voice(
                ward_id=decision.ward_id,
                decision=decision,
                elector=each,
                form=Form.MEETING,
                at=moment,
                age_band=age_band(each.member, at) if each.member_id else "",
            )
            for each in electors
        ),
        batch_size=BATCH,
    )
    return decision
