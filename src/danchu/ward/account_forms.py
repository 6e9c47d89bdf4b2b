"""allauth's forms for passwords, in Vietnamese."""

from typing import Any

from allauth.account import forms
from django.forms import Field, Form

HELP = {
    "passwordless": "Máy hỏi vân tay, khuôn mặt hoặc mã khóa máy thay cho mật khẩu.",
    "password1": "Ít nhất 12 ký tự. Một câu ngắn dễ nhớ là tốt nhất; không dùng tên, ngày sinh.",
}


def relabel(form: Form, labels: dict[str, str]) -> None:
    """Give the fields of ``form`` their labels; labels stand above a field, so nothing stands in its place."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = HELP.get(name, "")


class Labelled:
    labels: dict[str, str] = {}
    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, self.labels)  # type: ignore[arg-type]


class LoginForm(Labelled, forms.LoginForm):
    labels = {"login": "Tên đăng nhập", "password": "Mật khẩu"}


class ReauthenticateForm(Labelled, forms.ReauthenticateForm):
    labels = {"password": "Mật khẩu"}


class ChangePasswordForm(Labelled, forms.ChangePasswordForm):
    labels = {"oldpassword": "Mật khẩu hiện nay", "password1": "Mật khẩu mới", "password2": "Nhập lại mật khẩu mới"}


class FirstPasswordForm(Labelled, forms.SetPasswordForm):
    labels = {"password1": "Mật khẩu mới", "password2": "Nhập lại mật khẩu mới"}


class SetPasswordForm(Labelled, forms.ResetPasswordKeyForm):
    labels = {"password1": "Mật khẩu mới", "password2": "Nhập lại mật khẩu mới"}
