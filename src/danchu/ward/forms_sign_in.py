"""What is typed at the door, and what an administrator types about accounts."""

from django import forms

from danchu.core.spreadsheets import values
from danchu.core.ui.forms import Form
from danchu.ward import card_codes


class PhoneForm(Form):
    """A Vietnamese number; cleans to E.164."""

    phone = forms.CharField(
        label="Số điện thoại",
        max_length=40,
        help_text="Số đã khai trong danh sách hộ của phường, ví dụ 0912 345 678.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel-national", "inputmode": "tel"}),
        error_messages={"required": "Hãy nhập số điện thoại."},
    )

    def clean_phone(self) -> str:
        parsed = values.phone(str(self.cleaned_data["phone"]))
        if not parsed.value:
            raise forms.ValidationError("Số điện thoại chưa đúng. Hãy nhập đủ 10 số, ví dụ 0912 345 678.")
        return parsed.value


class CodeForm(Form):
    """The six digits of the message."""

    code = forms.CharField(
        label="Mã gồm 6 chữ số",
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True, "class": "code-input"}
        ),
        error_messages={"required": "Hãy nhập mã trong tin nhắn."},
    )


class CardForm(Form):
    """The code of a household card, with or without separators; cleans to the bare code."""

    card = forms.CharField(
        label="Mã trên thẻ hộ",
        max_length=60,
        help_text="16 chữ và số in dưới ô vuông của thẻ, chữ hoa hay chữ thường đều được.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-card-code": True,
            }
        ),
        error_messages={"required": "Hãy nhập mã in trên thẻ."},
    )

    def clean_card(self) -> str:
        code = card_codes.read(str(self.cleaned_data["card"]))
        if not code:
            raise forms.ValidationError("Mã trên thẻ có 16 chữ và số, chia làm 4 nhóm. Hãy xem lại từng nhóm.")
        return code


class AccountForm(Form):
    """The name under which somebody on the staff signs in."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Chữ không dấu, chữ số, dấu chấm; ví dụ: nguyen.van.an",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Hãy nhập tên đăng nhập."},
    )


class ConfirmForm(Form):
    """Nothing to type: a step that asks before it acts."""


class IssueForm(Form):
    """Asks before cards are issued; carries which card was the newest when it was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
