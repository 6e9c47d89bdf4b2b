"""How residents and households get in, and what a stranger learns on the way: nothing."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danchu.core.messaging import sms
from danchu.core.models import AuditEntry, User
from danchu.lib import clock
from danchu.ward.models import Person, SignInCode, SignInRecord
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
PHONE = "0912 345 678"
ASK, ENTER, CHOOSE = "/dang-nhap/lay-ma/", "/dang-nhap/nhap-ma/", "/dang-nhap/chon-nguoi/"


@pytest.fixture
def sent(settings, monkeypatch):
    """The messages that left for the gateway: number and text."""
    settings.SMS_GATEWAY_URL = "https://sms.example/send"
    messages: list[tuple[str, str]] = []
    monkeypatch.setattr(sms._couriers, "submit", lambda post, url, phone, text: messages.append((phone, text)))
    return messages


@pytest.fixture
def hong(ward, group):
    """Somebody on the roll with a phone."""
    household = factories.household(group)
    return factories.person(ward, full_name="Nguyễn Thị Hồng", phone="+84912345678", household=household)


def code_in(messages) -> str:
    return re.match(r"\d{6}", messages[-1][1]).group()


def who(client) -> User | None:
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_resident_gets_in_with_a_code_from_the_phone(client, hong, sent):
    answer = client.post(ASK, {"phone": PHONE, "next": "/cong-khai/"})
    assert (answer.status_code, answer.url) == (302, ENTER)
    assert sent[0][0] == "+84912345678"
    answer = client.post(ENTER, {"code": f" {code_in(sent)[:3]} {code_in(sent)[3:]} "})
    assert (answer.status_code, answer.url) == (302, "/cong-khai/")
    assert who(client) == Person.objects.get(pk=hong.pk).account
    assert who(client).kind == User.Kind.RESIDENT
    assert SignInRecord.objects.get().succeeded


def test_an_unknown_phone_looks_like_a_known_one(client, hong, sent):
    seen = []
    for phone in (PHONE, "0987 000 678"):
        client.cookies.clear()
        with CaptureQueriesContext(connection) as queries:
            asked = client.post(ASK, {"phone": phone})
        page = client.get(ENTER)
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
        seen.append((asked.status_code, asked.url, len(queries), page.status_code, text))
        guess = client.post(ENTER, {"code": "abcdef"})
        seen[-1] += (guess.status_code, str(guess.context["form"].errors))
    assert seen[0] == seen[1]
    assert len(sent) == 1


def test_a_code_is_refused_after_five_guesses_even_when_it_is_right(client, hong, sent):
    client.post(ASK, {"phone": PHONE})
    code = code_in(sent)
    for _ in range(5):
        assert client.post(ENTER, {"code": wrong(code)}).status_code == 422
    assert client.post(ENTER, {"code": code}).status_code == 422
    assert who(client) is None


def test_a_code_works_once_and_for_five_minutes(client, hong, sent):
    client.post(ASK, {"phone": PHONE})
    with clock.travel_to(clock.now() + timedelta(minutes=6)):
        assert client.post(ENTER, {"code": code_in(sent)}).status_code == 422
    late_session = dict(client.session.items())
    assert client.post(ENTER, {"code": code_in(sent)}).status_code == 302
    client.cookies.clear()
    session = client.session
    session.update({key: value for key, value in late_session.items() if key.startswith("ward.")})
    session.save()
    client.cookies["sessionid"] = session.session_key
    assert client.post(ENTER, {"code": code_in(sent)}).status_code == 422


def test_a_code_opens_only_the_phone_it_was_sent_to(client, hong, ward, sent):
    factories.person(ward, phone="+84987654321")
    client.post(ASK, {"phone": PHONE})
    session = client.session
    kept = session["ward.sign_in.phone"]
    session["ward.sign_in.phone"] = {**kept, "phone": signing.dumps("+84987654321", salt="ward.sign_in.phone")}
    session.save()
    assert client.post(ENTER, {"code": code_in(sent)}).status_code == 422


def test_asking_too_often_for_one_phone_is_refused(client, hong, sent):
    answers = [client.post(ASK, {"phone": PHONE}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [422]
    with clock.travel_to(clock.now() + timedelta(hours=1, seconds=1)):
        assert client.post(ASK, {"phone": PHONE}).status_code == 302


def test_guesses_of_one_network_end_with_the_codes_that_it_may_ask_for(client, hong, sent, settings):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "code-network": (1, 3600)}
    client.post(ASK, {"phone": PHONE})
    for _ in range(settings.SIGN_IN_CODE_TRIES):
        client.post(ENTER, {"code": wrong(code_in(sent))})
    assert client.post(ENTER, {"code": code_in(sent)}).status_code == 422
    answer = client.post(ASK, {"phone": "0987 654 321"})
    assert answer.status_code == 422
    assert "Đã thử quá nhiều lần" in answer.content.decode()


@pytest.mark.parametrize(
    "wanted", ["abc", "admin:index", "portal:home", "javascript:1", "\\abc", "//x.vn", "http:///x"]
)
def test_a_word_that_a_stranger_gives_as_the_way_on_leads_to_the_start(client, hong, signed_in, wanted):
    answer = signed_in(factories.resident(hong.ward)).get("/dang-nhap/", {"next": wanted})
    assert (answer.status_code, answer.url) == (302, reverse("portal:start"))


def test_people_who_share_a_phone_choose_who_they_are(client, ward, hong, sent):
    bao = factories.person(ward, full_name="Trần Văn Bảo", phone="+84912345678", household=hong.household)
    stranger = factories.person(ward, full_name="Người Lạ", phone="+84900000001")
    client.post(ASK, {"phone": PHONE})
    assert client.post(ENTER, {"code": code_in(sent)}).url == CHOOSE
    assert client.post(CHOOSE, {"person": stranger.pk}).status_code == 422
    assert client.post(CHOOSE, {"person": bao.pk}).status_code == 302
    assert who(client).display_name == "Trần Văn Bảo"


def test_a_phone_never_opens_an_account_of_staff(client, ward, sent):
    officer = factories.staff(ward, "civil_servant")
    officer.person.phone = "+84912345678"
    officer.person.save()
    client.post(ASK, {"phone": PHONE})
    answer = client.post(ENTER, {"code": code_in(sent)}, follow=True)
    assert who(client) is None
    assert "tài khoản cán bộ" in answer.content.decode()


def test_whoever_moved_away_gets_no_code(client, ward, sent):
    factories.person(ward, phone="+84912345678", left_on=clock.today())
    client.post(ASK, {"phone": PHONE})
    assert sent == []


def test_neither_phone_nor_code_stands_in_the_database_or_in_the_trail(client, hong, sent):
    client.post(ASK, {"phone": PHONE})
    row = SignInCode.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())
    assert code_in(sent) not in kept
    assert "912345678" not in kept
    client.post(ENTER, {"code": code_in(sent)})
    assert code_in(sent) not in " ".join(str(entry.payload) for entry in AuditEntry.objects.all())


def test_without_a_gateway_the_page_says_so_and_no_code_is_made_or_logged(client, hong, caplog):
    page = client.get(reverse("ward:sign-in")).content.decode()
    assert "chưa nối dịch vụ tin nhắn" in page
    assert "thẻ hộ" in page
    answer = client.post(ASK, {"phone": PHONE})
    assert answer.status_code == 422
    assert not SignInCode.objects.exists()
    assert not re.search(r"\b\d{6}\b", caplog.text)


def test_sending_without_a_gateway_logs_neither_number_nor_text(ward, caplog):
    sms.send(ward=ward, phone="+84912345678", text="123456 la ma", at=clock.now())
    assert "not sent" in caplog.text
    assert "123456" not in caplog.text
    assert "678" not in caplog.text


def test_the_page_of_messages_exists_only_in_a_demonstration(client, ward, hong, settings):
    address = reverse("ward:demonstration-codes")
    assert client.get(address).status_code == 404
    settings.DEMO = True
    assert client.get(address).status_code == 404
    ward.is_demonstration = True
    ward.save()
    client.post(ASK, {"phone": PHONE})
    page = client.get(address).content.decode()
    code = re.search(r"(\d{6}) la ma", page).group(1)
    assert client.post(ENTER, {"code": code}).status_code == 302


@pytest.mark.parametrize("phone", ["", "abc", "12345", "0912 345", "+1 212 555 0100"])
def test_an_impossible_number_is_explained_at_its_field(client, ward, sent, phone):
    answer = client.post(ASK, {"phone": phone})
    assert answer.status_code == 422
    assert answer.context["phone_form"].errors["phone"]


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(client, hong, sent, wanted):
    client.post(ASK, {"phone": PHONE, "next": wanted})
    assert client.post(ENTER, {"code": code_in(sent)}).url == reverse("portal:start")


def test_pages_of_the_door_are_kept_by_nobody(client, ward):
    for name in ("ward:sign-in", "ward:card"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"]


def test_signing_in_gives_a_new_session(client, hong, sent):
    client.post(ASK, {"phone": PHONE})
    before = client.session.session_key
    client.post(ENTER, {"code": code_in(sent)})
    assert client.session.session_key != before


def test_an_account_page_tells_a_resident_who_they_are_here(signed_in, ward, hong):
    account = factories.user(ward, kind=User.Kind.RESIDENT, display_name=hong.full_name)
    hong.account = account
    hong.save()
    page = signed_in(account).get(reverse("ward:account")).content.decode()
    assert hong.household.code in page
    assert "Đổi mật khẩu" not in page


@pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn"])
def test_passwords_and_second_factors_are_for_staff_only(signed_in, ward, name):
    assert signed_in(factories.resident(ward)).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "3rdparty/", "login/", "dang-ky/"])
def test_what_the_house_does_not_open_is_not_there(client, ward, path):
    assert client.get(f"/tai-khoan/{path}").status_code == 404
