"""The shape of what is typed over the law."""

from django import forms

from danchu.core.ui.forms import DateField, Form


class CorrectionForm(Form):
    value = forms.CharField(label="Giá trị của phường", max_length=20)
    holds_from = DateField(label="Áp dụng từ ngày", help_text="Từ ngày mai trở đi. Việc đang mở không đổi.")
    holds_to = DateField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết.")
    reason = forms.CharField(
        label="Lý do, căn cứ",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi số, ký hiệu văn bản. Mọi người xem quy định đều thấy.",
    )


class CorrectionEndForm(Form):
    holds_to = DateField(label="Đến hết ngày")


class SwappedDayForm(Form):
    day = DateField(label="Ngày")
    is_worked = forms.TypedChoiceField(
        label="Ngày đó là",
        choices=((False, "Ngày nghỉ"), (True, "Ngày làm việc (làm bù)")),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        initial=False,
    )
    basis = forms.CharField(label="Căn cứ", max_length=300, help_text="Số, ký hiệu văn bản thông báo hoán đổi.")
