"""allauth's forms for the second factor, in Vietnamese."""

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from danchu.ward.account_forms import Labelled

CODE = "Mã 6 chữ số trên ứng dụng"


class AuthenticateForm(Labelled, base.AuthenticateForm):
    labels = {"code": f"{CODE}, hoặc mã dự phòng"}


class ReauthenticateForm(Labelled, base.ReauthenticateForm):
    labels = {"code": f"{CODE}, hoặc mã dự phòng"}


class ActivateTOTPForm(Labelled, totp.ActivateTOTPForm):
    labels = {"code": CODE}


class AddWebAuthnForm(Labelled, webauthn.AddWebAuthnForm):
    labels = {"name": "Tên để nhớ, ví dụ: điện thoại của tôi", "passwordless": "Đăng nhập không cần mật khẩu"}


class EditWebAuthnForm(Labelled, webauthn.EditWebAuthnForm):
    labels = {"name": "Tên để nhớ"}
