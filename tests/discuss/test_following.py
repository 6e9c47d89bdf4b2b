"""After the closing: digest, duties with their days, sending, publishing, telling, recognition, offices, codes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from danchu.core.models import AuditEntry
from danchu.core.refusals import Refused
from danchu.discuss import bundle, exporting
from danchu.discuss import queries_following as following
from danchu.discuss.actions.closing import Sheet, close_decision, record_count, reopen_for_recount
from danchu.discuss.actions.codes import record_draft_posting, record_review
from danchu.discuss.actions.following import (
    prepare_runoff,
    publish_result,
    record_sending,
    record_telling,
    report_carrying_out,
)
from danchu.discuss.actions.preparing import Answerable, open_decision
from danchu.discuss.actions.recognition import Term, answer_recognition, prepare_release
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.chores import next_yearly
from danchu.discuss.models import Decision, VillageCode
from danchu.discuss.states import Answer, Form, Method, Recognition, ReleaseGround, State, WrittenAs
from danchu.duties.models import Duty
from danchu.duties.states import State as DutyState
from danchu.know.states import PersonalData
from danchu.know.states import State as Published
from danchu.lib import clock
from danchu.matters.models import TimelineLine
from danchu.ward.models import Mandate
from tests import factories
from tests.discuss.conftest import MORNING, electors

pytestmark = pytest.mark.django_db
CLOSED = MORNING + timedelta(days=11)
"""Friday, 13 March 2026."""

MEETING = {"forms": ("meeting",), "closes_at": None, "ballot_ground": "", "online_conditions": {}}


def counted(decision, by, votes, at=CLOSED) -> Decision:
    """Everybody who voted was at the meeting; the sheet says what they raised their hands for."""
    present = max(sum(votes.values()) // (decision.seats or 1), *votes.values())
    for elector in electors(decision)[:present]:
        mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=by, at=at)
    group = electors(decision)[0].group
    sheet = Sheet(Form.MEETING, group, "Nguyễn Thị Thư", present, present, votes)
    return record_count(decision=decision, sheet=sheet, by=by, at=at)


@pytest.fixture
def closed(opened, households, officer):
    """``closed(votes, **plan)``: decided in a meeting of five households."""

    def close(votes=None, **given) -> Decision:
        households(5)
        decision = counted(opened(**{**MEETING, **given}), officer, votes or {1: 4, 2: 1})
        return close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)

    return close


def candidates(*people):
    return tuple(Answerable(Answer.CANDIDATE, each.full_name, each) for each in people)


def duty(kind) -> Duty:
    return Duty.objects.get(kind=f"discuss.{kind}")


def test_the_digest_of_the_bundle_is_kept_and_stands_in_the_trail(closed):
    decision = closed()
    again = Decision.objects.get(pk=decision.pk)
    assert again.bundle_digest == bundle.digest_in(exporting.bundle_of(again)) != ""
    entry = AuditEntry.objects.filter(action="discuss.close_decision").get()
    assert again.bundle_digest in str(entry.payload)


def test_what_was_adopted_is_sent_within_five_working_days_and_carried_out_by_the_day_it_sets(
    opened, households, officer
):
    households(5)
    decision = counted(opened(**MEETING), officer, {1: 4, 2: 1})
    close_decision(
        decision=decision, carry_out_by=date(2026, 6, 30), written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED
    )
    # Friday 13 March: Monday 16 is the first, Friday 20 the fifth working day.
    assert duty("send").due_on == date(2026, 3, 20)
    assert duty("send").group == electors(decision)[0].group
    assert duty("carry_out").due_on == date(2026, 6, 30)


def test_a_decision_that_sets_no_day_is_reported_on_by_the_day_of_the_rules_which_says_that_it_is_our_own(closed):
    closed()
    assert duty("carry_out").due_on == date(2026, 12, 31)
    assert duty("carry_out").basis["verified"] is False


def test_what_failed_or_was_decided_inside_an_organisation_gives_no_duty(closed, ward):
    assert not closed({1: 2, 2: 3}).passed
    assert not Duty.objects.exists()


def test_sending_carrying_out_and_reporting_are_recorded_and_fulfil_their_duties(closed, officer):
    decision = closed()
    monday = CLOSED + timedelta(days=3)
    record_sending(decision=decision, sent_on=clock.local_day(monday), note="Văn thư", by=officer, at=monday)
    assert duty("send").state == DutyState.FULFILLED
    report_carrying_out(
        decision=decision, report="Đã tổng vệ sinh 3 lần.", on=clock.local_day(monday), by=officer, at=monday
    )
    assert duty("carry_out").state == DutyState.FULFILLED
    texts = list(TimelineLine.objects.filter(matter=decision.matter).values_list("step", "text"))
    assert ("act", f"Báo cáo kết quả thực hiện: {decision.title}") in texts


@pytest.mark.parametrize("shift", [-1, 4])
def test_nothing_is_sent_before_the_result_or_in_the_future(closed, officer, shift):
    decision = closed()
    day = clock.local_day(CLOSED + timedelta(days=shift))
    with pytest.raises(Refused):
        record_sending(decision=decision, sent_on=day, by=officer, at=CLOSED + timedelta(days=3))


def test_the_result_is_disclosed_with_its_figures_once(closed, officer, group_leader):
    decision = closed()
    publish_result(decision=decision, state_secret=False, personal_data=PersonalData.NONE, by=officer, at=CLOSED)
    disclosure = following.follow_up_of(decision).disclosure
    assert disclosure.state == Published.PUBLISHED
    assert disclosure.matter == decision.matter
    body = disclosure.versions.get().body
    assert decision.outcome["reason"] in body
    assert decision.bundle_digest in body
    with pytest.raises(Refused, match="đã được công khai"):
        publish_result(decision=decision, state_secret=False, personal_data=PersonalData.NONE, by=officer, at=CLOSED)


def test_a_group_leader_closes_and_tells_but_does_not_publish_for_the_ward(closed, group_leader, group):
    decision = closed()
    with pytest.raises(PermissionDenied):
        publish_result(
            decision=decision, state_secret=False, personal_data=PersonalData.NONE, by=group_leader, at=CLOSED
        )
    missed = electors(decision)[0].code
    told = record_telling(
        decision=decision,
        group=group,
        manner="letter",
        told_on=clock.local_day(CLOSED),
        missed=(missed,),
        by=group_leader,
        at=CLOSED,
    )
    assert (told.households, told.missed) == (4, [missed])
    with pytest.raises(Refused, match="Không có trong danh sách: H99999"):
        record_telling(
            decision=decision,
            group=group,
            manner="letter",
            told_on=clock.local_day(CLOSED),
            missed=("H99999",),
            by=group_leader,
            at=CLOSED,
        )


def test_a_recount_calls_off_what_was_to_be_done_and_closing_again_opens_it_anew(closed, officer):
    decision = closed()
    later = CLOSED + timedelta(days=1)
    reopen_for_recount(decision=decision, reason="Hộ 3 khiếu nại", by=officer, at=later)
    assert decision.bundle_digest == ""
    assert set(Duty.objects.values_list("state", flat=True)) == {DutyState.CANCELLED}
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=later)
    assert Duty.objects.filter(kind="discuss.send", state=DutyState.OPEN).count() == 1


def test_a_leader_is_elected_recognised_and_takes_over_from_the_old_one(closed, officer, group_leader, ward, group):
    first, second = factories.person(ward), factories.person(ward)
    decision = closed({1: 4, 2: 1}, kind="head", seats=1, options=candidates(first, second), method=Method.SECRET)
    assert decision.recognition == Recognition.WAITING
    monday = CLOSED + timedelta(days=3)
    record_sending(decision=decision, sent_on=clock.local_day(monday), by=officer, at=monday)
    # Sent on Monday 16 March: the fifth working day is Monday 23.
    assert duty("recognise").due_on == date(2026, 3, 23)
    assert duty("recognise").group is None
    on = date(2026, 3, 18)
    answer_recognition(
        decision=decision,
        recognised=True,
        on=on,
        note="Quyết định số 12/QĐ-UBND",
        term=Term(ends_on=date(2028, 12, 31)),
        by=officer,
        at=MORNING + timedelta(days=16),
    )
    assert following.in_force_on(decision) == on
    assert duty("recognise").state == DutyState.FULFILLED
    given = Mandate.objects.get(person=first)
    assert (given.office, given.group, given.starts_on, given.ends_on) == (
        "group_leader",
        group,
        on,
        date(2028, 12, 31),
    )
    assert given.basis == "Quyết định số 12/QĐ-UBND"
    assert Mandate.objects.get(person__account=group_leader).ended_on == on


def test_members_of_a_board_get_the_board_that_the_officer_names(closed, officer, ward):
    people = [factories.person(ward) for _ in range(3)]
    decision = closed({1: 5, 2: 4, 3: 1}, kind="board", seats=2, options=candidates(*people), method=Method.SECRET)
    given = {"decision": decision, "recognised": True, "on": clock.local_day(CLOSED), "note": "NQ 3", "by": officer}
    with pytest.raises(Refused, match="chọn Ban"):
        answer_recognition(**given, at=CLOSED)
    answer_recognition(**given, term=Term("inspection_board_member"), at=CLOSED)
    held = Mandate.objects.filter(office="inspection_board_member").values_list("person", flat=True)
    assert set(held) == {people[0].pk, people[1].pk}


def test_somebody_elected_whom_nobody_knows_is_asked_for(closed, officer, ward):
    options = (Answerable(Answer.CANDIDATE, "Ngô Văn Lạ"), Answerable(Answer.CANDIDATE, "Lê Thị Quen"))
    decision = closed({1: 4, 2: 1}, kind="head", seats=1, options=options, method=Method.SECRET)
    given = {"decision": decision, "recognised": True, "on": clock.local_day(CLOSED), "note": "QĐ 1", "by": officer}
    with pytest.raises(Refused, match="Ngô Văn Lạ"):
        answer_recognition(**given, at=CLOSED)
    person = factories.person(ward, full_name="Ngô Văn Lạ")
    answer_recognition(**given, term=Term(people={1: person}), at=CLOSED)
    assert Mandate.objects.get(person=person).office == "group_leader"


def test_recognition_refused_has_its_reason_and_puts_nobody_in_office(closed, officer, ward):
    people = [factories.person(ward) for _ in range(2)]
    decision = closed({1: 4, 2: 1}, kind="head", seats=1, options=candidates(*people), method=Method.SECRET)
    with pytest.raises(Refused, match="lý do"):
        answer_recognition(
            decision=decision, recognised=False, on=clock.local_day(CLOSED), note=" ", by=officer, at=CLOSED
        )
    answer_recognition(
        decision=decision,
        recognised=False,
        on=clock.local_day(CLOSED),
        note="Sai trình tự đề cử",
        by=officer,
        at=CLOSED,
    )
    assert decision.recognition == Recognition.REFUSED
    assert not Mandate.objects.filter(person__in=people).exists()


def test_the_tied_face_each_other_again_on_the_same_matter(closed, officer, ward):
    people = [factories.person(ward) for _ in range(3)]
    decision = closed({1: 4, 2: 3, 3: 3}, kind="board", seats=2, options=candidates(*people), method=Method.SECRET)
    assert decision.outcome["tied"] == [2, 3]
    runoff = prepare_runoff(decision=decision, by=officer, at=CLOSED)
    assert runoff.matter == decision.matter
    assert runoff.seats == 1
    assert [each.person for each in runoff.options.all()] == people[1:]
    with pytest.raises(Refused):
        prepare_runoff(decision=decision, by=officer, at=CLOSED)


def test_a_leader_is_released_and_a_new_election_is_due_within_sixty_days(households, officer, group_leader, group):
    made = households(4)
    term = Mandate.objects.get(person__account=group_leader)
    asked = {"mandate": term, "ground": ReleaseGround.HOUSEHOLDS, "asked_on": clock.local_day(MORNING), "reason": "Bận"}
    with pytest.raises(Refused, match="ít nhất 2 trong tổng số 4 hộ"):
        prepare_release(**asked, backing=1, by=officer, at=MORNING)
    release = prepare_release(**asked, backing=2, by=officer, at=MORNING)
    decision = open_decision(decision=release.decision, by=officer, at=MORNING)
    counted(decision, officer, {1: 3, 2: 1, 3: 0})
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)
    assert len(made) == decision.base
    on = clock.local_day(CLOSED)
    answer_recognition(decision=decision, recognised=True, on=on, note="QĐ 9", by=officer, at=CLOSED)
    term.refresh_from_db()
    assert (term.ended_on, term.end_basis) == (on, "QĐ 9")
    # 60 days after 13 March 2026 is Tuesday 12 May.
    assert duty("new_election").due_on == date(2026, 5, 12)
    assert duty("new_election").get_kind_display() == "Bầu người thay"


def test_the_new_election_is_done_when_the_group_has_a_leader_again(closed, households, officer, group_leader, ward):
    households(3)
    term = Mandate.objects.get(person__account=group_leader)
    asked = {"mandate": term, "ground": ReleaseGround.OWN, "asked_on": clock.local_day(MORNING), "reason": "Bận"}
    release = prepare_release(**asked, by=officer, at=MORNING)
    released = open_decision(decision=release.decision, by=officer, at=MORNING)
    counted(released, officer, {1: 3, 2: 0, 3: 0})
    close_decision(decision=released, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)
    on = clock.local_day(CLOSED)
    answer_recognition(decision=released, recognised=True, on=on, note="QĐ 9", by=officer, at=CLOSED)
    assert duty("new_election").state == DutyState.OPEN
    people = [factories.person(ward) for _ in range(2)]
    elected = closed({1: 7, 2: 1}, kind="head", seats=1, options=candidates(*people), method=Method.SECRET)
    answer_recognition(decision=elected, recognised=True, on=on, note="QĐ 10", by=officer, at=CLOSED)
    assert (duty("new_election").state, duty("new_election").fulfilled_by) == (DutyState.FULFILLED, elected.title)


CODE = {"kind": "code", "title": "Quy ước Tổ dân phố", **MEETING}


def test_a_code_opens_only_after_its_draft_hung_for_thirty_days(prepared, households, officer):
    households(3)
    decision = prepared(**CODE)
    with pytest.raises(Refused, match="Chưa ghi nhận niêm yết"):
        open_decision(decision=decision, by=officer, at=MORNING)
    post = {"decision": decision, "text": "Điều 1", "place": "Nhà văn hóa", "by": officer, "at": MORNING}
    record_draft_posting(**post, posted_on=clock.local_day(MORNING) - timedelta(days=29))
    with pytest.raises(Refused, match="lấy ý kiến được từ ngày 03/03/2026"):
        open_decision(decision=decision, by=officer, at=MORNING)
    record_draft_posting(**post, posted_on=clock.local_day(MORNING) - timedelta(days=30))
    assert open_decision(decision=decision, by=officer, at=MORNING).state == State.OPEN


def test_a_code_is_in_force_on_recognition_ends_the_earlier_one_and_is_reviewed_every_year(
    prepared, households, officer, group
):
    households(3)
    earlier = prepared(**CODE)
    old = VillageCode.objects.create(
        ward=earlier.ward, decision=earlier, group=group, title="Cũ", text="x", review_day="11-18",
        in_force_on=date(2024, 1, 1),
    )  # fmt: skip
    decision = prepared(**CODE)
    record_draft_posting(
        decision=decision, text="Điều 1", place="NVH", posted_on=date(2026, 1, 2), by=officer, at=MORNING
    )
    open_decision(decision=decision, by=officer, at=MORNING)
    counted(decision, officer, {1: 3, 2: 0, 3: 0})
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)
    assert not Duty.objects.filter(kind="discuss.carry_out").exists()
    on = clock.local_day(CLOSED)
    answer_recognition(decision=decision, recognised=True, on=on, note="QĐ 7", by=officer, at=CLOSED)
    code = following.code_of(decision)
    old.refresh_from_db()
    assert (code.in_force_on, old.ended_on) == (on, on)
    assert duty("review").due_on == date(2026, 11, 18)
    autumn = clock.moment_on(date(2026, 11, 18))
    record_review(code=code, on=date(2026, 11, 18), note="Giữ nguyên", by=officer, at=autumn)
    assert Duty.objects.get(kind="discuss.review", state=DutyState.OPEN).due_on == date(2027, 11, 18)


def test_a_review_on_the_last_of_february_falls_on_its_last_day_each_year():
    assert next_yearly("02-29", date(2026, 3, 1)) == date(2027, 2, 28)
    assert next_yearly("02-29", date(2027, 3, 1)) == date(2028, 2, 29)
