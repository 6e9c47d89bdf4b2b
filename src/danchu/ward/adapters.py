"""How allauth fits the house: accounts belong to a ward, nobody signs up, staff have a second factor."""

import base64
import hashlib
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import force_bytes

from danchu.core import squares
from danchu.core.limits import address_of, network_of
from danchu.core.models import User
from danchu.core.refusals import Refused
from danchu.lib import clock
from danchu.ward import queries_access, second_factor
from danchu.ward.arrivals import account_of_claims, record
from danchu.ward.entrance import safe_next
from danchu.ward.models import SignInRecord

SIGNED_IN_AT = "ward.signed_in_at"
"""When the session began, as a timestamp."""

NO_ACCOUNT = "Chưa có tài khoản nào ở đây ứng với thông tin đó. Hãy đăng nhập bằng cách khác hoặc liên hệ phường."


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, redirects and the end of every sign-in that allauth makes."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "too_many_login_attempts": "Đã thử sai quá nhiều lần. Hãy đợi 5 phút rồi thử lại.",
        "rate_limited": "Thao tác quá nhanh. Hãy đợi một lúc rồi thử lại.",
        "incorrect_password": "Mật khẩu không đúng.",
        "enter_current_password": "Hãy nhập đúng mật khẩu hiện nay.",
        "invalid_password_reset": "Đường dẫn đặt mật khẩu không còn dùng được.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: Any, **credentials: Any) -> User | None:
        user = cast(User | None, super().authenticate(request, **credentials))
        if user is not None and user.ward_id == request.ward.pk and user.is_staff_member:
            return user
        record(request, SignInRecord.Way.STAFF, None)
        return None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Wrong guesses hold up one account from one network, and neither its neighbours nor its owner elsewhere.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{network_of(request)}"

    def pre_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponse | None:
        if user.ward_id != request.ward.pk:
            raise ImmediateHttpResponse(_turned_away(request))
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        is_outside = "sociallogin" in (kwargs.get("signal_kwargs") or {})
        record(request, SignInRecord.Way.OUTSIDE if is_outside else SignInRecord.Way.STAFF, user)
        request.session[SIGNED_IN_AT] = clock.now().timestamp()
        if second_factor.is_wanted(user):
            request.session[second_factor.MARK] = True
        return super().post_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Whoever has just signed in sets up the second factor, and sees the recovery codes, without doing so again.
        since = clock.now().timestamp() - context.request.session.get(SIGNED_IN_AT, 0)
        return since > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        words = {
            "reauthenticate": "Dùng mật khẩu",
            "mfa_reauthenticate": "Dùng mã xác thực",
            "mfa_reauthenticate:webauthn": "Dùng khóa bảo mật",
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return redirect("ward:account").url

    def is_safe_url(self, url: str) -> bool:
        return bool(url) and safe_next(context.request, url) == url

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator applications and passkeys; their secrets are encrypted with the site's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Mã không đúng. Hãy xem lại mã đang hiện trên ứng dụng.",
        "cannot_delete_authenticator": "Cán bộ phải có ít nhất một cách xác thực thứ hai. Hãy thêm cách khác trước.",
        "cannot_generate_recovery_codes": "Hãy thiết lập xác thực hai bước trước khi lấy mã dự phòng.",
    }

    def get_totp_issuer(self) -> str:
        return f"Dân chủ cơ sở – {context.request.ward.title}"

    def _get_site_name(self) -> str:
        return str(context.request.ward.title)

    def build_totp_svg(self, url: str) -> str:
        return squares.svg(url)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=queries_access.STRONG).exclude(pk=authenticator.pk)
        return not user.is_staff_member or others.exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return f"Khóa bảo mật {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"danchu.second-factor\n" + force_bytes(key)).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class OutsideAccountAdapter(DefaultSocialAccountAdapter):
    """A national or provincial sign-on: it opens accounts of people on the roll, and makes no strangers."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        text = "Nơi định danh chưa xác nhận được bạn, hoặc bạn đã thôi. Hãy thử lại hoặc đăng nhập bằng cách khác."
        raise ImmediateHttpResponse(_turned_away(request, text))

    def pre_social_login(self, request: Any, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return  # the account adapter asks which ward it belongs to
        try:
            account = account_of_claims(request.ward, _claims(sociallogin))
        except Refused as refused:
            raise ImmediateHttpResponse(_turned_away(request, str(refused))) from refused
        if account is None:
            record(request, SignInRecord.Way.OUTSIDE, None)
            raise ImmediateHttpResponse(_turned_away(request))
        sociallogin.connect(request, account)


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """What the provider says: what it answers about the user, over what stands in the token."""
    said = sociallogin.account.extra_data
    if "userinfo" in said or "id_token" in said:
        return {**(said.get("id_token") or {}), **(said.get("userinfo") or {})}
    return dict(said)


def _turned_away(request: HttpRequest, text: str = NO_ACCOUNT) -> HttpResponse:
    messages.error(request, text)
    return redirect("ward:sign-in")
