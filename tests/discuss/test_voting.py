"""One household, one voice: whatever the form, the order, the retries."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from danchu.core.refusals import Refused
from danchu.discuss import polling, queries
from danchu.discuss.actions.closing import Sheet, close_decision, count_anew, record_count
from danchu.discuss.actions.papers import return_paper
from danchu.discuss.actions.preparing import open_decision, withdraw_decision
from danchu.discuss.actions.voting import change_voice, mark_heard
from danchu.discuss.models import Ballot, SecretTally, Voice
from danchu.discuss.states import Form, Method, State, WrittenAs
from tests import factories
from tests.discuss.conftest import MORNING, account, electors
from tests.discuss.paperwork import plan_it, printed

pytestmark = pytest.mark.django_db
YES, NO = 1, 2
LATER = MORNING + timedelta(hours=1)


def test_a_household_speaks_once_online_and_holds_a_receipt(opened, households):
    households(3)
    decision = opened()
    first = electors(decision)[0]
    given = polling.vote(decision=decision, elector=first, choices=(YES,), by=account(first), at=LATER)
    assert len(given.receipt) == 12
    assert queries.outcome_now(decision)["votes"] == {"1": 1}
    with pytest.raises(Refused, match="một tiếng nói"):
        polling.vote(decision=decision, elector=first, choices=(NO,), by=account(first), at=LATER)
    assert Ballot.objects.count() == Voice.objects.count() == 1


def test_a_household_heard_online_is_not_heard_again_on_paper_or_in_the_meeting(opened, households, group, officer):
    households(3)
    decision = opened()
    first = electors(decision)[0]
    plan_it(decision, group, by=officer)
    paper = printed(decision, group, officer)[0].paper
    assert paper.elector == first
    polling.vote(decision=decision, elector=first, choices=(YES,), by=account(first), at=LATER)
    for form in (Form.BALLOT, Form.MEETING):
        with pytest.raises(Refused, match="một tiếng nói"):
            mark_heard(decision=decision, elector=first, form=form, by=officer, at=LATER)
    with pytest.raises(Refused, match="một tiếng nói"):
        return_paper(decision=decision, paper=paper, in_time=False, by=officer, at=LATER)
    assert queries.progress(decision) == {"meeting": 0, "ballot": 0, "online": 1, "all": 1}


def test_the_database_itself_forbids_a_second_voice(opened, households):
    households(1)
    decision = opened()
    [elector] = electors(decision)
    fields = {"ward": decision.ward, "decision": decision, "elector": elector, "at": LATER}
    Voice.objects.create(form=Form.ONLINE, receipt_hash="a" * 64, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.create(form=Form.BALLOT, receipt_hash="b" * 64, **fields)


def test_nobody_speaks_for_another_household(opened, households, ward):
    households(2)
    decision = opened()
    first, second = electors(decision)
    for stranger in (account(second), factories.resident(ward)):
        with pytest.raises(PermissionDenied):
            polling.vote(decision=decision, elector=first, choices=(YES,), by=stranger, at=LATER)
    assert not Voice.objects.exists()


def test_a_closed_account_no_longer_speaks_for_its_household(opened, households):
    [household] = households(1)
    decision = opened()
    household.account.is_active = False
    household.account.save()
    [elector] = electors(decision)
    with pytest.raises(PermissionDenied):
        polling.vote(decision=decision, elector=elector, choices=(YES,), by=account(elector), at=LATER)
    assert not Voice.objects.exists()


def test_whoever_lives_in_the_household_may_speak_for_it(opened, households, ward):
    [household] = households(1)
    member = factories.resident(ward, household=household)
    decision = opened()
    [elector] = electors(decision)
    assert queries.elector_of(member, decision) == elector
    polling.vote(decision=decision, elector=elector, choices=(NO,), by=member, at=LATER)
    assert queries.outcome_now(decision)["votes"] == {"2": 1}


def test_a_changed_voice_counts_once_and_the_earlier_ballot_stays_in_the_chain(opened, households):
    households(2)
    decision = opened(is_changeable=True)
    first = electors(decision)[0]
    polling.vote(decision=decision, elector=first, choices=(YES,), by=account(first), at=LATER)
    change_voice(decision=decision, elector=first, choices=(NO,), by=account(first), at=LATER)
    assert queries.outcome_now(decision)["votes"] == {"2": 1}
    assert [each.number for each in Ballot.objects.all()] == [1, 2]


def test_without_the_plan_allowing_it_a_voice_is_final(opened, households):
    households(1)
    decision = opened()
    [first] = electors(decision)
    polling.vote(decision=decision, elector=first, choices=(YES,), by=account(first), at=LATER)
    with pytest.raises(Refused, match="không đổi được"):
        change_voice(decision=decision, elector=first, choices=(NO,), by=account(first), at=LATER)


@pytest.mark.parametrize(("choices", "words"), [((), "Hãy chọn"), ((1, 2), "một phương án"), ((9,), "không có trong")])
def test_a_ballot_that_cannot_be_is_refused_and_the_household_may_try_again(opened, households, choices, words):
    households(1)
    decision = opened()
    [first] = electors(decision)
    with pytest.raises(Refused, match=words):
        polling.vote(decision=decision, elector=first, choices=choices, by=account(first), at=LATER)
    polling.vote(decision=decision, elector=first, choices=(YES,), by=account(first), at=LATER)
    assert queries.progress(decision)["all"] == 1


def test_a_late_voice_is_refused(opened, households):
    households(1)
    decision = opened()
    [first] = electors(decision)
    with pytest.raises(Refused, match="quá thời điểm"):
        polling.vote(decision=decision, elector=first, choices=(YES,), by=account(first), at=decision.closes_at)


def test_a_withdrawn_matter_takes_no_voice_and_loses_none(opened, households, officer):
    households(2)
    decision = opened()
    first, second = electors(decision)
    polling.vote(decision=decision, elector=first, choices=(YES,), by=account(first), at=LATER)
    withdraw_decision(decision=decision, reason="Gửi nhầm nội dung", by=officer, at=LATER)
    with pytest.raises(Refused, match="kết thúc"):
        polling.vote(decision=decision, elector=second, choices=(YES,), by=account(second), at=LATER)
    assert Voice.objects.count() == 1


def test_a_secret_vote_leaves_only_counters(opened, households):
    households(3)
    decision = opened(method=Method.SECRET)
    for elector, choice in zip(electors(decision), (YES, YES, NO), strict=True):
        polling.vote(decision=decision, elector=elector, choices=(choice,), by=account(elector), at=LATER)
    assert not Ballot.objects.exists()
    assert queries.outcome_now(decision)["votes"] == {"1": 2, "2": 1, "3": 0}
    assert len({(each.at, each.form) for each in Voice.objects.all()}) == 1
    assert len(set(SecretTally.objects.values_list("seal", flat=True))) == 1


def test_counters_changed_behind_the_softwares_back_stop_the_vote(opened, households):
    households(2)
    decision = opened(method=Method.SECRET)
    first, second = electors(decision)
    polling.vote(decision=decision, elector=first, choices=(YES,), by=account(first), at=LATER)
    SecretTally.objects.filter(option__position=YES).update(votes=5)
    with pytest.raises(Refused, match="dấu hiệu bị sửa"):
        polling.vote(decision=decision, elector=second, choices=(YES,), by=account(second), at=LATER)
    assert Voice.objects.count() == 1


def test_the_roll_is_frozen_when_the_vote_opens(opened, households, group):
    households(2)
    decision = opened()
    late = factories.household(group)
    assert decision.base == 2
    assert not decision.electors.filter(household=late).exists()


def test_online_opens_only_once_its_conditions_are_recorded(prepared, households, officer):
    households(2)
    decision = prepared(online_conditions={})
    with pytest.raises(Refused, match="Cộng đồng dân cư đã đồng ý"):
        open_decision(decision=decision, by=officer, at=MORNING)
    decision.refresh_from_db()
    assert decision.state == State.PREPARING
    assert not decision.electors.exists()


def test_contributions_are_never_decided_online(prepared, households, officer):
    households(2)
    decision = prepared(kind="contribution", forms=("meeting", "online"))
    with pytest.raises(Refused, match="trực tuyến"):
        open_decision(decision=decision, by=officer, at=MORNING)


def hands(decision, group, votes, **given):
    counted = sum(votes.values())
    fields = {"form": Form.MEETING, "group": group, "counted_by": "Thư ký", "given": counted, "returned": counted}
    return Sheet(**{**fields, "votes": votes, **given})


def test_raised_hands_are_counted_and_close_with_the_majority_of_all_households(opened, households, group, officer):
    households(5)
    decision = opened(kind="contribution", forms=("meeting",), closes_at=None)
    for elector in electors(decision)[:4]:
        mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=officer, at=LATER)
    with pytest.raises(Refused, match="chưa có biên bản"):
        close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=LATER)
    decision.refresh_from_db()
    record_count(decision=decision, sheet=hands(decision, group, {YES: 4, NO: 0}), by=officer, at=LATER)
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=LATER)
    assert decision.state == State.CLOSED
    assert decision.passed is True
    assert decision.outcome["needed"] == 4
    assert "2/3" in decision.outcome["reason"]


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"votes": {YES: 2, NO: 1}, "returned": 2, "given": 2}, "Cộng các phương án"),
        ({"votes": {YES: 3, NO: 0}, "given": 2, "returned": 3}, "nhiều hơn số phát ra"),
        ({"votes": {YES: 4, NO: 0}, "given": 4, "returned": 4}, "nhiều hơn số hộ đã ghi nhận"),
        ({"votes": {YES: -1, NO: 3}, "given": 3, "returned": 2}, "số âm"),
        ({"votes": {7: 2}, "given": 2, "returned": 2}, "không nằm trong phiếu"),
        ({"votes": {YES: 2, NO: 0}, "given": 2, "returned": 2, "counted_by": " "}, "họ tên"),
    ],
)
def test_counts_that_do_not_add_up_are_refused(opened, households, group, officer, figures, words):
    households(3)
    decision = opened(forms=("meeting",), closes_at=None)
    for elector in electors(decision):
        mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=officer, at=LATER)
    with pytest.raises(Refused, match=words):
        record_count(decision=decision, sheet=hands(decision, group, **figures), by=officer, at=LATER)
    assert not decision.sheets.exists()


def test_two_counters_must_agree_or_count_anew(opened, households, group, officer):
    households(3)
    decision = opened(forms=("ballot",), method=Method.SECRET)
    for elector in electors(decision):
        mark_heard(decision=decision, elector=elector, form=Form.BALLOT, by=officer, at=LATER)
    first = hands(decision, group, {YES: 2, NO: 1}, form=Form.BALLOT)
    second = hands(decision, group, {YES: 1, NO: 2}, form=Form.BALLOT, counter=2, counted_by="Người thứ hai")
    record_count(decision=decision, sheet=first, by=officer, at=LATER)
    with pytest.raises(Refused, match="người thứ hai"):
        close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=LATER)
    record_count(decision=decision, sheet=second, by=officer, at=LATER)
    with pytest.raises(Refused, match="số khác nhau"):
        close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=LATER)
    count_anew(decision=decision, group=group, form=Form.BALLOT, reason="Hai người lệch nhau", by=officer, at=LATER)
    for counter in (1, 2):
        name = f"Người kiểm {counter}"
        sheet = hands(decision, group, {YES: 2, NO: 1}, form=Form.BALLOT, counter=counter, counted_by=name)
        record_count(decision=decision, sheet=sheet, by=officer, at=LATER)
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=LATER)
    assert decision.passed is True
    assert decision.outcome["votes"] == {"1": 2, "2": 1, "3": 0}
