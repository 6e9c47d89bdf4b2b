"""The room of a meeting on a phone: its pages without script, and the queue of devices that were without network."""

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.discuss import polling, queries_meeting
from danchu.discuss.actions.meeting import start_meeting
from danchu.discuss.actions.preparing import Answerable, open_decision
from danchu.discuss.models import Attendance, CountSheet, MeetingItem, MeetingStep
from danchu.discuss.states import Answer, MeetingState
from danchu.lib import clock
from danchu.ward.actions.cards import issue_cards
from tests import examples, factories
from tests.discuss.conftest import MORNING, account, electors

pytestmark = pytest.mark.django_db
EVENING = MORNING + timedelta(hours=10)
LATER = EVENING + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _that_evening():
    with clock.travel_to(LATER):
        yield


@pytest.fixture
def started(planned_meeting, group_leader):
    """``started(number)``: a meeting that has begun, and its households."""

    def begin(number=6, **plan):
        meeting, homes = planned_meeting(number, **{"forms": ("meeting",), "kind": "contribution", **plan})
        start_meeting(meeting=meeting, by=group_leader, at=EVENING)
        return meeting, homes

    return begin


@pytest.fixture
def phone(signed_in, group_leader):
    return signed_in(group_leader)


def at(meeting, route, *rest):
    return reverse(f"discuss:meeting-{route}", args=[meeting.pk, *rest])


def tap(phone, meeting, kind, **told):
    return phone.post(at(meeting, "step", kind), told, follow=True)


def a_step(kind, key, done_at=EVENING, **payload):
    return {"key": key, "kind": kind, "payload": payload, "done_at": done_at.isoformat()}


def send(phone, meeting, *steps):
    return phone.post(at(meeting, "steps"), json.dumps({"steps": list(steps)}), content_type="application/json")


def there(meeting):
    return set(meeting.attendances.filter(left_at=None).values_list("household", flat=True))


# Without script


def test_a_whole_meeting_is_conducted_by_plain_forms(planned_meeting, phone):
    meeting, homes = planned_meeting(6, forms=("meeting",), kind="contribution")
    item = meeting.items.get()
    tap(phone, meeting, "start")
    for home in homes:
        tap(phone, meeting, "check_in", who=home.pk)
    tap(phone, meeting, "secretary", name="Lê Thị Thu", votes=6)
    tap(phone, meeting, "method", item=item.pk, method="open", votes=6)
    tap(phone, meeting, "note", text="Ông Hải: đồng ý")
    answer = tap(phone, meeting, "vote", item=item.pk, **{"option-1": 5, "option-2": 0, "option-3": ""})
    assert "Đủ tỷ lệ" in answer.content.decode()
    tap(phone, meeting, "end")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.ENDED
    assert CountSheet.objects.get().votes == {"1": 5, "2": 0, "3": 1}


def test_what_is_refused_is_shown_with_the_article_and_what_was_typed(started, phone):
    meeting, homes = started()
    tap(phone, meeting, "check_in", who=homes[0].pk)
    answer = tap(phone, meeting, "secretary", name="Lê Thị Thu", votes=9)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Điều 3 Nghị định số 59/2023" in page
    assert 'value="Lê Thị Thu"' in page


def test_the_list_is_searched_without_tone_marks(started, phone, group):
    meeting, _ = started()
    factories.household(group, head_name="Đặng Thị Hường")
    page = phone.get(at(meeting, "door"), {"tim": "dang huong"}).content.decode()
    assert "Đặng Thị Hường" in page
    assert page.count("data-who=") == 1


def test_a_card_checks_its_household_in_and_its_code_is_not_kept(started, phone, group, officer):
    meeting, _ = started()
    printed = issue_cards(group=group, by=officer, at=EVENING)[2]
    tap(phone, meeting, "check_in", card=f"http://testserver/the/#{printed.code}")
    assert there(meeting) == {printed.household.pk}
    assert printed.code not in json.dumps(list(MeetingStep.objects.values_list("payload", flat=True)))


def test_whose_card_it_was_is_said(started, phone, group, officer):
    meeting, _ = started()
    printed = issue_cards(group=group, by=officer, at=EVENING)[2]
    answer = tap(phone, meeting, "check_in", card=printed.code)
    assert printed.household.code in answer.content.decode().partition('role="status"')[2].partition("</p>")[0]


@pytest.fixture
def heard_in_part(started, group, prepared, officer):
    """A meeting about two things, of which the first household was heard in one online."""
    meeting, homes = started()
    decision = prepared(forms=("meeting", "online"), title="Lịch trực đêm")
    MeetingItem.objects.create(ward=meeting.ward, meeting=meeting, decision=decision, position=2)
    open_decision(decision=decision, by=officer, at=EVENING)
    elector = electors(decision)[0]
    polling.vote(decision=decision, elector=elector, choices=(1,), by=account(elector), at=EVENING)
    return meeting, elector.household, next(each for each in homes if each != elector.household)


def test_an_authorised_household_that_was_heard_in_part_is_told_what_is_left(heard_in_part, phone):
    meeting, heard, other = heard_in_part
    through = {"representative": "Bà Năm", "is_authorised": True}
    steps = (
        a_step("check_in", "phone-a-0001", who=heard.pk, **through),
        a_step("check_in", "phone-a-0002", who=other.pk, **through),
    )
    first, second = send(phone, meeting, *steps).json()["results"]
    assert first["refusal"] == ""
    assert "đã có ý kiến trước đó về 1 trong 2 nội dung" in first["told"]
    assert second["told"] == ""
    assert there(meeting) == {heard.pk, other.pk}


def test_the_plain_form_tells_it_too(heard_in_part, phone):
    meeting, heard, _ = heard_in_part
    answer = tap(phone, meeting, "check_in", who=heard.pk, representative="Bà Năm", is_authorised="true")
    assert "chỉ biểu quyết 1 nội dung còn lại" in answer.content.decode()


def test_a_household_code_checks_in_whatever_its_case(started, phone):
    meeting, homes = started()
    tap(phone, meeting, "check_in", card=homes[1].code.lower())
    assert there(meeting) == {homes[1].pk}


def test_a_forged_card_is_refused(started, phone):
    meeting, _ = started()
    answer = tap(phone, meeting, "check_in", card="ABCDABCDABCDABCD")
    assert answer.status_code == 422
    assert not Attendance.objects.exists()


def test_the_pages_ask_few_questions_of_the_database(started, phone, django_assert_max_num_queries):
    meeting, homes = started(60)
    send(phone, meeting, *(a_step("check_in", f"phone-a-{n:04}", who=each.pk) for n, each in enumerate(homes[:50])))
    item = meeting.items.get().pk
    for address in (
        at(meeting, "room"),
        at(meeting, "door"),
        at(meeting, "item", item),
        at(meeting, "screen"),
        at(meeting, "steps"),
    ):
        with django_assert_max_num_queries(14):
            assert phone.get(address).status_code == 200


def test_the_screen_loads_itself_anew_and_names_the_quorum(started, phone):
    meeting, homes = started(10)
    send(phone, meeting, *(a_step("check_in", f"phone-a-{n:04}", who=each.pk) for n, each in enumerate(homes[:7])))
    answer = phone.get(at(meeting, "screen"))
    assert answer["Refresh"] == "5"
    assert "<b>7</b>" in answer.content.decode()


def test_the_bars_of_a_result_are_as_long_as_its_share(started, phone):
    meeting, homes = started(6)
    send(phone, meeting, *(a_step("check_in", f"phone-a-{n:04}", who=each.pk) for n, each in enumerate(homes)))
    item = meeting.items.get().pk
    tap(phone, meeting, "secretary", name="Lê Thị Thu", votes=6)
    tap(phone, meeting, "method", item=item, method="open", votes=6)
    tap(phone, meeting, "vote", item=item, **{"option-1": 5, "option-2": 1, "option-3": ""})
    for address in (at(meeting, "item", item), at(meeting, "screen")):
        assert '<rect width="83.3"' in phone.get(address).content.decode()


def test_counting_anew_begins_with_all_who_voted(started, phone):
    meeting, homes = started(6)
    item = meeting.items.get().pk
    send(phone, meeting, *(a_step("check_in", f"phone-a-{n:04}", who=each.pk) for n, each in enumerate(homes[:5])))
    assert 'data-voters="5" data-apart="0"' in phone.get(at(meeting, "item", item)).content.decode()
    tap(phone, meeting, "secretary", name="Lê Thị Thu", votes=5)
    tap(phone, meeting, "method", item=item, method="open", votes=5)
    tap(phone, meeting, "vote", item=item, **{"option-1": 5, "option-2": 0, "option-3": ""})
    tap(phone, meeting, "check_in", who=homes[5].pk)
    assert 'data-voters="6" data-apart="0"' in phone.get(at(meeting, "item", item)).content.decode()


def test_the_worker_may_answer_for_the_room_and_for_the_page_of_cards(started, phone):
    meeting, _ = started()
    answer = phone.get(at(meeting, "worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    page = phone.get(at(meeting, "door")).content.decode()
    kept = page.partition('data-keep="')[2].partition('"')[0].split()
    assert {at(meeting, "room"), at(meeting, "door"), reverse("ward:card")} < set(kept)


def test_nobody_else_sees_the_room(started, signed_in, ward):
    meeting, _ = started()
    stranger = signed_in(factories.staff(ward, "group_leader"))
    for route in ("room", "door", "steps", "screen", "worker"):
        assert stranger.get(at(meeting, route)).status_code == 404


# The queue of a device


def test_steps_are_taken_in_order_each_once_and_answered_alike(started, phone):
    meeting, homes = started()
    steps = (
        a_step("check_in", "phone-a-0001", who=homes[0].pk),
        a_step("check_in", "phone-a-0002", who=homes[1].pk),
        a_step("undo", "phone-a-0003", who=homes[0].pk),
    )
    first = send(phone, meeting, *steps).json()
    assert send(phone, meeting, *steps).json() == first
    assert there(meeting) == {homes[1].pk}
    assert MeetingStep.objects.count() == 3


def test_a_refused_step_says_why_each_time_and_does_not_hold_up_the_others(started, phone):
    meeting, homes = started()
    steps = (
        a_step("secretary", "phone-a-0001", name="Lê Thị Thu", votes=3),
        a_step("check_in", "phone-a-0002", who=homes[0].pk),
    )
    for _ in range(2):
        results = send(phone, meeting, *steps).json()["results"]
        assert "dự họp" in results[0]["refusal"]
        assert results[1]["refusal"] == ""
    assert there(meeting) == {homes[0].pk}


def test_two_phones_that_check_in_the_same_household_count_it_once(started, phone):
    meeting, homes = started()
    send(phone, meeting, a_step("check_in", "phone-a-0001", who=homes[0].pk))
    send(phone, meeting, a_step("check_in", "phone-b-0001", who=homes[0].pk))
    assert Attendance.objects.count() == 1


@pytest.fixture
def election(started, phone):
    """A meeting of six households that are all there, with secretary and form of voting; one person stands."""
    listed = (Answerable(Answer.CANDIDATE, "Nguyễn Văn An"),)
    meeting, homes = started(6, kind="board", seats=2, options=listed)
    item = meeting.items.get()
    send(phone, meeting, *(a_step("check_in", f"phone-a-{n:04}", who=each.pk) for n, each in enumerate(homes)))
    tap(phone, meeting, "secretary", name="Lê Thị Thu", votes=6)
    tap(phone, meeting, "method", item=item.pk, method="open", votes=6)
    return item


def refusals(answer):
    return [each["refusal"] for each in answer.json()["results"]]


def test_two_phones_that_nominate_the_same_person_put_them_on_the_list_once(election, phone):
    first = a_step("candidate", "phone-a-1001", item=election.pk, name="Trần Thị Hòa", is_self_nominated="on")
    again = a_step("candidate", "phone-b-1001", item=election.pk, name=" TRẦN THỊ  HÒA")
    namesake = a_step("candidate", "phone-b-1002", item=election.pk, name="Trần Thị Hòa, ngõ 8")
    for _ in range(2):
        answer = send(phone, election.meeting, first, again, namesake)
        assert ["đã có trong danh sách" in each for each in refusals(answer)] == [False, True, False]
    texts = election.decision.options.values_list("text", "is_self_nominated")
    assert list(texts) == [("Nguyễn Văn An", False), ("Trần Thị Hòa", True), ("Trần Thị Hòa, ngõ 8", False)]


def test_votes_for_whoever_was_nominated_without_network_are_told_by_name(election, phone):
    send(phone, election.meeting, a_step("candidate", "phone-b-1001", item=election.pk, name="Lê Văn Cường"))
    votes = {"option-1": "5", "option-2": "4", "candidate-trần thị hòa": "2"}
    answer = send(
        phone,
        election.meeting,
        a_step("candidate", "phone-a-1001", item=election.pk, name="Trần Thị Hòa"),
        a_step("vote", "phone-a-1002", item=election.pk, **votes),
    )
    assert refusals(answer) == ["", ""]
    assert CountSheet.objects.get().votes == {"1": 5, "2": 4, "3": 2}
    assert MeetingStep.objects.get(key="phone-a-1002").payload["option-3"] == "2"


@pytest.mark.parametrize(
    ("votes", "why"),
    [
        ({"option-1": "5"}, "số phiếu của Lê Văn Cường"),
        ({"option-1": "5", "option-2": "4", "candidate-Đỗ Thị Lan": "2"}, "Đỗ Thị Lan"),
        ({"option-1": "5", "option-2": "4", "candidate-Lê Văn Cường": "2"}, "hai số khác nhau"),
    ],
)
def test_votes_that_do_not_fit_the_list_as_it_stands_are_refused_in_words(election, phone, votes, why):
    send(phone, election.meeting, a_step("candidate", "phone-b-1001", item=election.pk, name="Lê Văn Cường"))
    [refusal] = refusals(send(phone, election.meeting, a_step("vote", "phone-a-1001", item=election.pk, **votes)))
    assert why in refusal
    assert not CountSheet.objects.exists()


@pytest.mark.parametrize("wrong", [timedelta(hours=-9), timedelta(hours=9), timedelta(days=400)])
def test_a_clock_that_is_wrong_by_hours_breaks_nothing(started, phone, wrong):
    meeting, homes = started()
    answer = send(
        phone,
        meeting,
        a_step("check_in", "phone-a-0001", EVENING + wrong, who=homes[0].pk),
        a_step("leave", "phone-a-0002", EVENING - wrong, who=homes[0].pk),
    )
    assert [each["refusal"] for each in answer.json()["results"]] == ["", ""]
    row = Attendance.objects.get()
    assert EVENING <= row.came_at <= row.left_at <= LATER
    assert all(EVENING <= each.done_at <= LATER for each in MeetingStep.objects.all())


GOOD = {"key": "phone-a-0001", "kind": "check_in", "payload": {"card": "H1"}, "done_at": EVENING.isoformat()}


@pytest.mark.parametrize(
    "nonsense",
    [
        "x",
        "[]",
        '{"steps": 3}',
        json.dumps({"steps": [GOOD, 7]}),
        json.dumps({"steps": [GOOD, GOOD | {"key": "<b>"}]}),
        json.dumps({"steps": [GOOD, GOOD | {"kind": "explode"}]}),
        json.dumps({"steps": [GOOD, GOOD | {"payload": {"who": {"a": 1}}}]}),
        json.dumps({"steps": [GOOD, GOOD | {"payload": {"who": 10**30}}]}),
        json.dumps({"steps": [GOOD] * 501}),
        "[" * 100_000,
    ],
)
def test_nonsense_is_answered_with_reasons_and_nothing_is_done(started, phone, nonsense):
    meeting, _ = started()
    answer = phone.post(at(meeting, "steps"), nonsense, content_type="application/json")
    assert answer.status_code == 422
    assert all(each["reason"] for each in answer.json()["faults"])
    assert not MeetingStep.objects.exists()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
relaxed = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@relaxed
@given(
    kind=st.sampled_from(
        ["check_in", "undo", "leave", "secretary", "note", "method", "counters", "candidate", "vote", "postpone"]
    ),
    payload=st.dictionaries(
        st.sampled_from(
            ["who", "card", "item", "votes", "name", "method", "option-1", "candidate-A", "text", "reason"]
        ),
        json_values,
    ),
)
def test_whatever_a_step_holds_it_is_taken_or_refused_in_words(steady, kind, payload):
    meeting, _, phone = steady
    with transaction.atomic():
        answer = send(phone, meeting, a_step(kind, "phone-a-0001", **payload))
        assert answer.status_code in {200, 422}
        transaction.set_rollback(True)


HOMES = 5
one = st.tuples(st.sampled_from(["check_in", "check_in", "undo", "leave"]), st.integers(0, HOMES - 1))


@st.composite
def evenings(draw):
    """What two devices do: each its own list; both check in any household, but only one of them ever takes a given
    household back. And the order and the repetitions in which the batches arrive."""
    devices = [draw(st.lists(one, max_size=8)) for _ in "ab"]
    for number, steps in enumerate(devices):
        devices[number] = [(kind, home) for kind, home in steps if kind == "check_in" or home % 2 == number]
    for number, steps in enumerate(devices):
        other = {home for kind, home in devices[1 - number] if kind != "check_in"}
        devices[number] = [(kind, home) for kind, home in steps if home not in other]
    arrivals = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 8), st.booleans()), max_size=8))
    return devices, arrivals


@relaxed
@given(evening=evenings())
def test_any_interleaving_of_two_devices_gives_the_same_attendance(steady, evening):
    meeting, homes, phone = steady
    devices, arrivals = evening
    queues = [
        [a_step(kind, f"device-{name}-{n:04}", who=homes[home].pk) for n, (kind, home) in enumerate(steps)]
        for name, steps in zip("ab", devices, strict=True)
    ]
    expected = set()
    for steps in devices:
        for kind, home in steps:
            expected = expected | {homes[home].pk} if kind == "check_in" else expected - {homes[home].pk}
    with transaction.atomic():
        answered = [0, 0]
        # A device sends from where it stands; when the answer is lost, it sends the same again later.
        for device, many, is_lost in [*arrivals, (0, 99, False), (1, 99, False)]:
            batch = queues[device][answered[device] : answered[device] + many]
            answer = send(phone, meeting, *batch)
            assert answer.status_code == 200
            answered[device] += 0 if is_lost else len(batch)
        assert there(meeting) == expected
        assert Attendance.objects.filter(meeting=meeting).count() <= len(homes)
        assert queries_meeting.present(meeting) == len(expected)
        transaction.set_rollback(True)


@pytest.fixture
def steady(started, phone):
    """One meeting for every example of a test."""
    meeting, homes = started(HOMES)
    return meeting, homes, phone
