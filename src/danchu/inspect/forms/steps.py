"""The shape of what is typed about verification and dialogue, and of the ward's own answer texts."""

from typing import Any

from django.forms import CharField, ChoiceField, RadioSelect, TimeField, TimeInput

from danchu.core.models import Ward
from danchu.core.ui.forms import DateField, Form
from danchu.core.ui.uploads import FilesField
from danchu.inspect.filling import PLACEHOLDERS
from danchu.inspect.forms.moves import lacks, words
from danchu.inspect.states import Kind, StepKind
from danchu.lib import clock


class PlanForm(Form):
    kind = ChoiceField(
        label="Việc",
        widget=RadioSelect,
        choices=StepKind.choices,
        error_messages=lacks("Hãy chọn xác minh hay đối thoại."),
    )
    planned_on = DateField(label="Dự kiến ngày", error_messages=lacks("Hãy ghi ngày dự kiến."))
    starts = TimeField(label="Giờ", required=False, widget=TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = CharField(label="Địa điểm", max_length=200, required=False, help_text="Đối thoại thì phải ghi.")
    people = CharField(
        label="Thành phần",
        max_length=500,
        required=False,
        help_text="Ai làm, ai được mời; cách nhau bằng dấu chấm phẩy.",
    )


class RecordForm(Form):
    done_on = DateField(label="Đã làm ngày", initial=clock.today, error_messages=lacks("Hãy ghi ngày đã làm."))
    people = CharField(label="Người tham gia", max_length=500, required=False)
    text = words(
        10,
        label="Nội dung, kết quả",
        missing="Hãy ghi nội dung, kết quả.",
        help_text="Ý kiến của từng bên, điều đã thống nhất, điều còn khác nhau.",
    )
    files = FilesField(label="Biên bản đã ký, ảnh", required=False, help_text="Chỉ người giải quyết xem được.")

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].ward = ward


class ReplyForm(Form):
    kind = ChoiceField(label="Dùng cho", required=False, choices=[("", "Mọi loại"), *Kind.choices])
    title = CharField(
        label="Tên mẫu",
        max_length=100,
        help_text="Ví dụ: Đã thay bóng đèn.",
        error_messages=lacks("Hãy đặt tên mẫu."),
    )
    text = words(
        10,
        label="Nội dung mẫu",
        missing="Hãy viết nội dung mẫu.",
        help_text="Tự điền khi dùng: " + ", ".join(f"{sign} {what}" for sign, what in PLACEHOLDERS.items()) + ".",
    )
