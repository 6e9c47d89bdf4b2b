"""A meeting is conducted: who comes, who keeps the minutes, how it is voted, how it ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from danchu.core.refusals import Refused
from danchu.discuss import polling, queries, queries_meeting
from danchu.discuss.actions.meeting import (
    check_in,
    choose_counters,
    choose_secretary,
    end_meeting,
    leave_early,
    note_discussion,
    start_meeting,
    undo_check_in,
)
from danchu.discuss.actions.meeting_vote import Tally, add_candidate, choose_method, postpone_item, vote_item
from danchu.discuss.actions.preparing import Answerable, open_decision
from danchu.discuss.models import Attendance, CountSheet, MeetingItem, Option, Voice
from danchu.discuss.states import Answer, MeetingState, Method, State
from tests import factories
from tests.discuss.conftest import MORNING, account, electors

pytestmark = pytest.mark.django_db
EVENING = MORNING + timedelta(hours=10)


class Evening:
    """A meeting that is going on, conducted by the group's leader, and its shorthand."""

    def __init__(self, meeting, by, homes):
        self.meeting, self.by, self.homes = meeting, by, homes

    def does(self, act, **given):
        return act(meeting=self.meeting, by=self.by, at=EVENING + timedelta(minutes=5), **given)

    def come(self, number):
        for each in self.homes[:number]:
            self.does(check_in, guest=each)
        return self

    def ready(self, number, method=Method.OPEN):
        """``number`` households are there, a secretary is chosen, and the form of voting."""
        self.come(number)
        self.does(choose_secretary, name="Lê Thị Thu", votes=number)
        self.does(choose_method, item=self.item, method=method, votes=number)
        return self

    @property
    def item(self) -> MeetingItem:
        return self.meeting.items.get()

    def vote(self, *votes, **given):
        tally = Tally(dict(enumerate(votes, start=1)), "Lê Thị Thu", **given)
        return self.does(vote_item, item=self.item, tally=tally)


@pytest.fixture
def evening(planned_meeting, group_leader):
    """``evening(homes=10, **plan)``: a started meeting with one decision on its agenda."""

    def begin(homes=10, **plan):
        plan = {"forms": ("meeting",), "kind": "contribution", **plan}
        meeting, households = planned_meeting(homes, **plan)
        start_meeting(meeting=meeting, by=group_leader, at=EVENING)
        return Evening(meeting, group_leader, households)

    return begin


def why(act, *args, **given):
    with pytest.raises(Refused) as refused:
        act(*args, **given)
    return " ".join(f"{each.text} [{each.citation}]" for each in refused.value.objections)


# Beginning and coming


def test_households_are_counted_afresh_when_the_meeting_begins(planned_meeting, group_leader, group):
    meeting, _ = planned_meeting(3)
    factories.household(group)
    start_meeting(meeting=meeting, by=group_leader, at=EVENING)
    assert (meeting.households, meeting.state, meeting.started_at) == (4, MeetingState.STARTED, EVENING)


def test_nothing_is_done_before_the_beginning_or_after_the_end(planned_meeting, group_leader):
    meeting, homes = planned_meeting(3)
    evening = Evening(meeting, group_leader, homes)
    assert "chưa khai mạc" in why(evening.come, 1)


def test_a_household_counts_once_however_often_it_is_checked_in(evening):
    held = evening().come(3).come(3)
    assert queries_meeting.present(held.meeting) == 3


def test_a_household_of_another_group_is_refused(evening, ward):
    stranger = factories.household(factories.group(ward))
    assert "Không có hộ này" in why(evening().does, check_in, guest=stranger)


def test_a_second_authorisation_of_a_household_is_refused_and_said_so(evening):
    held = evening()
    home = held.homes[0]
    held.does(check_in, guest=home, representative="Bà Năm", is_authorised=True)
    held.does(check_in, guest=home, representative="Bà Năm", is_authorised=True)
    said = why(held.does, check_in, guest=home, representative="Ông Sáu", is_authorised=True)
    assert "Bà Năm" in said
    assert "Điều 18" in said


def test_an_authorisation_needs_a_name(evening):
    held = evening()
    assert "được ủy quyền" in why(held.does, check_in, guest=held.homes[0], is_authorised=True)


def test_a_household_heard_online_may_not_authorise_anybody_any_more(evening, officer):
    held = evening(kind="other", forms=("meeting", "online"))
    decision = held.item.decision
    open_decision(decision=decision, by=officer, at=EVENING)
    first = electors(decision)[0]
    polling.vote(decision=decision, elector=first, choices=(1,), by=account(first), at=EVENING)
    said = why(held.does, check_in, guest=first.household, representative="Bà Năm", is_authorised=True)
    assert "đã có ý kiến" in said


def test_a_check_in_by_mistake_is_taken_back(evening):
    held = evening().come(2)
    held.does(undo_check_in, guest=held.homes[0])
    assert queries_meeting.present(held.meeting) == 1


def test_who_leaves_early_and_comes_back_counts_again(evening):
    held = evening().come(2)
    held.does(leave_early, guest=held.homes[0])
    assert queries_meeting.present(held.meeting) == 1
    held.does(check_in, guest=held.homes[0])
    assert queries_meeting.present(held.meeting) == 2


# The order of the law


def test_a_secretary_needs_more_than_half_of_those_present(evening):
    held = evening().come(4)
    said = why(held.does, choose_secretary, name="Lê Thị Thu", votes=2)
    assert "Cần ít nhất 3 trong 4" in said
    assert "Điều 3 Nghị định số 59" in said
    assert "chỉ có 4" in why(held.does, choose_secretary, name="Lê Thị Thu", votes=5)
    held.does(choose_secretary, name="Lê Thị Thu", votes=3)
    assert held.meeting.secretary_votes == 3


def test_notes_of_two_devices_stand_one_after_the_other(evening):
    held = evening()
    held.does(note_discussion, text="Ông Hải: đồng ý")
    held.does(note_discussion, text="Bà Hoa: xin làm sau Tết")
    assert held.meeting.notes.splitlines() == ["19:05 Ông Hải: đồng ý", "19:05 Bà Hoa: xin làm sau Tết"]


@pytest.mark.parametrize(("counters", "witnesses"), [(2, 2), (6, 2), (3, 1), (3, 3)])
def test_a_counting_team_has_three_to_five_people_and_two_households_witness(evening, counters, witnesses):
    held = evening().come(10)
    names = tuple(f"Người {each}" for each in range(counters))
    seen = tuple(f"Hộ {each}" for each in range(witnesses))
    assert "[điểm c khoản 5 Điều 3" in why(held.does, choose_counters, counters=names, witnesses=seen, votes=10)


def test_without_secretary_or_form_of_voting_nothing_is_voted(evening):
    held = evening().come(6)
    said = why(held.vote, 6, 0, 0)
    assert "cử thư ký" in said
    assert "hình thức biểu quyết" in said


def test_a_secret_ballot_waits_for_its_counting_team(evening):
    held = evening().ready(6, Method.SECRET)
    assert "Ban kiểm phiếu" in why(held.vote, 6, 0, 0)


# Voting


def test_raised_hands_make_every_household_present_heard_once(evening):
    held = evening().ready(6)
    held.vote(4, 1, None)
    sheet = CountSheet.objects.get()
    assert (sheet.given, sheet.returned, sheet.votes) == (6, 6, {"1": 4, "2": 1, "3": 1})
    assert Voice.objects.filter(form="meeting").count() == 6
    decision = held.item.decision
    assert decision.state == State.OPEN
    assert queries.outcome_now(decision)["in_favour"] == 4


def test_hands_not_raised_are_written_as_such(evening):
    held = evening().ready(6)
    held.vote(3, 1, 0)
    assert CountSheet.objects.get().invalid == 2


def test_more_hands_than_households_are_refused_and_nobody_is_heard(evening):
    held = evening().ready(6)
    assert "nhiều hơn 6 hộ" in why(held.vote, 7, 0, 0)
    assert not Voice.objects.exists()
    assert held.item.voted_at is None
    assert held.item.decision.state == State.PREPARING


def test_who_was_heard_online_is_not_counted_again_in_the_meeting(evening, officer):
    held = evening(kind="other", forms=("meeting", "online"))
    decision = held.item.decision
    open_decision(decision=decision, by=officer, at=EVENING)
    first = electors(decision)[0]
    polling.vote(decision=decision, elector=first, choices=(1,), by=account(first), at=EVENING)
    held.ready(6)
    assert "nhiều hơn 5 hộ" in why(held.vote, 6, 0, 0)
    held.vote(5, 0, 0)
    assert queries.progress(decision) == {"meeting": 5, "ballot": 0, "online": 1, "all": 6}


def test_a_secret_ballot_adds_up_and_names_its_team(evening):
    held = evening().ready(8, Method.SECRET)
    held.does(choose_counters, counters=("An", "Bình", "Cường"), witnesses=("Dung", "Em"), votes=8)
    assert "phải bằng" in why(held.vote, 8, 0, 0, given=8, returned=7, invalid=1)
    held.vote(5, 1, 0, given=8, returned=7, invalid=1)
    sheet = CountSheet.objects.get()
    assert (sheet.given, sheet.returned, sheet.invalid) == (8, 7, 1)
    assert (sheet.team, sheet.witnesses) == ("An; Bình; Cường", "Dung; Em")
    assert held.item.decision.method == Method.SECRET


def test_a_wrong_count_is_counted_anew_with_its_reason(evening):
    held = evening().ready(6)
    held.vote(4, 1, 1)
    assert "đã biểu quyết" in why(held.vote, 5, 1, 0)
    tally = Tally({1: 5, 2: 1, 3: 0}, "Lê Thị Thu")
    held.does(vote_item, item=held.item, tally=tally, reason="Đếm sót hàng cuối")
    assert [each.votes["1"] for each in CountSheet.objects.order_by("round")] == [4, 5]
    assert Voice.objects.count() == 6


def test_after_a_vote_a_household_may_leave_but_not_be_taken_off(evening):
    held = evening().ready(6)
    held.vote(6, 0, 0)
    assert "Về sớm" in why(held.does, undo_check_in, guest=held.homes[0])
    held.does(leave_early, guest=held.homes[0])


def test_candidates_are_nominated_from_the_floor_until_the_vote(evening):
    listed = (Answerable(Answer.CANDIDATE, "Nguyễn Văn An"),)
    held = evening(kind="board", seats=2, options=listed)
    held.does(add_candidate, item=held.item, name="Trần Thị Bình", is_self_nominated=True)
    assert "đã có" in why(held.does, add_candidate, item=held.item, name="Trần Thị Bình")
    held.ready(8)
    held.vote(7, 6)
    assert "đã biểu quyết" in why(held.does, add_candidate, item=held.item, name="Lê Văn Cường")
    assert queries.outcome_now(held.item.decision)["elected"] == [1, 2]
    assert Option.objects.get(position=2).is_self_nominated


def test_a_vote_short_of_the_majority_says_that_ballots_may_follow(evening):
    held = evening().ready(4)
    held.vote(4, 0, 0)
    (item,) = queries_meeting.agenda(held.meeting)
    assert (item.reaches, item.may_go_to_households, item.not_heard) == (False, True, 6)


# The end


def test_a_meeting_ends_when_everything_is_voted_or_put_off(evening):
    held = evening().ready(6)
    assert "Chưa biểu quyết" in why(held.does, end_meeting)
    held.does(postpone_item, item=held.item, reason="Hết giờ")
    held.does(end_meeting)
    assert held.meeting.state == MeetingState.ENDED
    assert "đã kết thúc" in why(held.come, 1)


def test_the_leader_of_another_group_conducts_nothing_here(evening, ward):
    held = evening()
    held.by = factories.staff(ward, "group_leader")
    with pytest.raises(PermissionDenied):
        held.come(1)
    assert not Attendance.objects.exists()
