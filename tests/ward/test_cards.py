"""Cards on paper: issued, used, replaced; their codes are nowhere else."""

import re

import pytest
from django.urls import reverse

from danchu.core.models import AuditEntry, User
from danchu.core.refusals import Refused
from danchu.lib import clock
from danchu.ward import card_codes, card_sheet
from danchu.ward.actions.cards import Printed, issue_cards, replace_card
from danchu.ward.models import HouseholdCard
from tests import factories
from tests.ward.test_sign_in import who

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
CARD = "/the/"


@pytest.fixture
def household(group):
    return factories.household(group, code="BQ-01-0001", head_name="Nguyễn Thị Hồng Ánh")


@pytest.fixture
def issued(group, household, officer):
    """``issued()``: the codes by household of new cards for the group."""

    def issue() -> dict:
        printed = issue_cards(group=group, by=officer, at=clock.now())
        return {each.household.pk: each.code for each in printed}

    return issue


@pytest.fixture
def sheets(monkeypatch):
    """What was printed: the households and codes of each sheet."""
    printed = []
    real = card_sheet.pdf

    def pdf(**given):
        printed.append([(each.household.code, each.code) for each in given["printed"]])
        return real(**given)

    monkeypatch.setattr(card_sheet, "pdf", pdf)
    return printed


def test_a_household_gets_in_with_the_code_of_its_card_however_it_is_typed(client, household, issued):
    code = issued()[household.pk]
    answer = client.post(CARD, {"card": f" {card_codes.written(code).lower()} ", "next": "/cong-khai/"})
    assert (answer.status_code, answer.url) == (302, "/cong-khai/")
    assert who(client).kind == User.Kind.HOUSEHOLD
    household.refresh_from_db()
    assert household.account == who(client)


def test_the_square_leads_to_a_page_that_signs_nobody_in_by_itself(client, ward):
    assert client.get(CARD).status_code == 200
    assert who(client) is None


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKMN-PQR0", "x" * 60])
def test_what_cannot_be_a_code_is_explained(client, ward, typed):
    answer = client.post(CARD, {"card": typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors["card"]


def test_a_code_that_nobody_was_given_opens_nothing(client, household, issued):
    issued()
    answer = client.post(CARD, {"card": card_codes.new_code()})
    assert answer.status_code == 422
    assert who(client) is None


def test_new_cards_void_the_old_ones(client, household, issued):
    old, new = issued()[household.pk], issued()[household.pk]
    assert client.post(CARD, {"card": old}).status_code == 422
    assert client.post(CARD, {"card": new}).status_code == 302


def test_a_card_of_another_ward_opens_nothing_here(client, other_ward, ward):
    group = factories.group(other_ward)
    factories.household(group)
    [printed] = issue_cards(group=group, by=factories.staff(other_ward, "civil_servant"), at=clock.now())
    assert client.post(CARD, {"card": printed.code}).status_code == 422


def test_a_household_that_moved_away_is_told_whom_to_ask(client, household, issued):
    code = issued()[household.pk]
    household.left_on = clock.today()
    household.save()
    answer = client.post(CARD, {"card": code})
    assert answer.status_code == 422
    assert "không còn trong danh sách" in answer.content.decode()


def test_a_closed_account_stays_closed_for_its_card(client, household, issued):
    code = issued()[household.pk]
    client.post(CARD, {"card": code})
    User.objects.filter(kind=User.Kind.HOUSEHOLD).update(is_active=False)
    client.cookies.clear()
    assert client.post(CARD, {"card": code}).status_code == 422


def test_who_guesses_at_cards_is_told_to_stop_and_holds_up_nobody_at_the_same_address(
    client, household, issued, settings
):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "card-network": (3, 3600)}
    code = issued()[household.pk]
    said = [client.post(CARD, {"card": card_codes.new_code()}).content.decode() for _ in range(4)]
    assert ["quá nhiều lần" in each for each in said] == [False, False, False, True]
    assert client.post(CARD, {"card": code}).status_code == 302


def test_a_change_of_the_site_key_leaves_cards_in_force(client, household, issued, settings):
    code = issued()[household.pk]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is long enough for anyone"
    assert client.post(CARD, {"card": code}).status_code == 302


def test_the_code_stands_neither_in_the_database_nor_in_the_trail(household, issued):
    code = issued()[household.pk]
    kept = [*HouseholdCard.objects.values_list("code_hash", flat=True)]
    kept += [str(entry.payload) for entry in AuditEntry.objects.all()]
    assert not any(code in each for each in kept)


def test_a_sheet_is_a_pdf_kept_by_nobody(signed_in, officer, group, household, sheets):
    address = reverse("ward:issue-cards", args=[group.pk])
    client = signed_in(officer)
    assert "1 hộ, 0 thẻ" in client.get(address).content.decode()
    answer = client.post(address, {"seen": "0"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    [[(code_of_household, code)]] = sheets
    assert code_of_household == "BQ-01-0001"
    assert client.post(CARD, {"card": code}).status_code in {302}


def test_the_page_says_how_many_cards_will_be_void(signed_in, officer, group, household, issued):
    issued()
    page = signed_in(officer).get(reverse("ward:issue-cards", args=[group.pk])).content.decode()
    assert "1 thẻ đang dùng sẽ không dùng được nữa" in page


def test_sending_the_page_twice_does_not_void_what_was_just_printed(signed_in, officer, group, household, sheets):
    address, client = reverse("ward:issue-cards", args=[group.pk]), signed_in(officer)
    client.post(address, {"seen": "0"})
    again = client.post(address, {"seen": "0"})
    assert again.status_code == 422
    assert HouseholdCard.objects.count() == 1
    client.post(address, {"seen": again.context["form"].data["seen"]})
    assert HouseholdCard.objects.filter(revoked_at=None).count() == 1
    assert HouseholdCard.objects.count() == 2


def test_a_sheet_that_cannot_be_drawn_leaves_the_old_cards_in_force(
    signed_in, officer, group, household, issued, monkeypatch
):
    issued()
    newest = HouseholdCard.objects.get()

    def broken(**given):
        raise RuntimeError("no paper")

    monkeypatch.setattr(card_sheet, "pdf", broken)
    with pytest.raises(RuntimeError):
        signed_in(officer).post(reverse("ward:issue-cards", args=[group.pk]), {"seen": str(newest.pk)})
    assert HouseholdCard.objects.get(revoked_at=None) == newest


def test_one_household_gets_a_new_card_and_the_others_keep_theirs(
    client, signed_in, officer, group, household, issued, sheets
):
    neighbour = factories.household(group)
    codes = issued()
    newest = HouseholdCard.objects.get(household=household)
    answer = signed_in(officer).post(reverse("ward:replace-card", args=[household.pk]), {"seen": str(newest.pk)})
    assert answer["Content-Type"] == "application/pdf"
    assert HouseholdCard.objects.get(household=household, revoked_at=None) != newest
    client.logout()
    assert client.post(CARD, {"card": codes[household.pk]}).status_code == 422
    assert client.post(CARD, {"card": codes[neighbour.pk]}).status_code == 302


def test_an_empty_group_is_refused_with_what_to_do_first(signed_in, officer, group):
    answer = signed_in(officer).post(reverse("ward:issue-cards", args=[group.pk]), {"seen": "0"})
    assert answer.status_code == 422
    assert "Hãy nhập danh sách hộ trước" in answer.content.decode()


def test_whoever_moved_away_gets_no_card(household, officer):
    household.left_on = clock.today()
    household.save()
    with pytest.raises(Refused):
        replace_card(household=household, by=officer, at=clock.now())


def test_the_register_counts_households_and_cards(signed_in, officer, group, household, issued):
    issued()
    factories.household(group)
    factories.household(group, left_on=clock.today())
    [row] = signed_in(officer).get(reverse("ward:cards")).context["page"]
    assert (row.households_now, row.cards_now) == (2, 1)


def test_a_sheet_holds_eight_cards(ward, group):
    printed = [Printed(factories.household(group), card_codes.new_code()) for _ in range(17)]
    pdf = card_sheet.pdf(ward=ward, group=group, printed=printed, address="https://x.example/the/", day=clock.today())
    assert re.findall(rb"/Count (\d+)", pdf)[0] == b"3"
