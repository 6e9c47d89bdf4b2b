"""The desk: the six kinds, the plan, what is missing, opening; meetings with what the law wants before them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from danchu.core.calendars import written
from danchu.core.refusals import Refused
from danchu.discuss import calendars
from danchu.discuss.actions.initiatives import enter_backings, propose
from danchu.discuss.actions.planning import MeetingPlan, cancel_meeting, change_meeting, plan_meeting
from danchu.discuss.actions.preparing import prepare_decision
from danchu.discuss.models import Decision, Initiative, Meeting
from danchu.discuss.states import State
from danchu.duties.models import Duty
from danchu.lib import clock
from statute.decisions import online_conditions
from tests import factories
from tests.discuss.conftest import MORNING, plan

pytestmark = pytest.mark.django_db
TODAY = clock.local_day(MORNING)


@pytest.fixture(autouse=True)
def _that_day():
    with clock.travel_to(MORNING):
        yield


@pytest.fixture
def neighbour(ward):
    """The leader of another group."""
    return factories.staff(ward, "group_leader")


def typed(group, **given):
    fields = {
        "title": "Lịch tổng vệ sinh",
        "proposal": "Sáng Chủ nhật đầu tháng.",
        "groups": [group.pk],
        "forms": ["meeting"],
        "method": "open",
    }
    return {**fields, **given}


def the(response) -> str:
    return response.content.decode()


def test_the_first_page_says_of_each_kind_which_forms_the_law_allows(signed_in, group_leader):
    page = the(signed_in(group_leader).get(reverse("discuss:prepare")))
    assert page.count("?loai=") == 6
    assert "biểu quyết trực tuyến" in page
    assert "ít nhất 2/3 tổng số hộ tán thành" in page
    assert "Có hiệu lực khi được công nhận" in page


def test_online_is_offered_only_where_the_law_allows_it(signed_in, group_leader):
    client = signed_in(group_leader)
    assert 'value="online"' in the(client.get(reverse("discuss:prepare") + "?loai=other"))
    assert 'value="online"' not in the(client.get(reverse("discuss:prepare") + "?loai=fund"))


def test_a_leader_prepares_for_the_own_group_and_sees_what_is_missing(signed_in, group_leader, group, households):
    households(3)
    client = signed_in(group_leader)
    answer = client.post(reverse("discuss:prepare") + "?loai=other", typed(group, forms=["meeting", "online"]))
    decision = Decision.objects.get()
    assert answer.url == reverse("discuss:desk-decision", args=[decision.pk])
    page = the(client.get(answer.url))
    for condition in online_conditions():
        assert condition.label in page
    assert "Hãy ghi ngày giờ kết thúc lấy ý kiến." in page


def test_conditions_are_recorded_one_by_one_with_day_and_note(signed_in, group_leader, prepared):
    decision = prepared(online_conditions={})
    client, address = signed_in(group_leader), reverse("discuss:conditions", args=[decision.pk])
    keys = [each.key for each in online_conditions()]
    late = {f"{keys[0]}_on": (TODAY + timedelta(days=1)).isoformat()}
    assert "ở tương lai" in the(client.post(address, late))
    client.post(address, {f"{keys[0]}_on": TODAY.isoformat(), f"{keys[0]}_note": "Biên bản họp tổ"})
    decision.refresh_from_db()
    assert decision.online_conditions == {keys[0]: {"on": TODAY.isoformat(), "note": "Biên bản họp tổ"}}


def test_candidates_are_found_by_name_and_put_on_the_list_once(signed_in, group_leader, prepared, group, households):
    household = households(1)[0]
    person = factories.person(group.ward, full_name="Đỗ Thị Hòa", household=household)
    stranger = factories.person(
        group.ward, full_name="Đỗ Thị Xa", household=factories.household(factories.group(group.ward))
    )
    decision = prepared(kind="head", forms=("meeting",), seats=1, options=(), ballot_ground="")
    client, address = signed_in(group_leader), reverse("discuss:add-candidate", args=[decision.pk])
    found = the(client.get(address, {"q": "do thi"}))
    assert "Đỗ Thị Hòa" in found
    assert "Đỗ Thị Xa" not in found
    client.post(f"{address}?nguoi={person.pk}", {"note": "Giáo viên nghỉ hưu", "is_self_nominated": "on"})
    assert "đã có trong danh sách" in the(client.post(f"{address}?nguoi={person.pk}", {"note": ""}))
    assert client.post(f"{address}?nguoi={stranger.pk}", {"note": ""}).status_code == 200
    option = decision.options.get()
    assert (option.text, option.is_self_nominated) == ("Đỗ Thị Hòa", True)
    client.post(reverse("discuss:drop-candidate", args=[decision.pk, 1]))
    assert not decision.options.exists()


def test_it_opens_after_confirmation_and_the_roll_shows_who_was_not_heard(
    signed_in, group_leader, prepared, households
):
    households(3)
    decision = prepared(forms=("meeting",))
    client = signed_in(group_leader)
    assert "Danh sách 3 hộ" in the(client.get(reverse("discuss:start", args=[decision.pk])))
    client.post(reverse("discuss:start", args=[decision.pk]))
    decision.refresh_from_db()
    assert decision.state == State.OPEN
    page = the(client.get(reverse("discuss:roll", args=[decision.pk]) + "?y-kien=chua"))
    assert "3 hộ" in page


def test_the_menu_marks_the_one_line_where_one_is(signed_in, officer):
    page = the(signed_in(officer).get(reverse("discuss:desk-initiatives")))
    menu = page[page.index("desk-menu") :]
    assert menu.count("aria-current") == 1
    assert 'aria-current="page">Sáng kiến của người dân' in menu


def test_a_secret_vote_online_warns_of_small_groups(signed_in, officer, prepared, households):
    households(2)
    decision = prepared(method="secret")
    page = the(signed_in(officer).get(reverse("discuss:start", args=[decision.pk])))
    assert "có 2 hộ; việc cần giữ kín thì nên bỏ phiếu giấy" in page


def test_withdrawing_wants_a_reason(signed_in, group_leader, opened, households):
    households(2)
    decision = opened()
    client, address = signed_in(group_leader), reverse("discuss:withdraw", args=[decision.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Chưa đủ tài liệu"})
    decision.refresh_from_db()
    assert decision.state == State.WITHDRAWN


def test_an_officer_assigned_in_an_organisation_prepares_inside_it_only(signed_in, ward, group):
    organisation = factories.organisation(ward)
    officer = factories.staff(ward, "assigned_officer", organisation=organisation)
    page = the(signed_in(officer).get(reverse("discuss:prepare") + "?loai=other"))
    assert 'name="groups"' not in page
    assert organisation.name in page
    with pytest.raises(PermissionDenied):
        prepare_decision(ward=ward, plan=plan(groups=(group,)), by=officer, at=MORNING)


PAGES = ("desk-decision", "change", "conditions", "add-candidate", "start", "withdraw", "roll")


@pytest.mark.parametrize("page", PAGES)
def test_the_leader_of_another_group_finds_nothing(page, signed_in, neighbour, prepared):
    decision = prepared()
    assert signed_in(neighbour).get(reverse(f"discuss:{page}", args=[decision.pk])).status_code == 404


def test_the_leader_of_another_group_cannot_prepare_change_open_or_plan(ward, group, neighbour, prepared):
    with pytest.raises(PermissionDenied):
        prepare_decision(ward=ward, plan=plan(groups=(group,)), by=neighbour, at=MORNING)
    with pytest.raises(PermissionDenied):
        plan_meeting(ward=ward, plan=meeting_plan(group), by=neighbour, at=MORNING)


def test_the_desk_lists_no_preparation_of_another_group(signed_in, neighbour, group_leader, prepared):
    prepared(title="Việc của tổ một")
    assert "Việc của tổ một" not in the(signed_in(neighbour).get(reverse("discuss:desk")))
    assert "Việc của tổ một" in the(signed_in(group_leader).get(reverse("discuss:desk")))


def meeting_plan(group, days=5, **given):
    fields = {
        "title": "Họp tổ tháng 3",
        "place": "Nhà văn hóa",
        "planned_at": clock.moment_on(TODAY + timedelta(days=days), 19, 30),
        "chair": "Nguyễn Văn Tổ",
        "group": group,
    }
    return MeetingPlan(**{**fields, **given})


def test_a_meeting_leaves_time_for_the_notice_of_the_law(ward, group, group_leader):
    with pytest.raises(Refused, match="muộn hơn"):
        plan_meeting(ward=ward, plan=meeting_plan(group, days=1), by=group_leader, at=MORNING)
    meeting = plan_meeting(ward=ward, plan=meeting_plan(group, days=2), by=group_leader, at=MORNING)
    duty = Duty.objects.get(about=f"discuss.meeting:{meeting.pk}")
    assert (duty.group, duty.due_on) == (group, TODAY)


def test_an_election_sets_its_timeline_backwards_from_the_day(ward, group, group_leader, prepared):
    election = prepared(kind="head", forms=("meeting",), seats=1, options=(), ballot_ground="")
    meeting = plan_meeting(
        ward=ward, plan=meeting_plan(group, days=30, decisions=(election,)), by=group_leader, at=MORNING
    )
    day = TODAY + timedelta(days=30)
    due = {each.basis["rule"]: (day - each.due_on).days for each in Duty.objects.filter(kind="discuss.before_meeting")}
    assert due == {
        "leader_election.plan": 20,
        "leader_election.candidates": 15,
        "leader_election.team": 10,
        "leader_election.notice": 7,
        "meeting.notice": 2,
    }
    assert list(meeting.items.values_list("decision", flat=True)) == [election.pk]


def test_a_new_day_asks_for_a_new_notice_and_cancelling_for_none(ward, group, group_leader):
    meeting = plan_meeting(ward=ward, plan=meeting_plan(group), by=group_leader, at=MORNING)
    change_meeting(meeting=meeting, plan=meeting_plan(group, days=9), by=group_leader, at=MORNING)
    assert sorted(Duty.objects.values_list("due_on", "state")) == [
        (TODAY + timedelta(days=3), "cancelled"),
        (TODAY + timedelta(days=7), "open"),
    ]
    cancel_meeting(meeting=meeting, reason="Mưa bão", by=group_leader, at=MORNING)
    assert not Duty.objects.filter(state="open").exists()


def test_a_decision_of_another_group_is_not_put_on_the_agenda(ward, group, officer, prepared):
    other = factories.group(ward)
    with pytest.raises(Refused, match="không hỏi các hộ"):
        plan_meeting(ward=ward, plan=meeting_plan(other, decisions=(prepared(),)), by=officer, at=MORNING)


def test_a_meeting_is_planned_from_the_page_of_its_decision(signed_in, group_leader, group, prepared):
    decision = prepared()
    client, address = signed_in(group_leader), reverse("discuss:plan-meeting") + f"?viec={decision.pk}"
    page = the(client.get(address))
    assert "Họp bàn: Lịch tổng vệ sinh hằng tháng" in page
    sent = {
        "title": "Họp bàn",
        "group": group.pk,
        "place": "Nhà văn hóa",
        "planned_at": "2026-03-08T19:30",
        "chair": "Ông Tổ",
        "decisions": [decision.pk],
    }
    answer = client.post(address, sent)
    meeting = Meeting.objects.get()
    assert meeting.planned_at == clock.moment_on(date(2026, 3, 8), 19, 30)
    page = the(client.get(answer.url))
    assert "Thông báo cuộc họp trước ít nhất 02 ngày" in page
    duty = Duty.objects.get(kind="discuss.before_meeting")
    client.post(reverse("discuss:before-meeting", args=[meeting.pk, duty.pk]), {"note": "Đã phát giấy mời"})
    duty.refresh_from_db()
    assert (duty.state, duty.fulfilled_by) == ("fulfilled", "Đã phát giấy mời")


def test_everyone_finds_the_meeting_and_takes_it_along(client, ward, group, group_leader, households):
    households(3)
    meeting = plan_meeting(ward=ward, plan=meeting_plan(group), by=group_leader, at=MORNING)
    assert "Họp tổ tháng 3" in the(client.get(reverse("discuss:meetings")))
    page = the(client.get(meeting.get_absolute_url()))
    assert "19:30 07/03/2026" in page
    assert "Họp tổ tháng 3" in the(client.get("/"))
    calendar = client.get(reverse("discuss:meeting-calendar", args=[meeting.pk]))
    assert b"DTSTART:20260307T123000Z" in calendar.content
    blank = client.get(reverse("discuss:authorisation", args=[meeting.pk, "pdf"]))
    assert blank.content.startswith(b"%PDF")


def test_the_calendar_folds_long_lines_between_letters(ward, group, group_leader):
    meeting = plan_meeting(ward=ward, plan=meeting_plan(group, title="Họp; bàn, " * 20), by=group_leader, at=MORNING)
    file = written(calendars.entry(meeting, "https://vi.du/"), MORNING)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert "SUMMARY:" + r"Họp\; bàn\, " in file.replace(b"\r\n ", b"").decode()


@pytest.mark.parametrize(("which", "form"), [("danh-sach", "pdf"), ("danh-sach", "word"), ("uy-quyen", "word")])
def test_lists_and_blanks_are_printed(which, form, signed_in, ward, group, group_leader, households):
    households(3)
    meeting = plan_meeting(ward=ward, plan=meeting_plan(group), by=group_leader, at=MORNING)
    answer = signed_in(group_leader).get(reverse("discuss:meeting-sheet", args=[meeting.pk, which, form]))
    assert answer.content[:2] in {b"%P", b"PK"}


def test_each_household_gets_an_invitation(signed_in, ward, group, group_leader, households):
    households(3)
    meeting = plan_meeting(ward=ward, plan=meeting_plan(group), by=group_leader, at=MORNING)
    answer = signed_in(group_leader).get(reverse("discuss:meeting-sheet", args=[meeting.pk, "giay-moi", "pdf"]))
    assert answer.content.startswith(b"%PDF")


def test_a_resident_proposes_and_a_neighbour_backs_in_one_tap(client, signed_in, group, households):
    thirty = households(30)
    mine = signed_in(thirty[0].account)
    given = {"title": "Lắp đèn ngõ 12", "content": "Ngõ tối.", "kind": "other"}
    address = mine.post(reverse("discuss:propose"), given).url
    initiative = Initiative.objects.get()
    assert initiative.backings.count() == 1
    assert "Lắp đèn ngõ 12" in the(client.get("/"))
    theirs = signed_in(thirty[1].account)
    assert "Hộ tôi ủng hộ" in the(theirs.get(address))
    theirs.post(reverse("discuss:back", args=[initiative.pk]))
    page = the(theirs.get(address))
    assert "<b>2</b> hộ đã ủng hộ, cần 3 trong tổng số 30 hộ" in page
    theirs.post(reverse("discuss:take-back", args=[initiative.pk]))
    assert initiative.backings.count() == 1


def test_the_leader_enters_several_households_from_paper_and_puts_it_to_the_community(
    signed_in, ward, group, group_leader, households
):
    thirty = households(30)
    initiative = propose(ward=ward, kind="other", title="Lắp đèn", content="Tối", by=thirty[0].account, at=MORNING)
    client = signed_in(group_leader)
    client.post(
        reverse("discuss:enter-backings", args=[initiative.pk]), {"households": [each.pk for each in thirty[1:4]]}
    )
    assert "phải đưa ra cộng đồng bàn" in the(client.get(reverse("discuss:desk-initiative", args=[initiative.pk])))
    answer = client.post(
        f"{reverse('discuss:prepare')}?loai=other&sang-kien={initiative.pk}", typed(group, title="Lắp đèn ngõ 12")
    )
    assert answer.status_code == 302
    initiative.refresh_from_db()
    assert (initiative.state, initiative.decision.title) == ("taken_up", "Lắp đèn ngõ 12")


def test_without_enough_households_the_page_asks_for_the_fronts_day(signed_in, ward, group, group_leader, households):
    thirty = households(30)
    initiative = propose(ward=ward, kind="other", title="Lắp đèn", content="Tối", by=thirty[0].account, at=MORNING)
    client, address = signed_in(group_leader), f"{reverse('discuss:prepare')}?loai=other&sang-kien={initiative.pk}"
    assert "Mặt trận thống nhất" in the(client.post(address, typed(group)))
    assert not Decision.objects.exists()
    client.post(address, typed(group, front_agreed_on=TODAY.isoformat()))
    initiative.refresh_from_db()
    assert initiative.front_agreed_on == TODAY


INITIATIVE_PAGES = ("desk-initiative", "enter-backings", "answer-initiative")


@pytest.mark.parametrize("page", INITIATIVE_PAGES)
def test_the_initiative_of_another_group_is_not_at_the_desk(page, signed_in, ward, neighbour, households):
    initiative = propose(
        ward=ward, kind="other", title="Lắp đèn", content="Tối", by=households(5)[0].account, at=MORNING
    )
    assert signed_in(neighbour).get(reverse(f"discuss:{page}", args=[initiative.pk])).status_code == 404


@pytest.mark.parametrize("form", ["pdf", "word"])
def test_the_list_to_sign_is_printed(form, signed_in, ward, group_leader, households):
    thirty = households(30)
    initiative = propose(ward=ward, kind="other", title="Lắp đèn", content="Tối", by=thirty[0].account, at=MORNING)
    enter_backings(initiative=initiative, households=[thirty[1]], by=group_leader, at=MORNING)
    answer = signed_in(group_leader).get(reverse("discuss:list-to-back", args=[initiative.pk, form]))
    assert answer.content[:2] in {b"%P", b"PK"}
