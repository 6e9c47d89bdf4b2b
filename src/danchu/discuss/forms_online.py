"""What is filled in when voting online, and when a receipt is checked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing

from danchu.core.ui.forms import Form
from danchu.discuss import box
from danchu.discuss.models import Decision, Elector, Option
from danchu.discuss.receipts import Line, NoLine
from danchu.lib import codes

SALT = "danchu.discuss.receipt"


def sending(elector: Elector) -> str:
    """What a form carries so that the same sending, however often it arrives, is known: a new receipt, signed for
    this elector. The software itself keeps nothing of it."""
    return signing.dumps([elector.pk, box.new_receipt()], salt=SALT)


class VoteForm(Form):
    """What the household chooses. ``sending`` is what ``sending`` gave for this elector."""

    keeps_draft = False
    sending = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, decision: Decision, elector: Elector, options: Iterable[Option]) -> None:
        super().__init__(data, initial={"sending": sending(elector)} if data is None else {})
        self._elector = elector
        most = decision.seats or 1
        field: forms.ChoiceField | forms.TypedMultipleChoiceField
        if most == 1:
            field = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)
        else:
            field = forms.TypedMultipleChoiceField(coerce=int, widget=forms.CheckboxSelectMultiple)
        field.label = "Ý kiến của hộ" if not decision.organisation_id else "Ý kiến của tôi"
        field.help_text = "Chọn một." if most == 1 else f"Chọn nhiều nhất {most} người."
        field.error_messages["required"] = "Hãy chọn ý kiến rồi bấm Xem lại."
        field.choices = [(each.position, _said(each)) for each in options]
        self.fields["choices"] = field
        self.order_fields(["choices", "sending"])
        self.most = most

    def clean_choices(self) -> tuple[int, ...]:
        chosen = self.cleaned_data["choices"]
        found = tuple(sorted(chosen if isinstance(chosen, list) else [chosen]))
        if len(found) > self.most:
            raise forms.ValidationError(f"Đã chọn {len(found)} người. Chỉ được chọn nhiều nhất {self.most}.")
        return found

    def clean_sending(self) -> str:
        try:
            elector, code = signing.loads(self.cleaned_data["sending"], salt=SALT)
        except signing.BadSignature:
            elector, code = None, ""
        if elector != self._elector.pk:
            raise forms.ValidationError("Trang đã cũ. Hãy tải lại trang rồi chọn lại.")
        return str(code)


def _said(option: Option) -> str:
    return f"{option.text} – {option.note}" if option.note else option.text


class LineForm(Form):
    """The signed line of a receipt, or a whole receipt with it."""

    keeps_draft = False
    line = forms.CharField(
        label="Dòng chứng thực",
        help_text="Dòng bắt đầu bằng danchu-bien-nhan-1 trong tệp biên nhận; dán cả tệp cũng được.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Hãy dán dòng chứng thực."},
    )

    def clean_line(self) -> Line:
        try:
            return Line.found_in(self.cleaned_data["line"])
        except NoLine:
            raise forms.ValidationError("Không thấy dòng chứng thực. Hãy chép đủ cả dòng, không sót ký tự.") from None


class ReceiptForm(Form):
    """The code on a receipt, as somebody types it."""

    keeps_draft = False
    code = forms.CharField(
        label="Mã biên nhận",
        help_text="12 chữ và số in trên biên nhận. Gõ chữ hoa hay chữ thường, có gạch hay không đều được.",
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "code-input",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "data-receipt-code": "",
            }
        ),
        error_messages={"required": "Hãy nhập mã in trên biên nhận."},
    )

    def clean_code(self) -> str:
        code = codes.read(self.cleaned_data["code"], box.RECEIPT_SIGNS)
        if not code:
            raise forms.ValidationError("Mã gồm 12 chữ và số. Hãy xem lại từng ký tự trên biên nhận.")
        return code
