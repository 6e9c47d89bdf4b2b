"""The shape of what staff type: what came in on paper or was spoken, and to whom cases are given."""

from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    EmailField,
    HiddenInput,
    ModelChoiceField,
    RadioSelect,
    Textarea,
)

from danchu.core.models import User, Ward
from danchu.core.ui.forms import DateField, Form, PhoneField
from danchu.core.ui.uploads import FilesField
from danchu.inspect import queries, queries_desk
from danchu.inspect.forms.sealed import SealedForm
from danchu.inspect.states import AT_THE_DESK, Channel
from danchu.lib import clock
from danchu.ward import queries as ward_queries


class Arrival(Form):
    """How and when something reached the ward."""

    channel = ChoiceField(
        label="Đến bằng cách nào?",
        widget=RadioSelect,
        initial=Channel.PAPER,
        choices=[(each.value, each.label) for each in AT_THE_DESK],
    )
    received_on = DateField(label="Ngày nhận", help_text="Thời hạn tính từ ngày này.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = clock.today
        self.fields["received_on"].widget.attrs["max"] = clock.today().isoformat()


class SealedRegisterForm(SealedForm, Arrival):
    """A denunciation on paper or spoken, as the law knows no other: sealed at once, with how and when it came outside
    the seal."""

    field_order = ("channel", "received_on")
    channel = ChoiceField(
        label="Đến bằng cách nào?",
        widget=RadioSelect,
        initial=Channel.PAPER,
        choices=[(each.value, each.label) for each in (Channel.PAPER, Channel.SPOKEN)],
        help_text="Nói trực tiếp: hướng dẫn người tố cáo viết đơn, hoặc ghi lại lời thành văn bản rồi đề nghị người tố "
        "cáo ký hay điểm chỉ (khoản 2 Điều 23 Luật số 25/2018/QH14). Gọi điện thì chưa phải tố cáo: hãy mời người "
        "đó đến hoặc gửi đơn (Điều 22).",
    )


class RegisterForm(Arrival):
    """What came in: who, what, when. A sealed kind takes ``SealedRegisterForm``."""

    name = CharField(label="Họ và tên người gửi", max_length=150, required=False)
    phone = PhoneField(required=False)
    email = EmailField(label="Thư điện tử", required=False)
    address = CharField(label="Địa chỉ người gửi", max_length=200, required=False)
    text = CharField(
        label="Nội dung",
        max_length=20_000,
        widget=Textarea(attrs={"rows": 8}),
        help_text="Ghi đủ việc gì, ở đâu, đề nghị gì. Lời nói thì ghi lại theo lời người nói.",
    )
    title = CharField(label="Tóm tắt", max_length=200, required=False, help_text="Để trống thì lấy câu đầu.")
    files = FilesField(label="Bản chụp đơn, tài liệu kèm theo", required=False)
    topic = ModelChoiceField(label="Lĩnh vực", queryset=None, required=False, empty_label="Chưa rõ")
    group = ModelChoiceField(label="Tổ dân phố", queryset=None, required=False, empty_label="Không rõ, cả phường")
    place = CharField(label="Địa điểm của việc", max_length=200, required=False)
    unit = ModelChoiceField(
        label="Đơn vị giải quyết", queryset=None, required=False, empty_label="Theo lĩnh vực, hoặc giao sau"
    )
    wants_public = BooleanField(label="Người gửi đồng ý công khai nội dung, không công khai tên", required=False)
    forwarded_to = CharField(
        label="Không thuộc thẩm quyền của phường: chuyển, hướng dẫn đến",
        max_length=200,
        required=False,
        help_text="Ghi tên cơ quan. Việc được vào sổ rồi kết thúc ở phường ngay.",
    )
    seen = CharField(required=False, widget=HiddenInput)

    def __init__(self, *args: Any, ward: Ward, may_be_public: bool, may_be_anonymous: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = queries.topics(ward)
        self.fields["group"].queryset = ward_queries.groups(ward)
        self.fields["unit"].queryset = ward_queries.units(ward)
        self.fields["files"].ward = ward
        self.fields["name"].required = not may_be_anonymous
        if not may_be_public:
            del self.fields["wants_public"]


class EntryForm(Form):
    """What was entered of a letter, to be mended."""

    name = CharField(label="Họ và tên người gửi", max_length=150, required=False)
    phone = PhoneField(required=False)
    email = EmailField(label="Thư điện tử", required=False)
    address = CharField(label="Địa chỉ người gửi", max_length=200, required=False)
    text = CharField(label="Nội dung", max_length=20_000, widget=Textarea(attrs={"rows": 8}))
    title = CharField(label="Tóm tắt", max_length=200, required=False, help_text="Để trống thì lấy câu đầu.")
    place = CharField(label="Địa điểm của việc", max_length=200, required=False)
    received_on = DateField(label="Ngày nhận", help_text="Thời hạn được tính lại từ ngày này.")
    reason = CharField(label="Sai ở đâu", max_length=300, help_text="Ví dụ: ghi nhầm số điện thoại.")


class HandOverForm(Form):
    """To whom cases are given."""

    unit = ModelChoiceField(label="Đơn vị giải quyết", queryset=None, required=False, empty_label="Không giao đơn vị")
    handler = ModelChoiceField(
        label="Người giải quyết", queryset=None, required=False, empty_label="Đơn vị tự phân công"
    )
    note = CharField(label="Ý kiến chỉ đạo", max_length=500, required=False, widget=Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = queries_desk.staff_who_handle(ward, clock.today())
        self.fields["unit"].queryset = ward_queries.units(ward)
        self.fields["handler"].queryset = User.objects.filter(ward=ward, pk__in=[key for key, _ in staff])
        self.fields["handler"].choices = [("", self.fields["handler"].empty_label), *staff]

    def clean(self) -> dict[str, Any]:
        """Asked once for all cases."""
        if not self.errors and self.cleaned_data["unit"] is None and self.cleaned_data["handler"] is None:
            self.add_error("unit", "Hãy chọn đơn vị hoặc người giải quyết.")
        return self.cleaned_data
