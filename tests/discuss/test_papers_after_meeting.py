"""Papers after a meeting to which too few came."""

from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.core.refusals import Refused
from danchu.discuss.actions.adding import add_ballots
from danchu.discuss.actions.closing import Sheet, close_decision, record_count
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Decision, Meeting, MeetingItem
from danchu.discuss.states import Form, MeetingState, WrittenAs
from danchu.duties.models import Duty
from danchu.duties.states import State as DutyState
from danchu.lib import clock
from tests import factories
from tests.discuss.conftest import electors
from tests.discuss.paperwork import LATER, MORNING

pytestmark = pytest.mark.django_db
UNTIL = LATER + timedelta(days=5)
CLOSES_ON = clock.local_day(UNTIL)
BUTTON = "Phát phiếu cho hộ chưa có ý kiến"


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.travel_to(LATER):
        yield


@pytest.fixture
def to_meet(opened, households):
    """A matter of five households on which a meeting is to vote."""
    households(5)
    return opened(forms=("meeting",), ballot_ground="", closes_at=None)


@pytest.fixture
def met(to_meet, group, officer):
    """``met(came)``: the same after the meeting, at which so many households voted."""

    def meet(came: int, state: str = MeetingState.ENDED) -> Decision:
        meeting = Meeting.objects.create(
            ward=to_meet.ward,
            group=group,
            title="Họp tổ",
            place="Nhà văn hóa",
            planned_at=MORNING,
            chair="Ông An",
            state=state,
            started_at=MORNING,
            ended_at=LATER if state == MeetingState.ENDED else None,
        )
        MeetingItem.objects.create(ward=to_meet.ward, meeting=meeting, decision=to_meet, position=1)
        for elector in electors(to_meet)[:came]:
            mark_heard(decision=to_meet, elector=elector, form=Form.MEETING, by=officer, at=LATER)
        return to_meet

    return meet


def address(decision):
    return reverse("discuss:add-ballots", args=[decision.pk])


def papers_page(client, decision):
    return client.get(reverse("discuss:papers", args=[decision.pk])).content.decode()


def asked(client, decision, closes_on=CLOSES_ON):
    return client.post(address(decision), {"closes_on": closes_on.isoformat(), "hour": 17})


@pytest.mark.parametrize(("came", "is_enough"), [(1, False), (4, True)])
def test_papers_follow_only_a_meeting_that_could_not_reach_the_majority(to_meet, met, group, officer, came, is_enough):
    add = {"decision": to_meet, "closes_at": UNTIL, "by": officer, "at": LATER}
    with pytest.raises(Refused, match="cuộc họp đã kết thúc"):
        add_ballots(**add)
    met(came)
    if is_enough:
        with pytest.raises(Refused, match="theo cuộc họp"):
            add_ballots(**add)
        return
    add_ballots(**add)
    assert to_meet.forms == ("meeting", "ballot")
    assert Duty.objects.get().group == group


def test_the_leader_opens_the_papers_on_the_page_and_is_led_to_hand_them_out(signed_in, met, group, group_leader):
    decision, client = met(1), signed_in(group_leader)
    assert BUTTON in papers_page(client, decision)
    assert client.get(address(decision)).status_code == 200
    answer = asked(client, decision)
    assert answer.status_code == 302
    assert answer.url == reverse("discuss:papers", args=[decision.pk])
    decision.refresh_from_db()
    assert decision.by_ballot
    assert decision.closes_at == clock.moment_on(CLOSES_ON, 17)
    duty = Duty.objects.get(kind="discuss.papers")
    assert (duty.state, duty.due_on) == (DutyState.OPEN, CLOSES_ON)
    assert duty.address == reverse("discuss:papers-group", args=[decision.pk, group.pk])
    assert BUTTON not in papers_page(client, decision)


@pytest.mark.parametrize(
    ("came", "state", "words"),
    [
        (4, MeetingState.ENDED, "kết quả theo cuộc họp"),
        (1, MeetingState.STARTED, "cuộc họp đã kết thúc"),
    ],
)
def test_the_page_says_why_there_are_no_papers(signed_in, met, group_leader, came, state, words):
    decision, client = met(came, state), signed_in(group_leader)
    answer = asked(client, decision)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    decision.refresh_from_db()
    assert not decision.by_ballot
    assert not Duty.objects.filter(kind="discuss.papers").exists()


def test_papers_are_not_added_twice_nor_until_a_moment_that_is_over(signed_in, met, group_leader):
    decision, client = met(1), signed_in(group_leader)
    over = asked(client, decision, clock.local_day(MORNING))
    assert over.status_code == 422
    assert "phải ở tương lai" in over.content.decode()
    assert asked(client, decision).status_code == 302
    again = asked(client, decision)
    assert again.status_code == 422
    assert "đã lấy ý kiến bằng phiếu" in again.content.decode()
    assert Duty.objects.filter(kind="discuss.papers").count() == 1


def test_neither_a_household_nor_the_leader_of_another_group_adds_papers(signed_in, met, ward):
    decision = met(1)
    household = electors(decision)[0].household.account
    for who in (household, factories.staff(ward, "group_leader")):
        assert asked(signed_in(who), decision).status_code in {403, 404}
    decision.refresh_from_db()
    assert not decision.by_ballot


def test_the_duty_of_handing_out_is_done_when_the_decision_closes(met, group, group_leader):
    decision = met(1)
    add_ballots(decision=decision, closes_at=UNTIL, by=group_leader, at=LATER)
    sheet = Sheet(form=Form.MEETING, group=group, counted_by="Bà Tư", given=1, returned=1, votes={1: 1})
    record_count(decision=decision, sheet=sheet, by=group_leader, at=LATER)
    papers = Duty.objects.get(kind="discuss.papers")
    assert papers.state == DutyState.OPEN
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=group_leader, at=UNTIL)
    papers.refresh_from_db()
    assert papers.state == DutyState.FULFILLED
    assert papers.fulfilled_by == f"Kết thúc lấy ý kiến: {decision.title}"
