"""The form on which a denunciation is written: checked in memory, sealed at once, kept nowhere.

The view is ``in_memory`` (``core.ui.in_memory``) and gives ``form.sealed()`` to ``receive_case`` as ``seal``, with no
text, contact, files or place beside it, and ``by=VISITOR`` unless an officer enters a letter.
"""

from collections.abc import Collection
from typing import Any, BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import (
    CharField,
    CheckboxSelectMultiple,
    EmailField,
    EmailInput,
    MultipleChoiceField,
    Textarea,
    TextInput,
)

from danchu.core.files.checks import CheckedFile, FileRefused, Kind, check
from danchu.core.files.confined import Busy
from danchu.core.models import Ward
from danchu.core.ui.forms import Form, PhoneField
from danchu.core.ui.uploads import FilesField, Sent
from danchu.inspect import queries, seal
from danchu.inspect.models import Case, SettlerKey

MOST_FILES = 10
MOST_BYTES = 10_000_000
NOBODY = (
    "Phường chưa có lãnh đạo nào lập khóa mở niêm phong, nên chưa nhận được tố cáo qua mạng. "
    "Hãy nộp đơn tại Ủy ban nhân dân phường hoặc gửi cơ quan cấp trên."
)
_UNKEPT = {"autocomplete": "off", "spellcheck": "false"}


class SealedFilesField(FilesField):
    """Files that are checked in memory. Cleans to a tuple of ``Enclosure``; nothing is kept between two sendings."""

    def clean(self, value: Sent) -> tuple[seal.Enclosure, ...]:  # type: ignore[override]
        """Raises ``ValidationError`` with one message a refused file."""
        uploads, _ = value
        faults = [f"Chỉ nhận nhiều nhất {self.most} tệp mỗi lần."] if len(uploads) > self.most else []
        taken = []
        for upload in uploads[: self.most]:
            try:
                checked = _checked(upload, self.kinds)
            except Busy as busy:
                faults.append(f"{upload.name}: {busy.message}")
                break  # the others would only wait again
            except FileRefused as refused:
                faults.append(f"{upload.name}: {refused.message}")
            else:
                taken.append(seal.Enclosure(checked.safe_name, checked.mime, checked.content))
        if faults:
            raise ValidationError(faults)
        return tuple(taken)


def _checked(upload: UploadedFile, kinds: Collection[Kind]) -> CheckedFile:
    return check(cast(BinaryIO, upload), upload.name or "", kinds=kinds, most_bytes=MOST_BYTES, edges=())


def files_field() -> SealedFilesField:
    """The field of what goes under a seal."""
    return SealedFilesField(
        label="Ảnh, tài liệu chứng minh",
        required=False,
        most=MOST_FILES,
        help_text=f"Nhiều nhất {MOST_FILES} tệp, mỗi tệp đến {MOST_BYTES // 1_000_000} MB. Tệp được niêm phong ngay, "
        "không lưu tạm: nếu phải sửa chỗ khác, hãy chọn lại tệp.",
    )


class LeftOutForm(Form):
    """For whom a denunciation is sealed: the ward's leaders, but for one who is denounced."""

    keeps_draft = False
    left_out = MultipleChoiceField(
        label="Không cho người này mở đơn",
        required=False,
        widget=CheckboxSelectMultiple,
        help_text="Chọn nếu đơn tố cáo chính người đó. Những người còn lại mở được đơn.",
    )

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = queries.keys_for_sealing(ward)
        self.fields["left_out"].choices = [(str(each.pk), str(each.user)) for each in self.keys]  # type: ignore[attr-defined]
        if len(self.keys) < 2:
            del self.fields["left_out"]

    @property
    def can_be_sealed(self) -> bool:
        """Whether anyone could open it; otherwise the page says ``NOBODY`` instead of showing the form."""
        return bool(self.keys)

    def clean(self) -> dict[str, Any]:
        if not self.keys:
            self.add_error(None, NOBODY)
        elif not self.chosen():
            text = "Phải còn ít nhất một người mở được đơn. Nếu tố cáo mọi lãnh đạo phường, hãy gửi cơ quan cấp trên."
            self.add_error("left_out", text)
        return self.cleaned_data

    def chosen(self) -> list[SettlerKey]:
        """The keys for which it is sealed."""
        out = set(self.cleaned_data.get("left_out", ()))
        return [each for each in self.keys if str(each.pk) not in out]


class SealedForm(LeftOutForm):
    """A denunciation (Law on Denunciations art. 23): who, whom, what."""

    field_order = ("accused", "text", "files", "name", "address", "phone", "email", "left_out")
    accused = CharField(
        label="Người bị tố cáo",
        max_length=300,
        widget=Textarea(attrs={"rows": 2}),
        help_text="Họ tên, chức vụ.",
        error_messages={"required": "Hãy ghi người bị tố cáo; chưa rõ tên thì ghi chức vụ, nơi làm việc."},
    )
    text = CharField(
        label="Nội dung tố cáo",
        max_length=20_000,
        widget=Textarea(attrs={"rows": 8}),
        error_messages={"required": "Hãy viết hành vi bị tố cáo: việc gì, ở đâu, khi nào."},
    )
    files = files_field()
    name = CharField(
        label="Họ và tên người tố cáo",
        max_length=150,
        widget=TextInput(attrs=_UNKEPT),
        error_messages={"required": "Hãy ghi họ và tên người tố cáo; tên được niêm phong cùng đơn."},
    )
    address = CharField(
        label="Địa chỉ người tố cáo",
        max_length=200,
        widget=TextInput(attrs=_UNKEPT),
        error_messages={"required": "Hãy ghi địa chỉ người tố cáo; địa chỉ được niêm phong cùng đơn."},
    )
    phone = PhoneField(required=False, widget=TextInput(attrs={**_UNKEPT, "type": "tel", "inputmode": "tel"}))
    email = EmailField(
        label="Thư điện tử",
        required=False,
        widget=EmailInput(attrs=_UNKEPT),
        error_messages={"invalid": "Địa chỉ thư chưa đúng. Hãy xem lại, ví dụ ten@example.vn, hoặc để trống."},
    )

    def sealed(self) -> seal.Sealed:
        """What was written, under a new seal."""
        data = self.cleaned_data
        letter = seal.Letter(**{each: data[each] for each in ("text", "name", "phone", "email", "address", "accused")})
        return seal.close(letter, data["files"], self.chosen())


class AdditionForm(Form):
    """What the sender of a denunciation adds to it."""

    keeps_draft = False
    text = CharField(label="Nội dung bổ sung", max_length=20_000, required=False, widget=Textarea(attrs={"rows": 6}))
    files = files_field()

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("text") and not self.cleaned_data.get("files") and not self.errors:
            self.add_error("text", "Hãy viết nội dung hoặc chọn tệp.")
        return self.cleaned_data

    def sealed(self, case: Case) -> seal.Addition:
        """What was written, under the seal of ``case``, for ``add_to_case``."""
        text = self.cleaned_data["text"]
        return seal.add(case, seal.Letter(text=text) if text else None, self.cleaned_data["files"])
