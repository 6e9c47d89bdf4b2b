"""Anyone checks a receipt and a result; nobody learns from it who chose what."""

import json

import pytest
from django.urls import reverse

from danchu.discuss import bundle, polling
from danchu.discuss.actions.closing import close_decision, reopen_for_recount
from danchu.discuss.models import Ballot, SecretTally
from danchu.discuss.states import Method, WrittenAs
from danchu.lib import codes
from tests import factories
from tests.discuss.conftest import account, electors
from tests.discuss.test_voting import LATER, NO, YES

pytestmark = pytest.mark.django_db


@pytest.fixture
def voted(opened, households):
    """``voted(**plan)``: a decision of three households, two of which voted online; with the receipts."""

    def vote(**given):
        households(3)
        decision = opened(**{"forms": ("online",), **given})
        receipts = [
            polling.vote(decision=decision, elector=each, choices=(choice,), by=account(each), at=LATER).receipt
            for each, choice in zip(electors(decision), (YES, NO), strict=False)
        ]
        return decision, receipts

    return vote


def checked(client, decision, code):
    return client.post(reverse("discuss:receipt", args=[decision.pk]), {"code": code})


@pytest.mark.parametrize("method", Method.values)
def test_a_receipt_tells_form_and_day_and_neither_choice_nor_household(voted, client, method):
    decision, receipts = voted(method=method)
    page = checked(client, decision, codes.written(receipts[1]).lower()).content.decode()
    assert "đã vào và không bị sửa" in page
    assert "Trực tuyến" in page
    assert "02/03/2026" in page
    elector = electors(decision)[1]
    for hidden in ("Không tán thành", elector.code, elector.name, receipts[1]):
        assert hidden not in page.replace(f'value="{codes.written(receipts[1]).lower()}"', "")


@pytest.mark.parametrize("place", [0, 1])
def test_a_receipt_tells_when_the_open_ballot_behind_it_was_altered(voted, client, place):
    decision, receipts = voted()
    Ballot.objects.filter(number=place + 1).update(choices=[NO if place == 0 else YES])
    assert "không còn khớp" in checked(client, decision, receipts[place]).content.decode()


def test_a_receipt_tells_when_the_box_was_altered(voted, client):
    decision, receipts = voted(method=Method.SECRET)
    SecretTally.objects.filter(option__position=YES).update(votes=2)
    assert "không còn khớp" in checked(client, decision, receipts[0]).content.decode()


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "AAAA", ""])
def test_a_code_that_is_no_receipt_is_said_to_be_none(voted, client, code):
    decision, _ = voted()
    assert checked(client, decision, code).status_code == 422


def test_a_receipt_of_another_decision_is_none_here(voted, opened, client):
    _, receipts = voted()
    assert checked(client, opened(forms=("online",)), receipts[0]).status_code == 422


def test_who_tries_codes_is_told_to_stop_and_holds_up_nobody_at_the_same_address(voted, client, settings):
    decision, receipts = voted()
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "receipt-network": (2, 3600)}
    said = [checked(client, decision, "AAAABBBBCCCC").content.decode() for _ in range(3)]
    assert ["quá nhiều lần" in each for each in said] == [False, False, True]
    assert checked(client, decision, receipts[0]).status_code == 200


def test_nobody_keeps_the_page_of_a_receipt(voted, client):
    decision, receipts = voted()
    assert "no-store" in checked(client, decision, receipts[0]).headers["Cache-Control"]


def test_the_bundle_of_a_closed_decision_is_for_everyone_and_bears_the_digest_of_the_page(voted, client, officer):
    decision, _ = voted()
    address = reverse("discuss:bundle", args=[decision.pk])
    assert client.get(address).status_code == 404
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    raw = client.get(address).content
    digest = json.loads(raw)["digest"]
    assert bundle.check(raw, digest).ok
    assert digest in client.get(decision.get_absolute_url()).content.decode()


def test_a_recount_takes_the_digest_back(voted, leader, officer):
    decision, _ = voted()
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    reopen_for_recount(decision=decision, reason="Có kiến nghị", by=leader, at=decision.closes_at)
    decision.refresh_from_db()
    assert decision.bundle_digest == ""


def test_the_page_of_a_closed_decision_shows_options_forms_and_turnout(voted, client, officer):
    decision, _ = voted()
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    answer = client.get(decision.get_absolute_url())
    page = answer.content.decode()
    for words in ("Số phiếu của từng phương án", "Theo hình thức", "66,7", "Tự kiểm chứng"):
        assert words in page
    result = answer.context["result"]
    assert [(line.label, line.number) for line in result.options][:2] == [("Tán thành", 1), ("Không tán thành", 1)]
    assert result.options[0].length == 34


def test_the_choices_of_an_open_vote_are_listed_for_those_entitled_only(voted, signed_in, officer, ward, client):
    decision, _ = voted()
    address = reverse("discuss:voices", args=[decision.pk])
    assert client.get(address).status_code == 302
    page = signed_in(officer).get(address).content.decode()
    first, second, third = electors(decision)
    assert page.index(first.code) < page.index("Tán thành") < page.index(second.code) < page.index("Không tán thành")
    assert third.code in page
    assert signed_in(account(first)).get(address).status_code == 403
    assert signed_in(factories.staff(ward, "group_leader")).get(address).status_code == 404


def test_the_choices_of_a_secret_vote_are_listed_for_nobody(voted, signed_in, officer):
    decision, _ = voted(method=Method.SECRET)
    assert signed_in(officer).get(reverse("discuss:voices", args=[decision.pk])).status_code == 404


def test_how_to_check_is_told_in_plain_words(ward, client):
    assert "danchu verify-decision" in client.get(reverse("discuss:verify")).content.decode()
