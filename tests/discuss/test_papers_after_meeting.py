"""Papers after a meeting to which too few came."""

from datetime import timedelta

import pytest

from danchu.core.refusals import Refused
from danchu.discuss.actions.adding import add_ballots
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Meeting, MeetingItem
from danchu.discuss.states import Form, MeetingState
from danchu.duties.models import Duty
from tests.discuss.conftest import electors
from tests.discuss.paperwork import LATER, MORNING

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("came", "is_enough"), [(1, False), (4, True)])
def test_papers_follow_only_a_meeting_that_could_not_reach_the_majority(
    opened, households, group, officer, came, is_enough
):
    households(5)
    decision = opened(forms=("meeting",), ballot_ground="", closes_at=None)
    add = {"decision": decision, "closes_at": LATER + timedelta(days=5), "by": officer, "at": LATER}
    with pytest.raises(Refused, match="cuộc họp đã kết thúc"):
        add_ballots(**add)
    meeting = Meeting.objects.create(
        ward=decision.ward,
        group=group,
        title="Họp tổ",
        place="Nhà văn hóa",
        planned_at=MORNING,
        chair="Ông An",
        state=MeetingState.ENDED,
        started_at=MORNING,
        ended_at=LATER,
    )
    MeetingItem.objects.create(ward=decision.ward, meeting=meeting, decision=decision, position=1)
    for elector in electors(decision)[:came]:
        mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=officer, at=LATER)
    if is_enough:
        with pytest.raises(Refused, match="theo cuộc họp"):
            add_ballots(**add)
        return
    add_ballots(**add)
    assert decision.forms == ("meeting", "ballot")
    assert Duty.objects.get().group == group
