"""allauth's forms for passwords, in Vietnamese."""

from typing import Any

from allauth.account import forms
from django.core.exceptions import ValidationError
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


class Twice(Labelled):
    """A new password, typed twice."""

    labels = {"password1": "Mật khẩu mới", "password2": "Nhập lại mật khẩu mới"}

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "password2" and not isinstance(error, ValidationError):  # what allauth says of two that differ
            error = "Hai lần nhập mật khẩu chưa giống nhau."
        super().add_error(field, error)  # type: ignore[misc]


class LoginForm(Labelled, forms.LoginForm):
    labels = {"login": "Tên đăng nhập", "password": "Mật khẩu"}


class ReauthenticateForm(Labelled, forms.ReauthenticateForm):
    labels = {"password": "Mật khẩu"}


class ChangePasswordForm(Twice, forms.ChangePasswordForm):
    labels = {"oldpassword": "Mật khẩu hiện nay", **Twice.labels}


class FirstPasswordForm(Twice, forms.SetPasswordForm):
    pass


class SetPasswordForm(Twice, forms.ResetPasswordKeyForm):
    pass
