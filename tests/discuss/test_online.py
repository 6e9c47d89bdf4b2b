"""Voting online as a resident does it: at most four taps, one voice, an honest page for everything else."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.core.actors import SYSTEM
from danchu.discuss import box, polling
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.preparing import Answerable, open_decision, withdraw_decision
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Ballot, SecretTally, Voice
from danchu.discuss.states import Answer, Form, Method, WrittenAs
from danchu.lib import clock
from tests import factories
from tests.discuss.conftest import MORNING, account, electors

pytestmark = pytest.mark.django_db
YES, NO = "1", "2"
NOON = MORNING + timedelta(hours=3)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.travel_to(NOON):
        yield


@pytest.fixture
def at_home(opened, households, signed_in):
    """``at_home(**plan)``: the first of three households signed in, a decision is open: address, client, elector."""

    def come(**given):
        households(3)
        decision = opened(**{"forms": ("online",), **given})
        elector = electors(decision)[0]
        return reverse("discuss:vote", args=[decision.pk]), signed_in(account(elector)), elector

    return come


def sending_of(answer):
    return re.search(r'name="sending" value="([^"]+)"', answer.content.decode())[1]


def looked_at_again(client, address, choice=YES, **more):
    sending = sending_of(client.get(address))
    return client.post(address, {"choices": choice, "sending": sending, "step": "review", **more}), sending


def sent(client, address, choice=YES, **more):
    _, sending = looked_at_again(client, address, choice, **more)
    return client.post(address, {"choices": choice, "sending": sending, "step": "send", **more}), sending


def code_in(answer):
    return re.search(r'"receipt-code">([^<]+)<', answer.content.decode())[1]


def test_a_household_is_led_from_its_list_to_a_receipt(at_home):
    address, client, elector = at_home()
    assert address in client.get(reverse("discuss:mine")).content.decode()
    again, sending = looked_at_again(client, address)
    assert "Tán thành" in again.content.decode()
    assert not Voice.objects.exists()
    answer = client.post(address, {"choices": YES, "sending": sending, "step": "send"})
    voice = Voice.objects.get()
    assert voice.elector == elector
    assert voice.receipt_hash == box.receipt_hash(elector.decision_id, code_in(answer).replace("-", ""))
    assert Ballot.objects.get().choices == [1]
    assert "Tán thành" not in answer.content.decode()


def test_nothing_of_it_is_kept_by_anyone(at_home):
    address, client, _ = at_home()
    for answer in (client.get(address), sent(client, address)[0], client.get(reverse("discuss:mine"))):
        assert "no-store" in answer.headers["Cache-Control"]
        assert "private" in answer.headers["Cache-Control"]


def test_going_back_keeps_what_was_chosen(at_home):
    address, client, _ = at_home()
    _, sending = looked_at_again(client, address, NO)
    back = client.post(address, {"choices": NO, "sending": sending, "step": "back"})
    assert re.search(r'value="2"[^>]*checked', back.content.decode())


@pytest.mark.parametrize("method", Method.values)
def test_the_same_sending_twice_gives_one_voice_and_the_same_receipt(at_home, method):
    address, client, _ = at_home(method=method)
    first, sending = sent(client, address)
    second = client.post(address, {"choices": YES, "sending": sending, "step": "send"})
    assert code_in(first) == code_in(second)
    assert Voice.objects.count() == 1
    assert sum(SecretTally.objects.values_list("votes", flat=True)) == (method == Method.SECRET)


def test_two_devices_at_once_give_one_voice_and_the_second_is_told(at_home):
    address, client, elector = at_home(is_changeable=True)
    sending = sending_of(client.get(address))
    polling.vote(decision=elector.decision, elector=elector, choices=(1,), by=account(elector), at=NOON)
    answer = client.post(address, {"choices": NO, "sending": sending, "step": "send"})
    assert "không được ghi" in answer.content.decode()
    assert [each.choices for each in Ballot.objects.all()] == [[1]]


def test_a_member_of_the_household_votes_for_it_and_the_age_band_is_kept(opened, signed_in, group, ward):
    household = factories.household(group)
    member = factories.resident(ward, household=household, born_in_year=1960)
    decision = opened(forms=("online",))
    sent(signed_in(member), reverse("discuss:vote", args=[decision.pk]))
    assert Voice.objects.get().age_band == "60+"


def test_somebody_who_moved_out_does_not_speak_for_the_household(opened, signed_in, group, ward):
    household = factories.household(group)
    gone = factories.resident(ward, household=household, left_on=NOON.date())
    decision = opened(forms=("online",))
    answer = signed_in(gone).get(reverse("discuss:vote", args=[decision.pk]))
    assert "không có trong danh sách" in answer.content.decode()


def test_in_an_organisation_its_members_vote_and_others_see_nothing(prepared, officer, ward, signed_in):
    school = factories.organisation(ward)
    member = factories.staff(ward, "worker", organisation=school)
    outsider = factories.resident(ward)
    decision = _opened_inside(prepared, school)
    address = reverse("discuss:vote", args=[decision.pk])
    assert signed_in(outsider).get(address).status_code == 404
    client = signed_in(member)
    assert address in client.get(reverse("discuss:mine")).content.decode()
    sent(client, address)
    assert Voice.objects.get().elector.member.account == member


def _opened_inside(prepared, school):
    return open_decision(decision=prepared(forms=("online",), organisation=school), by=SYSTEM, at=MORNING)


def test_who_was_heard_otherwise_is_told_by_whom_and_when_and_not_what(at_home, officer):
    address, client, elector = at_home(forms=("meeting", "online"))
    mark_heard(decision=elector.decision, elector=elector, form=Form.MEETING, by=officer, at=NOON)
    Voice.objects.update(representative="Bà Lan")
    page = client.get(address).content.decode()
    for words in ("Hộ đã có ý kiến", "Tại cuộc họp", "Bà Lan", officer.display_name):
        assert words in page
    assert "sending" not in page


def test_a_secret_choice_is_shown_to_nobody_an_open_one_to_the_own_household(at_home):
    address, client, _ = at_home()
    sent(client, address, NO)
    assert "Không tán thành" in client.get(address).content.decode()


def test_of_a_secret_vote_the_page_tells_the_day_and_no_choice(at_home):
    address, client, _ = at_home(method=Method.SECRET)
    sent(client, address, NO)
    page = client.get(address).content.decode()
    assert "Không tán thành" not in page
    assert "02/03/2026" in page
    assert "12:00" not in page


def test_a_voice_is_changed_while_the_plan_allows_it(at_home):
    address, client, _ = at_home(is_changeable=True)
    sent(client, address, YES)
    offered = client.get(f"{address}?doi=1").content.decode()
    assert re.search(r'value="1"[^>]*checked', offered)
    sending = re.search(r'name="sending" value="([^"]+)"', offered)[1]
    answer = client.post(address, {"choices": NO, "sending": sending, "step": "send", "doi": "1"})
    assert answer.status_code == 302
    assert [each.choices for each in Ballot.objects.order_by("number")] == [[1], [2]]
    client.post(address, {"choices": NO, "sending": sending, "step": "send", "doi": "1"})
    assert Ballot.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"step": "review"}, "Hãy chọn ý kiến"),
        ({"choices": "9", "step": "review"}, "choices"),
        ({"choices": YES, "sending": "giả", "step": "send"}, "Trang đã cũ"),
    ],
)
def test_what_cannot_be_is_said_beside_the_form(at_home, fields, words):
    address, client, _ = at_home()
    answer = client.post(address, {"sending": sending_of(client.get(address)), **fields})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Voice.objects.exists()


def test_a_form_made_for_another_household_is_not_taken(at_home, client, signed_in):
    address, first, elector = at_home()
    foreign = sending_of(first.get(address))
    other = signed_in(account(electors(elector.decision)[1]))
    answer = other.post(address, {"choices": YES, "sending": foreign, "step": "send"})
    assert answer.status_code == 422
    assert not Voice.objects.exists()


def test_a_sign_in_that_ran_out_comes_back_to_the_same_page(at_home):
    address, client, _ = at_home()
    client.logout()
    answer = client.post(address, {"choices": YES, "step": "send"})
    assert answer.status_code == 302
    assert answer.url.endswith(f"next={address}")


def test_before_it_begins_and_after_it_ended_the_page_says_so(at_home):
    address, client, elector = at_home(opens_at=MORNING + timedelta(days=2))
    assert "Chưa đến lúc" in client.get(address).content.decode()
    with clock.travel_to(elector.decision.closes_at):
        assert "Đã hết hạn" in client.get(address).content.decode()
        client.post(address, {"choices": YES, "step": "send"})
    assert not Voice.objects.exists()


def test_closed_and_withdrawn_decisions_say_so(at_home, officer, opened):
    address, client, elector = at_home()
    decision = elector.decision
    with clock.travel_to(decision.closes_at):
        close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=clock.now())
        assert "đã có kết quả" in client.get(address).content.decode()
    other = opened(forms=("online",))
    withdraw_decision(decision=other, reason="Chờ quy hoạch", by=officer, at=NOON)
    assert "Chờ quy hoạch" in client.get(reverse("discuss:vote", args=[other.pk])).content.decode()


def test_without_online_voting_the_page_names_the_forms(at_home):
    address, client, _ = at_home(forms=("meeting",))
    assert "không biểu quyết trực tuyến" in client.get(address).content.decode()


def test_an_election_lets_choose_as_many_as_there_are_seats(at_home):
    people = tuple(Answerable(Answer.CANDIDATE, f"Ông {name}") for name in ("An", "Bình", "Cường"))
    address, client, _ = at_home(seats=2, options=people, method=Method.SECRET)
    sending = sending_of(client.get(address))
    many = client.post(address, {"choices": ["1", "2", "3"], "sending": sending, "step": "review"})
    assert "nhiều nhất 2" in many.content.decode()
    client.post(address, {"choices": ["1", "3"], "sending": sending, "step": "send"})
    assert sorted(SecretTally.objects.values_list("option__position", "votes")) == [(1, 1), (2, 0), (3, 1)]


@pytest.mark.parametrize("name", ["vote", "mine"])
def test_the_pages_ask_little_of_the_database(at_home, name, django_assert_max_num_queries):
    address, client, _ = at_home()
    with django_assert_max_num_queries(8):
        client.get(address if name == "vote" else reverse("discuss:mine"))
