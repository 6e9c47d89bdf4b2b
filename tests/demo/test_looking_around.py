"""Whoever tries the demonstration gets in, in every role, and finds something on every page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from danchu.core.messaging import sms
from danchu.demo import sign_ins
from danchu.demo.sign_ins import BY_PHONE, CARD_WAY, PASSWORD, PHONE_WAY, STAFF, STAFF_WAY
from danchu.lib import clock
from tests.demo.conftest import NOON, run
from tests.permissions import world as worlds

NOT_FOR_STAFF = {"inspect:mine"}
"""Whoever works for the ward has sent it nothing of their own."""
NOT_FOR_A_SCHOOL = {"discuss:desk-initiatives", "inspect:desk", "inspect:reception-promises"}
"""Residents put initiatives to their group and voices to the ward, not to a school."""
WITHOUT_DUTIES = {"truonghoc", "kiemtra"}
"""Nobody gives work to a school or to the auditor yet."""

BACKEND = "danchu.ward.accounts_backend.AccountBackend"


@pytest.fixture(autouse=True)
def _at_noon(db, settings, demo_ward):
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    with clock.travel_to(NOON):
        yield


def by_way(ward, way):
    return [each for each in sign_ins.sign_ins(ward) if each.way == way]


def test_there_is_a_sign_in_for_every_role(demo_ward):
    assert {each.key for each in by_way(demo_ward, STAFF_WAY)} == {each.username for each in STAFF}
    assert len(by_way(demo_ward, PHONE_WAY)) == len(BY_PHONE) + 1
    assert len(by_way(demo_ward, CARD_WAY)) == 1


def test_the_list_prints_every_way_in_and_where_codes_are_seen(demo_ward):
    told = run("--sign-ins", "--site", "http://127.0.0.1:8000")
    assert PASSWORD in told
    assert f"http://127.0.0.1:8000{reverse('ward:demonstration-codes')}" in told
    assert all(each.key in told for each in sign_ins.sign_ins(demo_ward))


@pytest.mark.parametrize("username", [each.username for each in STAFF])
def test_staff_sign_in_by_password_without_a_second_factor(username):
    client = Client()
    answer = client.post(reverse("account_login"), {"login": username, "password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert answer.wsgi_request.user.username == username
    assert client.get(reverse("duties:today")).status_code == 200


def test_residents_and_group_leaders_sign_in_by_the_code_on_the_page_of_messages(demo_ward):
    people = list(by_way(demo_ward, PHONE_WAY))
    assert len(people) > 1
    for each in people:
        client = Client()
        client.post(reverse("ward:ask-code"), {"phone": each.key})
        code = re.match(r"\d{6}", sms.shown_in_demonstration(demo_ward)[0][2]).group()
        answer = client.post(reverse("ward:sign-in-code"), {"code": code}, follow=True)
        assert answer.wsgi_request.user.display_name == each.name, each.role


def test_a_household_signs_in_by_its_card(demo_ward):
    [card] = by_way(demo_ward, CARD_WAY)
    answer = Client().post(reverse("ward:card"), {"card": card.key}, follow=True)
    assert card.name in answer.wsgi_request.user.display_name


def pages():
    return [each.name for each in worlds.routes() if each.is_own and not each.arguments]


@pytest.mark.parametrize("username", ["", "chutich", "vanphong", "daibieu", "truonghoc", "kiemtra", "quantri"])
def test_no_list_is_empty_and_no_page_breaks(demo_ward, username):
    client = Client()
    if username:
        client.force_login(demo_ward_account(demo_ward, username), backend=BACKEND)
    empty = []
    for name in pages():
        answer = client.get(reverse(name))
        assert answer.status_code < 500, name
        if answer.context and "register" in answer.context and not answer.context["lines"]:
            empty.append(name)
    if username in WITHOUT_DUTIES:
        empty.remove("duties:duties")
    if username:
        empty = [each for each in empty if each not in NOT_FOR_STAFF]
    if username == "truonghoc":
        empty = [each for each in empty if each not in NOT_FOR_A_SCHOOL]
    assert not empty


def demo_ward_account(ward, username):
    return sign_ins.User.objects.get(ward=ward, username=username)
