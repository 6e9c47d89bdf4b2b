"""The pages of django-allauth that this house opens, under Vietnamese addresses; all others do not exist here.

Nobody signs up, manages addresses or resets a password by e-mail: accounts come from the roll and from the
administrator. Passwords and second factors belong to staff alone.
"""

from functools import wraps
from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as outside
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, re_path

from danchu.core.models import User
from danchu.core.ui.access import View, signed_in
from danchu.core.ui.request import Request


def for_staff(view: View) -> View:
    """``view`` for accounts of staff; for others it does not exist."""

    @wraps(view)
    def of_staff(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not cast(User, request.user).is_staff_member:
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(of_staff)


@wraps(webauthn.remove_webauthn)
def remove_key(request: Request, pk: int) -> HttpResponseBase:
    """Forget a passkey, unless it is the last second factor of somebody who must have one."""
    key = get_object_or_404(Authenticator, user=request.user, pk=pk)
    adapter = get_adapter()
    if not adapter.can_delete_authenticator(key):
        messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")
    return webauthn.remove_webauthn(request, pk=pk)


@wraps(outside.login)
def sign_on(request: Request, provider_id: str) -> HttpResponseBase:
    """To the provider, to sign in; an account is never tied to another one by hand."""
    if request.GET.get("process", "login") != "login":
        raise Http404
    return outside.login(request, provider_id)


@wraps(account.logout)
def leave(request: Request) -> HttpResponseBase:
    """Sign out; whatever pages kept on the device goes with the session."""
    answer = account.logout(request)
    if request.method == "POST":
        answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


urlpatterns = [
    path("can-bo/", account.login, name="account_login"),
    path("dang-xuat/", leave, name="account_logout"),
    path("da-khoa/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/", for_staff(account.reauthenticate), name="account_reauthenticate"),
    path("mat-khau/doi/", for_staff(account.password_change), name="account_change_password"),
    path("mat-khau/dat/", for_staff(account.password_set), name="account_set_password"),
    path("mat-khau/xong/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.PasswordResetFromKeyView.as_view(reset_url_key="dat-moi"),
        name="account_reset_password_from_key",
    ),
    path("hai-buoc/", for_staff(mfa.index), name="mfa_index"),
    path("hai-buoc/nhap-ma/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-buoc/xac-nhan/", for_staff(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("hai-buoc/ung-dung/", for_staff(totp.activate_totp), name="mfa_activate_totp"),
    path("hai-buoc/ung-dung/bo/", for_staff(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("hai-buoc/ma-du-phong/", for_staff(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "hai-buoc/ma-du-phong/moi/",
        for_staff(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "hai-buoc/ma-du-phong/tai-ve/",
        for_staff(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("khoa/", for_staff(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("khoa/them/", for_staff(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("khoa/xac-nhan/", for_staff(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("khoa/dang-nhap/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("khoa/<key:pk>/ten/", for_staff(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("khoa/<key:pk>/bo/", for_staff(remove_key), name="mfa_remove_webauthn"),
    path("dinh-danh/<str:provider_id>/", sign_on, name="openid_connect_login"),
    path("dinh-danh/<str:provider_id>/tro-ve/", outside.callback, name="openid_connect_callback"),
]
