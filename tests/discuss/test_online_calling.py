"""Households are told that they can vote: e-mail to those with an address, one text a household, nobody twice."""

import pytest
from django.urls import reverse

from danchu.core.actors import SYSTEM
from danchu.core.messaging import sms
from danchu.core.models import Notice
from danchu.discuss import tasks
from danchu.discuss.actions.preparing import open_decision
from danchu.discuss.models import VoteCall
from tests import factories
from tests.discuss.conftest import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(monkeypatch, settings):
    """The texts that the gateway was given."""
    settings.SMS_GATEWAY_URL = "https://gateway.example/"
    given = []
    monkeypatch.setattr(sms, "send", lambda **told: given.append(told))
    return given


@pytest.fixture
def homes(group, ward):
    """Four households: one with two addresses and a phone, one with a phone only, one with nothing, one moved out."""
    homes = [factories.household(group) for _ in range(4)]
    for name, phone in (("me@example.com", "+84912345671"), ("con@example.com", "+84912345672")):
        factories.person(ward, household=homes[0], email=name, phone=phone, is_head=name.startswith("me"))
    factories.person(ward, household=homes[1], phone="+84912345673")
    factories.person(ward, household=homes[2])
    factories.person(ward, household=homes[3], email="cu@example.com", left_on=MORNING.date())
    return homes


def test_every_household_that_can_be_reached_is_told_once(
    homes, opened, texts, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        decision = opened(forms=("online",))
    call = VoteCall.objects.get()
    assert (call.done, call.by_email, call.by_phone, call.unreached) == (4, 1, 2, 2)
    assert sorted(Notice.objects.values_list("recipient", flat=True)) == ["con@example.com", "me@example.com"]
    assert sorted(each["phone"] for each in texts) == ["+84912345671", "+84912345673"]
    address = reverse("discuss:vote", args=[decision.pk])
    assert all(address in words for words in (texts[0]["text"], Notice.objects.first().body))
    tasks.tell_electors.func(call.pk)
    assert (Notice.objects.count(), len(texts)) == (2, 2)


def test_a_round_that_was_cut_off_goes_on_where_it_stood(homes, opened, texts):
    opened(forms=("online",))
    VoteCall.objects.update(done=1)
    tasks.tell_electors.func(VoteCall.objects.get().pk)
    assert [each["phone"] for each in texts] == ["+84912345673"]
    assert not Notice.objects.exists()
    assert VoteCall.objects.get().done == 4


def test_without_a_gateway_only_letters_go_out(homes, opened, settings):
    settings.SMS_GATEWAY_URL = ""
    opened(forms=("online",))
    tasks.tell_electors.func(VoteCall.objects.get().pk)
    told = VoteCall.objects.get()
    assert (told.by_email, told.by_phone, told.unreached) == (1, 0, 3)


def test_nobody_is_told_of_a_vote_that_is_not_online(homes, opened):
    opened(forms=("meeting",))
    assert not VoteCall.objects.exists()


def test_in_an_organisation_its_members_are_told(prepared, ward, officer, texts):

    school = factories.organisation(ward)
    member = factories.person(ward, phone="+84912345674", email="thay@example.com")
    factories.mandate(member, "worker", organisation=school)
    open_decision(decision=prepared(forms=("online",), organisation=school), by=SYSTEM, at=MORNING)
    tasks.tell_electors.func(VoteCall.objects.get().pk)
    assert [each["phone"] for each in texts] == ["+84912345674"]
    assert Notice.objects.get().recipient == "thay@example.com"


def test_the_desk_sees_how_far_it_is_and_who_is_left(homes, opened, texts, signed_in, officer, ward):
    decision = opened(forms=("online",))
    address = reverse("discuss:call", args=[decision.pk])
    client = signed_in(officer)
    assert "progress" in client.get(address).content.decode()
    tasks.tell_electors.func(VoteCall.objects.get().pk)
    assert "2 nơi không có" in client.get(address).content.decode()
    assert signed_in(factories.staff(ward, "group_leader")).get(address).status_code == 404
