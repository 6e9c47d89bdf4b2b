"""A national or provincial sign-on: what it claims, and whom that lets in."""

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from django.urls import reverse

from danchu.core.models import User
from danchu.project.environment import Environment
from danchu.ward.adapters import OutsideAccountAdapter
from danchu.ward.models import SignInRecord
from danchu.ward.outside import sign_on
from tests import factories

pytestmark = pytest.mark.django_db
CONFIGURED = {
    "DANCHU_OIDC_ISSUER": "https://sso.example",
    "DANCHU_OIDC_CLIENT_ID": "danchu",
    "DANCHU_OIDC_SECRET": "bí mật",
    "DANCHU_OIDC_NAME": "VNeID",
}


@pytest.fixture
def provider(settings):
    apps = Environment(CONFIGURED).sign_on_provider()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


@pytest.fixture
def arrive(ward, client, provider):
    """``arrive(**claims)``: the account that the claims of the provider open; None when they are turned away."""

    def come(**claims) -> User | None:
        request = RequestFactory().get("/")
        request.ward, request.session = ward, client.session
        request._messages = FallbackStorage(request)
        account = SocialAccount(provider="sso", uid="u-1", extra_data={"userinfo": {"sub": "u-1", **claims}})
        login = SocialLogin(user=User(ward=ward), account=account)
        try:
            OutsideAccountAdapter(request).pre_social_login(request, login)
        except ImmediateHttpResponse:
            return None
        return login.user

    return come


@pytest.fixture
def hong(ward):
    return factories.person(
        ward, full_name="Nguyễn Thị Hồng", phone="+84912345678", email="hong@example.vn", id_number="019158000001"
    )


def test_a_verified_phone_or_address_opens_the_account_of_that_person(arrive, hong):
    for claims in (
        {"phone_number": "0912345678", "phone_number_verified": True},
        {"email": "HONG@example.vn", "email_verified": True},
    ):
        SocialAccount.objects.all().delete()
        account = arrive(**claims)
        hong.refresh_from_db()
        assert account == hong.account


def test_what_the_provider_did_not_verify_opens_nothing(arrive, hong):
    assert arrive(phone_number="0912345678") is None
    assert arrive(email="hong@example.vn", email_verified=False) is None
    assert not SignInRecord.objects.filter(succeeded=True).exists()


def test_an_identity_number_counts_only_where_the_site_trusts_that_claim(arrive, hong, settings):
    assert arrive(so_dinh_danh="019158000001") is None
    settings.OIDC_ID_NUMBER_CLAIM = "so_dinh_danh"
    assert arrive(so_dinh_danh="019158000001").person == hong


def test_two_people_with_one_phone_are_nobody(arrive, hong, ward):
    factories.person(ward, phone="+84912345678")
    assert arrive(phone_number="0912345678", phone_number_verified=True) is None


def test_a_person_of_another_ward_or_one_who_left_is_nobody(arrive, other_ward, ward, hong):
    factories.person(other_ward, email="ai@example.vn")
    assert arrive(email="ai@example.vn", email_verified=True) is None
    hong.left_on = "2026-01-01"
    hong.save()
    assert arrive(email="hong@example.vn", email_verified=True) is None


def test_a_closed_account_stays_closed(arrive, hong):
    arrive(email="hong@example.vn", email_verified=True)
    User.objects.update(is_active=False)
    SocialAccount.objects.all().delete()
    assert arrive(email="hong@example.vn", email_verified=True) is None


def test_staff_come_to_their_own_account(arrive, ward):
    officer = factories.staff(ward, "civil_servant")
    officer.person.email = "can.bo@example.vn"
    officer.person.save()
    assert arrive(email="can.bo@example.vn", email_verified=True) == officer


def test_without_a_provider_there_is_no_button(client, ward):
    assert sign_on("") is None
    assert "Tài khoản định danh" not in client.get(reverse("ward:sign-in")).content.decode()


def test_the_button_leads_to_the_provider_and_on_to_what_was_wanted(client, ward, provider):
    button = sign_on("/cong-khai/")
    assert button.name == "VNeID"
    assert button.address == "/tai-khoan/dinh-danh/sso/?next=%2Fcong-khai%2F"
    assert "Đăng nhập bằng VNeID" in client.get(reverse("ward:sign-in")).content.decode()


def test_without_a_provider_its_addresses_are_not_there(client, ward):
    assert client.get(reverse("openid_connect_login", args=["sso"])).status_code == 404
    assert client.get(reverse("openid_connect_callback", args=["sso"])).status_code == 404


def test_half_a_configuration_stops_the_start_with_what_is_missing():
    half = {"DANCHU_OIDC_ISSUER": "https://sso.example"}
    with pytest.raises(ImproperlyConfigured, match="DANCHU_OIDC_CLIENT_ID and DANCHU_OIDC_SECRET"):
        Environment(half).sign_on_provider()
