"""Grounds for ballots, matters of one group only, from when a matter of the whole ward is in force (17, 19, 21)."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse

from danchu.core.records import kinds
from danchu.core.refusals import Refused
from danchu.discuss import queries_following as following
from danchu.discuss.actions.adding import add_ballots
from danchu.discuss.actions.closing import Sheet, close_decision, record_count, reopen_for_recount
from danchu.discuss.actions.codes import record_draft_posting
from danchu.discuss.actions.in_force import set_day_in_force
from danchu.discuss.actions.preparing import open_decision
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.documents import DECIDED, WARD_REPORT
from danchu.discuss.models import Meeting, MeetingItem
from danchu.discuss.policies import warnings_before_opening
from danchu.discuss.states import Form, MeetingState, WrittenAs
from danchu.duties.models import Duty
from danchu.duties.states import State as DutyState
from danchu.lib import clock
from tests import factories
from tests.discuss.conftest import MORNING, electors
from tests.discuss.test_following import candidates

pytestmark = pytest.mark.django_db
CLOSED = MORNING + timedelta(days=11)
LATER = CLOSED + timedelta(days=3)
MEETING = {"forms": ("meeting",), "closes_at": None, "ballot_ground": "", "online_conditions": {}}
BALLOT = {"forms": ("ballot",), "online_conditions": {}}
NOTE = "Quyết định số 45/QĐ-UBND ngày 16/3/2026"


@pytest.fixture
def two_groups(ward, group):
    other = factories.group(ward)
    for each in (group, other):
        for _ in range(3):
            factories.household(each)
    return group, other


@pytest.fixture
def approved(opened, two_groups, officer):
    """``approved(**plan)``: decided by every household of both groups of the ward in their meetings."""

    def decide(**given):
        decision = opened(**{**MEETING, "kind": "contribution", "is_ward_wide": True, **given})
        for group in two_groups:
            homes = [each for each in electors(decision) if each.group_id == group.pk]
            for each in homes:
                mark_heard(decision=decision, elector=each, form=Form.MEETING, by=officer, at=CLOSED)
            sheet = Sheet(Form.MEETING, group, "Nguyễn Thị Thư", len(homes), len(homes), {1: len(homes)})
            record_count(decision=decision, sheet=sheet, by=officer, at=CLOSED)
        return close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)

    return decide


# --- Grounds for ballots ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["head", "board"])
@pytest.mark.parametrize("ground", ["ward_wide", "agreed", "meeting_failed", ""])
def test_an_election_goes_out_on_paper_on_no_ground_but_a_meeting_to_which_too_few_came(
    prepared, households, officer, ward, kind, ground
):
    households(5)
    who = candidates(factories.person(ward))
    decision = prepared(**{**BALLOT, "kind": kind, "ballot_ground": ground, "seats": 1, "options": who})
    with pytest.raises(Refused, match="Đã tổ chức cuộc họp mà không có đủ đại diện"):
        open_decision(decision=decision, by=officer, at=MORNING)


@pytest.mark.parametrize("kind", ["head", "contribution", "other"])
def test_no_paper_follows_a_meeting_that_was_not_held(prepared, households, officer, ward, kind):
    households(5)
    who = {"seats": 1, "options": candidates(factories.person(ward))} if kind == "head" else {}
    decision = prepared(**{**BALLOT, "kind": kind, "ballot_ground": "after_meeting", **who})
    with pytest.raises(Refused, match="Chưa có cuộc họp nào về việc này mà không đủ hộ dự"):
        open_decision(decision=decision, by=officer, at=MORNING)


def test_papers_are_asked_anew_on_a_matter_to_whose_meeting_too_few_came(opened, prepared, households, officer, group):
    households(5)
    first = opened(**MEETING)
    mark_heard(decision=first, elector=electors(first)[0], form=Form.MEETING, by=officer, at=CLOSED)
    record_count(decision=first, sheet=Sheet(Form.MEETING, group, "Bà Thư", 1, 1, {1: 1}), by=officer, at=CLOSED)
    close_decision(decision=first, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)
    again = prepared(**{**BALLOT, "ballot_ground": "after_meeting", "matter": first.matter}, closes_at=LATER)
    assert open_decision(decision=again, by=officer, at=CLOSED).by_ballot


def met(decision, group, officer, state, came=1):
    ended = LATER if state == MeetingState.ENDED else None
    meeting = Meeting.objects.create(
        ward=decision.ward, group=group, title="Họp tổ", place="Nhà văn hóa", planned_at=MORNING, chair="Ông An",
        state=state, started_at=MORNING if ended else None, ended_at=ended,
        cancellation_reason="" if ended else "Không đủ hộ",
    )  # fmt: skip
    MeetingItem.objects.create(ward=decision.ward, meeting=meeting, decision=decision, position=1)
    for elector in electors(decision)[: came if ended else 0]:
        mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=officer, at=LATER)


@pytest.mark.parametrize("kind", ["head", "other", "contribution"])
def test_a_meeting_that_was_called_off_lets_no_paper_go_out(opened, households, officer, ward, group, kind):
    households(5)
    who = {"seats": 1, "options": candidates(factories.person(ward))} if kind == "head" else {}
    decision = opened(**MEETING, kind=kind, **who)
    met(decision, group, officer, MeetingState.CANCELLED)
    with pytest.raises(Refused, match="cuộc họp đã kết thúc mà không đủ hộ dự"):
        add_ballots(decision=decision, closes_at=LATER + timedelta(days=5), by=officer, at=LATER)


@pytest.mark.parametrize(
    ("state", "ground"),
    [(MeetingState.ENDED, "after_meeting"), (MeetingState.CANCELLED, "meeting_failed")],
)
def test_of_a_code_papers_also_follow_a_meeting_that_could_not_be_held(
    prepared, households, officer, group, state, ground
):
    households(5)
    decision = prepared(**MEETING, kind="code")
    posted = clock.local_day(MORNING) - timedelta(days=40)
    told = {"text": "Điều 1", "place": "NVH", "posted_on": posted}
    record_draft_posting(decision=decision, **told, by=officer, at=MORNING)
    open_decision(decision=decision, by=officer, at=MORNING)
    met(decision, group, officer, state)
    add_ballots(decision=decision, closes_at=LATER + timedelta(days=5), by=officer, at=LATER)
    assert decision.ballot_ground == ground


# --- One group only --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["head", "board", "code"])
@pytest.mark.parametrize("is_ward_wide", [True, False])
def test_several_groups_do_not_decide_together_what_each_decides_for_itself(prepared, two_groups, kind, is_ward_wide):
    scope = {"is_ward_wide": True} if is_ward_wide else {"groups": two_groups}
    with pytest.raises(Refused, match="Mỗi tổ dân phố quyết định riêng việc này"):
        prepared(**MEETING, kind=kind, **scope)


def test_counting_a_wards_own_matter_over_all_households_is_said_to_be_its_choice(prepared, two_groups):
    said = list(warnings_before_opening(prepared(**MEETING, kind="other", is_ward_wide=True), 3))
    assert any("là lựa chọn của phường" in each for each in said)
    assert not list(warnings_before_opening(prepared(**MEETING, kind="contribution", is_ward_wide=True), 3))


# --- From when it is in force ----------------------------------------------------------------------------------------


def duty(kind):
    return Duty.objects.get(kind=f"discuss.{kind}", state=DutyState.OPEN)


@pytest.mark.parametrize("kind", ["contribution", "fund"])
def test_what_the_whole_ward_approved_waits_for_the_day_that_the_committee_sets(approved, officer, kind):
    decision = approved(kind=kind)
    assert decision.passed
    assert following.in_force_on(decision) is None
    assert not Duty.objects.filter(kind="discuss.carry_out").exists()
    assert "21" in duty("in_force").basis["citation"]
    assert duty("in_force").group is None
    on = clock.local_day(LATER)
    set_day_in_force(decision=decision, on=on, note=NOTE, by=officer, at=LATER)
    assert following.in_force_on(decision) == on
    assert duty("carry_out").due_on == date(2026, 12, 31)
    assert not Duty.objects.filter(kind="discuss.in_force", state=DutyState.OPEN).exists()


def test_within_a_group_it_is_in_force_on_adoption(opened, households, officer, group):
    households(3)
    decision = opened(**MEETING, kind="contribution")
    for each in electors(decision):
        mark_heard(decision=decision, elector=each, form=Form.MEETING, by=officer, at=CLOSED)
    record_count(decision=decision, sheet=Sheet(Form.MEETING, group, "Bà Thư", 3, 3, {1: 3}), by=officer, at=CLOSED)
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)
    assert following.in_force_on(decision) == clock.local_day(CLOSED)
    assert duty("carry_out")
    with pytest.raises(Refused, match="không chờ"):
        set_day_in_force(decision=decision, on=clock.local_day(LATER), note=NOTE, by=officer, at=LATER)


@pytest.mark.parametrize(
    ("on", "note", "said"),
    [(LATER, " ", "số, ngày văn bản"), (CLOSED - timedelta(days=1), NOTE, "trước khi có kết quả")],
)
def test_the_day_needs_a_document_and_comes_after_the_result(approved, officer, on, note, said):
    with pytest.raises(Refused, match=said):
        set_day_in_force(decision=approved(), on=clock.local_day(on), note=note, by=officer, at=LATER)


def test_it_is_set_once_and_by_the_ward_only(approved, officer, group_leader):
    decision, given = approved(), {"on": clock.local_day(LATER), "note": NOTE, "at": LATER}
    with pytest.raises(PermissionDenied):
        set_day_in_force(decision=decision, **given, by=group_leader)
    set_day_in_force(decision=decision, **given, by=officer)
    with pytest.raises(Refused, match="không chờ"):
        set_day_in_force(decision=decision, **given, by=officer)


def test_a_recount_takes_the_day_back(approved, officer):
    decision = approved()
    set_day_in_force(decision=decision, on=clock.local_day(LATER), note=NOTE, by=officer, at=LATER)
    reopen_for_recount(decision=decision, reason="Hộ 3 khiếu nại", by=officer, at=LATER)
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=LATER)
    assert following.in_force_on(decision) is None
    assert duty("in_force")


def test_the_page_leads_to_the_step_and_tells_the_day(signed_in, approved, officer):
    decision, client = approved(), signed_in(officer)
    page, step = (reverse(f"discuss:{name}", args=[decision.pk]) for name in ("close", "in-force"))
    assert f'href="{step}"' in client.get(page).content.decode()
    with clock.travel_to(LATER):
        assert client.post(step, {"on": "2026-03-20", "note": ""}).status_code == 422
        assert client.post(step, {"on": "2026-03-20", "note": NOTE}).status_code == 302
    shown = client.get(page).content.decode()
    assert "20/03/2026" in shown
    assert NOTE in shown


def test_the_papers_say_with_what_it_takes_effect(approved, officer):
    decision = approved()
    key = DECIDED[WrittenAs.RESOLUTION][0]
    assert "từ ngày Ủy ban nhân dân phường quyết định" in kinds.of(key).source_for(decision).body
    assert "quyết định thời điểm có hiệu lực" in kinds.of(WARD_REPORT).source_for(decision).body
    set_day_in_force(decision=decision, on=clock.local_day(LATER), note=NOTE, by=officer, at=LATER)
    assert "Có hiệu lực từ ngày 16/03/2026" in kinds.of(key).source_for(decision).body


# --- danchu outcome --------------------------------------------------------------------------------------------------


def outcome(*arguments: str) -> str:
    out = StringIO()
    figures = ("--households", "120", "--attended", "100", "--in-favour", "81")
    call_command("outcome", *arguments, *figures, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("matter", ["head", "board", "code", "contribution", "fund", "other"])
def test_ballots_without_a_ground_are_not_said_to_be_lawful(matter):
    said = outcome("--matter", matter, "--form", "ballot")
    assert "Hãy chọn căn cứ để phát phiếu" in said
    assert "được thông qua" not in said


@pytest.mark.parametrize(
    ("matter", "ground", "article"),
    [
        ("head", "after_meeting", "điểm b khoản 1 Điều 19 Luật số 10/2022/QH15"),
        ("fund", "ward_wide", "điểm a khoản 1 Điều 19 Luật số 10/2022/QH15"),
        ("code", "meeting_failed", "điểm a khoản 2 Điều 10 Nghị định số 61/2023/NĐ-CP"),
    ],
)
def test_the_ground_is_named_with_its_article(matter, ground, article):
    said = outcome("--matter", matter, "--form", "ballot", "--ground", ground)
    assert "được thông qua" in said
    assert article in said


def test_a_ground_that_the_matter_does_not_know_is_refused():
    assert "được thông qua" not in outcome("--matter", "head", "--form", "ballot", "--ground", "ward_wide")
    assert "2/3 số tổ" in outcome("--matter", "fund", "--form", "ballot", "--ground", "ward_wide")
