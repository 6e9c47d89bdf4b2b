"""Papers after a meeting to which too few came (điểm b khoản 1 Điều 19 Luật số 10/2022/QH15)."""

from datetime import datetime

from django.urls import reverse

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, refuse_if
from danchu.discuss.models import Decision, DecisionGroup
from danchu.discuss.policies_adding import blockers_before_adding, ground_of
from danchu.discuss.states import PAPERS
from danchu.duties.actions.duties import Draft
from danchu.duties.effects import fulfil_about, open_all
from danchu.duties.queries import name_of
from danchu.lib import clock
from danchu.matters.effects import line
from danchu.matters.states import Step

CLAUSE = "2.2.c.1"


@official(label="Phát phiếu sau cuộc họp", clause=CLAUSE, policy="discuss.conduct")
def add_ballots(*, decision: Decision, closes_at: datetime, by: Actor, at: datetime) -> Done[Decision]:
    """Ask the households that were not heard in the meeting by paper too, until ``closes_at``. Raises ``Refused`` when
    the meeting reached the majority's number, was not held yet, or the law has no such papers for the matter."""
    refuse_if(blockers_before_adding(decision))
    refuse_if([] if closes_at > at else [Objection("Thời điểm kết thúc phải ở tương lai.", "closes_at")])
    ground = ground_of(decision)
    decision.by_ballot, decision.ballot_ground, decision.closes_at = True, ground.key if ground else "", closes_at
    groups, article = decision.groups.select_related("group"), str(ground.citation) if ground else ""
    return Done(
        decision,
        open_all(_duty(decision, each, article, at) for each in groups),
        line(
            decision.matter,
            Step.DISCUSS,
            f"Phát phiếu cho các hộ chưa có ý kiến tại cuộc họp: {decision.title}",
            address=decision.get_absolute_url(),
        ),
    )


@official(label="Xong việc phát phiếu", clause=CLAUSE, policy=WITHIN)
def end_papers(*, decision: Decision, by: Actor, at: datetime) -> Done[Decision]:
    """Let the duties of handing out papers of a decision that is closed be done."""
    return Done(decision, fulfil_about(decision, f"Kết thúc lấy ý kiến: {decision.title}", kind=PAPERS))


def _duty(decision: Decision, place: DecisionGroup, article: str, at: datetime) -> Draft:
    closes_on = clock.local_day(decision.closes_at or at)
    return Draft(
        key=f"discuss:papers:{decision.pk}:{place.group_id}",
        clause=CLAUSE,
        kind=PAPERS,
        title=f"Phát và thu phiếu: {decision.title}"[:300],
        arose_on=clock.local_day(at),
        due_on=closes_on,
        basis={"citation": article, "due": closes_on.isoformat()},
        group=place.group,
        matter=decision.matter,
        address=reverse("discuss:papers-group", args=[decision.pk, place.group_id]),
        about=name_of(decision),
    )
