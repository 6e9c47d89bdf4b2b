"""Staff act with two factors: set up before anything else, asked for at every sign-in, never left without one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from danchu.ward.second_factor import MARK
from tests import factories
from tests.ward.test_accounts import GOOD, act, paper, set_password, sign_in
from tests.ward.test_sign_in import who

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(r"\b(the|your|code|password|key|please|sign|enter|enabling|security)\b", re.IGNORECASE)


@pytest.fixture
def officer(ward):
    account = factories.staff(ward, "civil_servant")
    account.set_password(GOOD)
    account.save()
    return account


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def visible(page: str) -> str:
    """The words of a page, without its markup, scripts and codes of programs."""
    page = re.sub(r"<(script|style|code)\b.*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", page)


@pytest.fixture
def secret(officer) -> str:
    """The secret of an authenticator application that the officer has."""
    with_adapter = "JBSWY3DPEHPK3PXP"
    TOTP.activate(officer, with_adapter)
    return with_adapter


def test_whoever_has_none_sets_one_up_before_anything_else(client, officer):
    sign_in(client, officer.username)
    assert client.session[MARK]
    for name in ("ward:households", "ward:account", "mfa_index", "account_change_password"):
        assert client.get(reverse(name)).url == reverse("ward:second-factor")
    assert client.get(reverse("ward:second-factor")).status_code == 200
    page = client.get(reverse("mfa_activate_totp"))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(page.context["form"].secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("ward:households")).status_code == 200


def test_a_wrong_code_sets_nothing_up(client, officer):
    sign_in(client, officer.username)
    client.get(reverse("mfa_activate_totp"))
    assert "Mã không đúng" in client.post(reverse("mfa_activate_totp"), {"code": "12345"}).content.decode()
    assert not Authenticator.objects.exists()


def test_the_password_alone_no_longer_opens(client, officer, secret):
    assert sign_in(client, officer.username).url == reverse("mfa_authenticate")
    assert who(client) is None
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert who(client) is None
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert who(client) == officer


def test_guessing_the_second_factor_ends(client, officer, secret):
    sign_in(client, officer.username)
    for _ in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert who(client) is None


def test_the_last_factor_cannot_be_dropped(client, officer, secret):
    sign_in(client, officer.username)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_the_last_passkey_cannot_be_dropped_either(client, officer):
    sign_in(client, officer.username)
    key = Authenticator.objects.create(user=officer, type=Authenticator.Type.WEBAUTHN, data={"name": "máy của tôi"})
    session = client.session
    del session[MARK]
    session.save()
    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]), follow=True)
    assert "ít nhất một cách xác thực thứ hai" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_secrets_are_encrypted_in_the_database(officer, secret):
    [row] = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)


def test_a_reset_forgets_every_factor_and_the_password(signed_in, administrator, officer, secret):
    path = paper(act(signed_in(administrator), "reset-second-factor", officer))
    assert not Authenticator.objects.filter(user=officer).exists()
    they = Client()
    assert sign_in(they, officer.username).status_code == 200
    set_password(they, path)
    assert sign_in(they, officer.username).status_code == 302
    assert they.session[MARK]


def test_changing_factors_asks_again_once_the_sign_in_is_some_time_ago(client, officer, secret, settings):
    sign_in(client, officer.username)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    answer = client.get(reverse("mfa_add_webauthn"))
    assert answer.url.startswith((reverse("account_reauthenticate"), reverse("mfa_reauthenticate")))


def test_in_the_demonstration_anyone_may_look_around_with_the_password_alone(client, ward, officer, settings):
    settings.DEMO = True
    ward.is_demonstration = True
    ward.save()
    sign_in(client, officer.username)
    assert client.get(reverse("ward:households")).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_reauthenticate",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ],
)
def test_every_page_of_the_account_is_in_plain_vietnamese(client, officer, name, settings):
    settings.DEMO = True
    officer.ward.is_demonstration = True
    officer.ward.save()
    sign_in(client, officer.username)
    page = client.get(reverse("mfa_activate_totp"))
    if name not in {"mfa_activate_totp", "mfa_index"}:
        client.post(reverse("mfa_activate_totp"), {"code": code_of(page.context["form"].secret)})
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert '<html lang="vi">' in text
    assert ENGLISH.findall(visible(text)) == []
    assert not re.search(r'<script(?![^>]*(src=|type="application/json"))', text)
    assert "style=" not in text


@pytest.mark.parametrize("name", ["account_login", "account_inactive", "account_reset_password_from_key_done"])
def test_every_page_before_the_account_is_in_plain_vietnamese(client, ward, name):
    text = client.get(reverse(name)).content.decode()
    assert ENGLISH.findall(visible(text)) == []
    assert "style=" not in text
