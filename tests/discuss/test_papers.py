"""Ballot papers: out, back, read by two; never two voices, never one lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from danchu.core.models import AuditEntry
from danchu.core.refusals import Refused
from danchu.discuss import polling, queries, queries_papers
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.papers import give_back, hand_out, print_papers, void_papers
from danchu.discuss.actions.preparing import withdraw_decision
from danchu.discuss.actions.reading import read_anew
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Ballot, Paper, Voice
from danchu.discuss.states import Form, Method, PaperState, WrittenAs
from tests import factories
from tests.discuss.conftest import MORNING, account
from tests.discuss.paperwork import LATER, NO, TEAM, TODAY, YES, plan_it, printed, read, take

pytestmark = pytest.mark.django_db


def test_two_people_who_read_the_same_enter_the_voice_with_the_papers_code(
    planned, households, group, group_leader, deputy
):
    households(2)
    decision = planned()
    first, _ = printed(decision, group, group_leader)
    take(decision, first.paper, group_leader)
    read(decision, first.paper, (YES,), group_leader)
    assert not Ballot.objects.exists()
    assert read(decision, first.paper, (YES,), deputy).read_at == LATER
    assert queries.outcome_now(decision)["votes"] == {"1": 1}
    found = queries_papers.paper_with(decision, first.code)
    assert queries.voice_with_receipt(decision, found.code_hash).elector == first.elector


def test_the_same_person_never_reads_a_paper_twice_into_a_voice(planned, households, group, group_leader):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    take(decision, only.paper, group_leader)
    read(decision, only.paper, (NO,), group_leader)
    corrected = read(decision, only.paper, (YES,), group_leader)
    assert corrected.first_choices == [YES]
    assert corrected.second_by is None
    assert not Ballot.objects.exists()


def test_two_people_who_read_differently_both_read_anew(planned, households, group, group_leader, deputy):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    take(decision, only.paper, group_leader)
    read(decision, only.paper, (YES,), group_leader)
    apart = read(decision, only.paper, (NO,), deputy)
    assert (apart.first_choices, apart.second_choices) == (None, None)
    assert "1 / 2" in apart.note
    assert not Ballot.objects.exists()
    with pytest.raises(Refused, match="chưa đọc khớp"):
        close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=group_leader, at=decision.closes_at)
    decision.refresh_from_db()
    for reader in (deputy, group_leader):
        read(decision, only.paper, (NO,), reader)
    assert queries.outcome_now(decision)["votes"] == {"2": 1}


def test_an_invalid_paper_needs_its_reason_and_counts_as_taken_part(planned, households, group, group_leader, deputy):
    households(2)
    decision = planned()
    first, _ = printed(decision, group, group_leader)
    take(decision, first.paper, group_leader)
    with pytest.raises(Refused, match="chọn lý do"):
        read(decision, first.paper, (), group_leader)
    with pytest.raises(Refused, match="chọn lý do"):
        read(decision, first.paper, (YES, NO), group_leader)
    read(decision, first.paper, (), group_leader, "Chọn nhiều phương án")
    assert read(decision, first.paper, (), deputy, "Để trắng").state == PaperState.INVALID
    assert queries.outcome_now(decision)["forms"]["ballot"] == {"took_part": 1, "invalid": 1, "votes": {}}


def test_the_codes_are_nowhere_but_on_paper(planned, households, group, group_leader):
    households(2)
    decision = planned()
    code = printed(decision, group, group_leader)[0].code
    kept = [str(each) for each in [*Paper.objects.values(), *AuditEntry.objects.values()]]
    assert not [each for each in kept if code in each]


def test_printing_again_makes_the_earlier_papers_void_and_says_how_many(planned, households, group, group_leader):
    households(3)
    decision = planned()
    old = printed(decision, group, group_leader)
    again = print_papers(decision=decision, group=group, electors=(old[0].elector.pk,), by=group_leader, at=LATER)
    assert (len(again.papers), again.voided) == (1, 1)
    with pytest.raises(Refused, match="đã hủy"):
        take(decision, old[0].paper, group_leader)
    take(decision, again.papers[0].paper, group_leader)
    with pytest.raises(Refused, match="đã có phiếu"):
        printed(decision, group, group_leader, only_missing=True)
    assert len(printed(decision, group, group_leader)) == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"team": TEAM[:2]}, "từ 3 đến 5 người"),
        ({"team": [*TEAM, *"DEF"]}, "từ 3 đến 5 người"),
        ({"team": [*TEAM[:2], TEAM[0]]}, "từ 3 đến 5 người"),
        ({"hands_out_from": TODAY + timedelta(days=1)}, "chỉ phát từ ngày 04/03/2026"),
        ({"noticed_on": TODAY + timedelta(days=1)}, "ở tương lai"),
        ({"place": " "}, "nơi nộp phiếu"),
    ],
)
def test_a_team_or_a_notice_that_the_law_does_not_allow_is_refused(
    opened, households, group, group_leader, given, words
):
    households(1)
    decision = opened()
    with pytest.raises(Refused, match=words):
        plan_it(decision, group, group_leader, **given)
    with pytest.raises(Refused, match="lập đợt phát phiếu") as refused:
        printed(decision, group, group_leader)
    assert refused.value.objections[0].address == reverse("discuss:plan-papers", args=[decision.pk, group.pk])


def test_papers_are_not_handed_out_before_the_notice_has_run(planned, households, group, group_leader):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    early = MORNING + timedelta(days=1)
    with pytest.raises(Refused, match="từ ngày 04/03/2026"):
        hand_out(decision=decision, papers=(only.paper.pk,), by=group_leader, at=early)
    hand_out(decision=decision, papers=(only.paper.pk,), handed_out_by=TEAM[1], by=group_leader, at=LATER)
    only.paper.refresh_from_db()
    assert (only.paper.state, only.paper.handed_out_by) == (PaperState.HANDED_OUT, TEAM[1])


def test_whoever_was_heard_online_gets_no_paper_and_an_earlier_one_becomes_void(
    planned, households, group, group_leader
):
    households(2)
    decision = planned()
    first, second = printed(decision, group, group_leader)
    polling.vote(decision=decision, elector=first.elector, choices=(YES,), by=first.elector.household.account, at=LATER)
    with pytest.raises(Refused, match="trực tuyến, ngày 05/03/2026"):
        take(decision, first.paper, group_leader)
    hand_out(decision=decision, papers=(first.paper.pk, second.paper.pk), by=group_leader, at=LATER)
    first.paper.refresh_from_db()
    assert first.paper.state == PaperState.VOID
    assert queries.outcome_now(decision)["votes"] == {"1": 1}


def test_a_household_whose_paper_came_back_no_longer_votes_online(planned, households, group, group_leader):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    take(decision, only.paper, group_leader)
    with pytest.raises(Refused, match="một tiếng nói"):
        polling.vote(
            decision=decision, elector=only.elector, choices=(NO,), by=only.elector.household.account, at=LATER
        )


def test_a_used_paper_is_refused_and_says_when_it_came(planned, households, group, group_leader):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    take(decision, only.paper, group_leader)
    with pytest.raises(Refused, match="đã thu ngày 05/03/2026"):
        take(decision, only.paper, group_leader)
    assert Voice.objects.count() == 1


def test_a_late_paper_is_refused_unless_it_came_in_time(planned, households, group, group_leader):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    with pytest.raises(Refused, match="nộp muộn"):
        take(decision, only.paper, group_leader, at=decision.closes_at)
    assert take(decision, only.paper, group_leader, at=decision.closes_at, in_time=True).state == PaperState.RETURNED
    with pytest.raises(Refused, match="quá thời điểm"):
        print_papers(decision=decision, group=group, by=group_leader, at=decision.closes_at)


def test_a_withdrawn_matter_takes_no_paper(planned, households, group, group_leader, officer):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    withdraw_decision(decision=decision, reason="In nhầm nội dung", by=officer, at=LATER)
    with pytest.raises(Refused, match="đã rút"):
        take(decision, only.paper, group_leader)
    assert not Voice.objects.exists()


def test_a_paper_taken_in_by_mistake_is_given_back_and_the_household_may_still_speak(
    planned, households, group, group_leader
):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    take(decision, only.paper, group_leader)
    give_back(decision=decision, paper=only.paper, reason="Bấm nhầm hộ", by=group_leader, at=LATER)
    assert not Voice.objects.exists()
    take(decision, only.paper, group_leader)
    read(decision, only.paper, (YES,), group_leader)
    with pytest.raises(Refused, match="đã được đọc"):
        give_back(decision=decision, paper=only.paper, reason="Bấm nhầm hộ", by=group_leader, at=LATER)


def test_a_paper_that_came_back_is_never_made_void(planned, households, group, group_leader):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    take(decision, only.paper, group_leader)
    with pytest.raises(Refused):
        void_papers(decision=decision, papers=(only.paper.pk,), reason="Rách", by=group_leader, at=LATER)
    assert Paper.objects.get().state == PaperState.RETURNED


def test_what_was_read_wrongly_by_both_is_read_anew_and_the_last_reading_counts(
    planned, households, group, group_leader, deputy
):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    take(decision, only.paper, group_leader)
    for reader in (group_leader, deputy):
        read(decision, only.paper, (YES,), reader)
    read_anew(decision=decision, paper=only.paper, reason="Nhầm chồng phiếu", by=deputy, at=LATER)
    assert queries.outcome_now(decision)["votes"] == {"1": 1}
    for reader in (group_leader, deputy):
        read(decision, only.paper, (NO,), reader)
    assert queries.outcome_now(decision)["votes"] == {"2": 1}
    assert Voice.objects.count() == 1


@pytest.mark.parametrize("typed", ["ABCD-EFGH-2345", "khong-co", "H99999"])
def test_a_forged_or_foreign_code_is_told_as_such(planned, households, group, group_leader, typed):
    households(1)
    decision = planned()
    printed(decision, group, group_leader)
    found, why = queries_papers.paper_typed(decision, group, typed)
    assert found is None
    assert ("không phải phiếu do phần mềm in" in why) or ("Không có hộ nào" in why)


def test_a_paper_of_another_decision_is_told_as_such(planned, households, group, group_leader):
    households(1)
    one, other = planned(), planned(title="Sửa đường ngõ 5")
    [paper] = printed(other, group, group_leader)
    found, why = queries_papers.paper_typed(one, group, f"https://phuong.example/phieu/1/#{paper.code}")
    assert found is None
    assert "Sửa đường ngõ 5" in why


def test_a_secret_slip_marks_the_household_and_nothing_is_read_from_it(planned, households, group, group_leader):
    households(2)
    decision = planned(method=Method.SECRET)
    first, _ = printed(decision, group, group_leader)
    take(decision, first.paper, group_leader)
    assert queries.progress(decision)["ballot"] == 1
    assert not Ballot.objects.exists()
    with pytest.raises(Refused, match="Phiếu kín"):
        read(decision, first.paper, (YES,), group_leader)


def test_in_the_wards_decision_a_leader_handles_the_own_group_only(
    opened, households, ward, group, group_leader, officer
):
    households(2)
    other = factories.group(ward)
    factories.household(other)
    decision = opened(is_ward_wide=True, forms=("ballot",), ballot_ground="ward_wide")
    plan_it(decision, group, group_leader)
    assert len(printed(decision, group, group_leader)) == 2
    with pytest.raises(PermissionDenied):
        plan_it(decision, other, group_leader)
    stranger = decision.electors.get(group=other)
    with pytest.raises(PermissionDenied):
        mark_heard(decision=decision, elector=stranger, form=Form.BALLOT, by=group_leader, at=LATER)


def test_a_resident_handles_no_papers(planned, households, group, group_leader):
    households(1)
    decision = planned()
    [only] = printed(decision, group, group_leader)
    with pytest.raises(PermissionDenied):
        take(decision, only.paper, account(only.elector))
