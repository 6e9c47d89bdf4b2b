"""The trail says what was done about a letter, and of those who wrote it nothing; what comes while it is sealed is not
lost."""

import json
import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from danchu.core.models import AuditEntry, AuditSecret, User
from danchu.core.refusals import Refused
from danchu.discuss.actions.initiatives import back_initiative, propose
from danchu.inspect import queries, seal
from danchu.inspect.actions import sealing
from danchu.inspect.actions.intake import Contact
from danchu.inspect.actions.publishing import add_to_case, note_on_case, rate_case
from danchu.inspect.actions.sealing import make_key, seal_case
from danchu.inspect.actions.settling import accept_case, answer_case, reopen_case, withdraw_case
from danchu.inspect.models import Case, SealShare
from danchu.inspect.opening import new_pair
from danchu.inspect.states import Channel, MailReason, Part, State
from danchu.lib import clock
from tests import factories
from tests.inspect.letters import AN
from tests.inspect.words import MORNING, NAME, WORDS
from tests.permissions.walking import BACKEND

pytestmark = pytest.mark.django_db
MORE = "Bà Tám bán nước cũng thấy."


@pytest.fixture
def household(ward):
    row = factories.household(factories.group(ward), head_name=NAME)
    row.account = factories.user(ward, kind=User.Kind.HOUSEHOLD, display_name=f"Hộ {NAME}")
    row.save()
    return row


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def actors() -> set[tuple[object, str, str]]:
    return set(AuditEntry.objects.filter(book__name="inspect").values_list("actor_id", "actor_name", "office"))


NOBODY = (None, "Người truy cập", "")


@pytest.mark.parametrize("office", [None, "group_leader", "civil_servant", "council_deputy", "ward_chair"])
def test_whoever_sends_by_the_pages_is_a_visitor_of_the_trail(ward, household, office):
    account = factories.staff(ward, office) if office else household.account
    client = signed_in(account)
    answer = client.post("/gui/phan-anh/", {"text": "Cống tắc.", "name": "Tôi", "wants_public": "0"})
    assert answer.status_code == 200
    case = Case.objects.get()
    assert case.sender.account == account
    client.post("/theo-doi/bo-sung/", {"code": case.code, "add-text": MORE})
    client.post("/theo-doi/rut/", {"code": case.code, "withdraw-reason": MORE})
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN
    assert actors() == {NOBODY}


def test_the_trail_is_no_way_round_to_a_sender_whom_one_may_not_see(ward, household, received):
    case = received(kind="complaint", contact=Contact(NAME, account=household.account), by=household.account)
    add_to_case(case=case, text=MORE, by=household.account, at=MORNING)
    for office in ("council_deputy", "administrator", "auditor", "front_chair"):
        client = signed_in(factories.staff(ward, office))
        for page in ("/nhat-ky/", "/nhat-ky/?q=kin+tieng", f"/nhat-ky/?q={NAME.split()[1]}&xuat=csv"):
            answer = client.get(page)
            content = b"".join(answer) if answer.streaming else answer.content
            assert answer.status_code == 200
            assert NAME.encode() not in content


def test_who_enters_a_letter_at_the_desk_is_named(received, officer, unit):
    case = received(channel=Channel.PAPER, by=officer)
    withdraw_case(case=case, reason="Có đơn xin rút.", by=officer, at=MORNING)
    assert {pk for pk, _, _ in actors()} == {officer.pk}


def test_nobody_who_rates_or_asks_again_is_named(received, officer, unit, household):
    case = accept_case(case=received(), unit=unit, by=officer, at=MORNING)
    case = answer_case(case=case, answer="Đã thay.", by=officer, at=MORNING)
    before = AuditEntry.objects.count()
    rate_case(case=case, satisfaction=1, note=MORE, by=officer, at=MORNING)
    reopen_case(case=case, reason=MORE, by=household.account, at=MORNING)
    new = AuditEntry.objects.order_by("pk")[before:]
    assert {each.actor_id for each in new} == {None}
    assert MORE not in json.dumps([each.payload for each in new], ensure_ascii=False)


def test_the_household_with_which_an_initiative_has_enough_is_not_named_by_the_duty_either(ward):
    group = factories.group(ward)
    accounts = []
    for _ in range(20):
        row = factories.household(group)
        row.account = factories.user(ward, kind=User.Kind.HOUSEHOLD)
        row.save()
        accounts.append(row.account)
    initiative = propose(ward=ward, kind="other", title="Lắp đèn", content="Tối.", by=accounts[0], at=MORNING)
    for each in accounts[1:]:
        if initiative.state == "gathering":
            initiative = back_initiative(initiative=initiative, by=each, at=MORNING)
    assert AuditEntry.objects.filter(action="duties.open_duties").exists()
    assert not AuditEntry.objects.exclude(actor_id=None).exists()


def sealed_by(case, officer):
    keys = tuple(queries.keys_for_sealing(case.ward))
    return seal_case(case=case, sealed=seal.Closing(keys), by=officer, at=MORNING)


def under_the_seal(case) -> str:
    opened = seal.Opened(SealShare.objects.select_related("key", "case__seal").get(case=case), WORDS)
    return opened.letter(case.sealed.get(kind=Part.LETTER)).text


def test_what_the_sender_adds_while_the_officer_seals_it_is_under_the_seal(received, settler, officer, monkeypatch):
    """The page was sent; before the act begins, words arrive."""
    case = received(text="Ông Tham nhận tiền.")
    real = sealing.seal_case

    def after_more_came(**told):
        client = Client()
        answer = client.post("/theo-doi/bo-sung/", {"code": case.code, "add-text": MORE})
        assert answer.status_code == 200
        return real(**told)

    monkeypatch.setattr("danchu.inspect.views.seals.seal_case", after_more_came)
    assert signed_in(officer).post(reverse("inspect:into-seal", args=[case.pk]), {}).status_code == 302
    assert MORE in under_the_seal(Case.objects.get(kind="denunciation"))


def test_what_comes_after_is_refused_and_goes_nowhere(received, settler, officer):
    case = received()
    sealed_by(Case.objects.get(pk=case.pk), officer)
    with pytest.raises(Refused, match="đã kết thúc"):
        add_to_case(case=case, text=MORE, by=officer, at=MORNING)
    with pytest.raises(Refused, match="niêm phong"):
        note_on_case(case=case, text=MORE, by=officer, at=MORNING)


def test_a_mail_that_comes_after_is_set_aside_as_of_a_sealed_case(come, settler, officer):
    first = come("Ông Tham nhận tiền.")
    sealed_by(first.case, officer)
    row = come(MORE, From=f"An <{AN}>", Subject=f"Re: {first.case.symbol}")
    assert (row.reason, row.case) == (MailReason.SEALED, None)


@pytest.mark.django_db(transaction=True)
def test_sealing_and_adding_at_once_loses_nothing(ward, received, officer):
    """The officer's act has begun; the sender's waits for it and is refused, or came first and is under the seal."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    chair = factories.staff(ward, "ward_chair")
    make_key(ward=ward, pair=new_pair(WORDS), by=chair, at=MORNING)
    case, answers = received(), []

    def add():
        try:
            with clock.travel_to(MORNING):
                add_to_case(case=Case.objects.get(pk=case.pk), text=MORE, by=chair, at=MORNING)
            answers.append("taken")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    adding = threading.Thread(target=add)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        adding.start()
        sealed = sealed_by(case, officer)
    adding.join(20)
    assert answers == ["refused"] or (answers == ["taken"] and MORE in under_the_seal(sealed))


def test_nothing_of_the_trail_about_a_case_outlives_its_seal(received, settler, officer, unit):
    case = received(text="Ông Tham nhận tiền.")
    accept_case(case=case, unit=unit, by=officer, at=MORNING)
    note_on_case(case=case, text=MORE, by=officer, at=MORNING)
    about = AuditEntry.objects.filter(target_type="inspect.case", target_id=str(case.pk))
    assert AuditSecret.objects.filter(entry__in=about).exists()
    new = sealed_by(case, officer)
    left = AuditSecret.objects.exclude(entry__target_id=str(new.pk)).values_list("path", "value")
    assert list(left) == []
    assert {value for _, value in AuditSecret.objects.values_list("path", "value")} == {new.title}
