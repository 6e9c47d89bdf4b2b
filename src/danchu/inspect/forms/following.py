"""What a sender fills in to follow a case, and what they say of it."""

from django import forms

from danchu.core.files.checks import IMAGES
from danchu.core.models import Ward
from danchu.core.ui.forms import Form
from danchu.core.ui.uploads import FilesField
from danchu.inspect.models.case import CODE_SIGNS
from danchu.lib import codes

MOST_FILES = 5
SATISFIED = (
    (5, "Rất hài lòng"),
    (4, "Hài lòng"),
    (3, "Bình thường"),
    (2, "Không hài lòng"),
    (1, "Rất không hài lòng"),
)


class CodeForm(Form):
    """The code of a receipt, with or without separators; cleans to the bare code."""

    keeps_draft = False
    code = forms.CharField(
        label="Mã theo dõi",
        max_length=40,
        help_text="12 chữ và số trên biên nhận, ví dụ ABCD-EFGH-JKMN. Chữ hoa hay chữ thường đều được.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-follow-code": True,
                "class": "code-input",
            }
        ),
        error_messages={"required": "Hãy nhập mã theo dõi."},
    )

    def clean_code(self) -> str:
        code = codes.read(str(self.cleaned_data["code"]), CODE_SIGNS)
        if not code:
            raise forms.ValidationError("Mã có 12 chữ và số, chia làm 3 nhóm. Hãy xem lại từng nhóm.")
        return code


class AddForm(Form):
    """More words and photographs."""

    prefix = "add"
    text = forms.CharField(
        label="Nội dung bổ sung",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    files = FilesField(label="Ảnh", kinds=IMAGES, most=MOST_FILES, required=False)

    def __init__(self, *args: object, ward: Ward, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].ward = ward


class RateForm(Form):
    """How content the sender is with the answer."""

    prefix = "rate"
    satisfaction = forms.TypedChoiceField(
        label="Ông/bà có hài lòng với cách giải quyết không?",
        coerce=int,
        choices=SATISFIED,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn mức hài lòng."},
    )
    note = forms.CharField(
        label="Ý kiến thêm", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReopenForm(Form):
    """What is not settled yet."""

    prefix = "reopen"
    reason = forms.CharField(
        label="Điều gì chưa được giải quyết?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi điều gì chưa được giải quyết."},
    )


class WithdrawForm(Form):
    """Why it is taken back."""

    prefix = "withdraw"
    reason = forms.CharField(label="Vì sao rút?", max_length=500, error_messages={"required": "Hãy ghi lý do rút."})
