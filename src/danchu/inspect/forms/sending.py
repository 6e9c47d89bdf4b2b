"""What residents fill in to send something. The shape only; the act decides."""

from typing import Any

from django import forms
from django.core import signing

from danchu.core.files.checks import IMAGES
from danchu.core.models import User
from danchu.core.spreadsheets import values
from danchu.core.ui.forms import DateField, Form, PhoneField
from danchu.core.ui.request import Request
from danchu.core.ui.uploads import FilesField
from danchu.inspect import queries
from danchu.inspect.actions.intake import Contact, Place
from danchu.inspect.models.case import CODE_SIGNS
from danchu.lib import clock, codes
from danchu.ward import queries as ward_queries

SALT = "danchu.inspect.sending"
MOST_PHOTOS = 5
MOST_SIGNS = 10_000
PHONE = {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}


def area(rows: int, **attrs: Any) -> forms.Textarea:
    """Several lines."""
    return forms.Textarea(attrs={"rows": rows, **attrs})


class SendForm(Form):
    """What every sending has. ``once`` is the code of the receipt, made with the form: what is sent twice over a bad
    line is known by it."""

    once = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, request: Request, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"once": signing.dumps(codes.new_code(CODE_SIGNS), salt=SALT)})
        self.ward = request.ward
        self.user = request.user if isinstance(request.user, User) else None
        for field in self.fields.values():
            if isinstance(field, FilesField):
                field.ward = request.ward
        if self.user and "name" in self.fields:
            self.fields["name"].initial = self.user.display_name

    def clean_once(self) -> str:
        try:
            return str(signing.loads(self.cleaned_data["once"], salt=SALT))
        except signing.BadSignature:
            return codes.new_code(CODE_SIGNS)


class ContactFields(forms.Form):
    """Who sends it and how to reach them."""

    name = forms.CharField(
        label="Họ và tên",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Hãy ghi họ và tên."},
    )
    address = forms.CharField(
        label="Địa chỉ",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": "Hãy ghi địa chỉ."},
    )
    phone = PhoneField(required=False)
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        help_text="Để nhận mã theo dõi và tin mỗi khi có việc mới.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class RemarkForm(SendForm, ContactFields):
    """Something to mend, or a suggestion: one short page."""

    text = forms.CharField(
        label="Việc gì?",
        max_length=MOST_SIGNS,
        widget=area(4, placeholder="Ví dụ: Đèn đường đầu ngõ 12 hỏng ba hôm nay, tối rất khó đi."),
        error_messages={"required": "Hãy viết việc gì, vài chữ cũng được."},
    )
    files = FilesField(label="Ảnh", kinds=IMAGES, most=MOST_PHOTOS, required=False)
    topic = forms.ChoiceField(label="Về việc", required=False)
    group = forms.ChoiceField(label="Ở tổ dân phố", required=False)
    place = forms.CharField(
        label="Chỗ nào?",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Số nhà, ngõ, gần chỗ nào"}),
    )
    latitude = forms.DecimalField(
        widget=forms.HiddenInput, required=False, max_digits=9, decimal_places=6, min_value=-90, max_value=90
    )
    longitude = forms.DecimalField(
        widget=forms.HiddenInput, required=False, max_digits=9, decimal_places=6, min_value=-180, max_value=180
    )
    wants_public = forms.TypedChoiceField(
        label="Ai xem được?",
        coerce=lambda value: value == "1",
        initial="1",
        choices=[
            ("1", "Mọi người: cán bộ đọc trước khi đăng, không đăng tên và cách liên hệ"),
            ("0", "Chỉ phường và tôi"),
        ],
        widget=forms.RadioSelect,
    )
    anonymous = forms.BooleanField(label="Gửi không nêu tên, không gắn với tài khoản của tôi", required=False)
    field_order = ("text", "files", "topic", "group", "place", "wants_public", "name", "phone", "email", "anonymous")

    def __init__(self, request: Request, data: Any = None, files: Any = None) -> None:
        super().__init__(request, data, files)
        del self.fields["address"]
        self.fields["name"].required = False
        self.fields["name"].help_text = (
            "Không nêu tên cũng được: phường vẫn nhận và xem xét, nhưng không hỏi lại được và không có trách nhiệm "
            "trả lời riêng. Kết quả xem bằng mã theo dõi."
        )
        self.fields["phone"].help_text = "Để phường hỏi lại khi chưa rõ. Không hiện cho ai khác."
        self._topics = {str(each.pk): each for each in queries.topics(request.ward)}
        self._groups = {str(each.pk): each for each in ward_queries.groups(request.ward)}
        _choose(self.fields["topic"], self._topics, "Chọn nếu biết")
        _choose(self.fields["group"], self._groups, "Chọn nếu biết")
        if self.user is None:
            del self.fields["anonymous"]
        elif household := ward_queries.household_of(self.user):
            self.fields["group"].initial = str(household.group_id)

    def clean_topic(self) -> Any:
        return self._topics.get(self.cleaned_data["topic"])

    def clean_group(self) -> Any:
        return self._groups.get(self.cleaned_data["group"])

    def contact(self) -> Contact:
        """Who sends it; nobody where that was wished."""
        data = self.cleaned_data
        hides = data.get("anonymous", False)
        account = None if hides else self.user
        return Contact("" if hides else data["name"], data["phone"], data["email"], account=account)

    def where(self) -> Place:
        """Where it is. Half a position is none."""
        data = self.cleaned_data
        spot = (data["latitude"], data["longitude"])
        latitude, longitude = spot if None not in spot else (None, None)
        return Place(data["group"], data["place"], latitude, longitude)


class ComplaintForm(SendForm, ContactFields):
    """A complaint, with what the law wants in its letter (Điều 8 Luật Khiếu nại)."""

    accused = forms.CharField(
        label="Khiếu nại ai, cơ quan nào?",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Ví dụ: Chủ tịch phường"}),
        error_messages={"required": "Hãy ghi người hoặc cơ quan bị khiếu nại."},
    )
    decision = forms.CharField(
        label="Quyết định hoặc việc làm nào?",
        max_length=300,
        help_text="Số, ngày của quyết định nếu có; hoặc việc đã làm, ngày nào.",
        error_messages={"required": "Hãy ghi quyết định hoặc việc làm bị khiếu nại."},
    )
    learned_on = DateField(
        label="Biết việc đó từ ngày nào?",
        help_text="Ngày nhận được hoặc biết có quyết định, việc làm đó.",
        error_messages={"required": "Hãy ghi ngày biết việc đó."},
    )
    text = forms.CharField(
        label="Vì sao cho là trái luật?",
        max_length=MOST_SIGNS,
        widget=area(6),
        error_messages={"required": "Hãy viết lý do."},
    )
    asks = forms.CharField(
        label="Đề nghị giải quyết thế nào?",
        max_length=3000,
        widget=area(3),
        error_messages={"required": "Hãy viết điều đề nghị."},
    )
    late_reason = forms.CharField(
        label="Lý do gửi muộn (nếu có)",
        max_length=1000,
        required=False,
        help_text="Ốm đau, thiên tai, đi công tác, học tập ở nơi xa hoặc trở ngại khách quan khác.",
        widget=area(2),
    )
    files = FilesField(
        label="Đơn đã ký, quyết định, giấy tờ",
        required=False,
        help_text="Đơn khiếu nại cần chữ ký hoặc điểm chỉ: hãy chụp đơn giấy đã ký gửi kèm, hoặc ký khi phường mời.",
    )
    field_order = (
        "accused", "decision", "learned_on", "text", "asks", "late_reason", "files", "name", "address", "phone", "email"
    )  # fmt: skip

    def clean_learned_on(self) -> Any:
        if self.cleaned_data["learned_on"] > clock.today():
            raise forms.ValidationError("Ngày này ở sau hôm nay. Hãy xem lại.")
        return self.cleaned_data["learned_on"]

    def contact(self) -> Contact:
        """Who complains."""
        data = self.cleaned_data
        return Contact(data["name"], data["phone"], data["email"], data["address"], account=self.user)


class InformationForm(SendForm, ContactFields):
    """A request for information, with what the law wants in it (Điều 24 Luật Tiếp cận thông tin)."""

    WAYS = (
        ("mail", "Gửi vào thư điện tử của tôi"),
        ("copy", "Nhận bản sao tại phường"),
        ("look", "Đến phường xem, đọc, chép"),
        ("post", "Gửi qua bưu điện theo địa chỉ của tôi"),
    )

    text = forms.CharField(
        label="Cần thông tin gì?",
        max_length=MOST_SIGNS,
        help_text="Tên, số, ngày của văn bản nếu biết; hoặc nói rõ về việc gì, ở đâu, thời gian nào.",
        widget=area(4),
        error_messages={"required": "Hãy viết thông tin cần cung cấp."},
    )
    way = forms.ChoiceField(
        label="Muốn nhận bằng cách nào?",
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn cách nhận."},
    )
    purpose = forms.CharField(
        label="Để làm gì?",
        max_length=500,
        error_messages={"required": "Hãy ghi lý do, mục đích; một câu là đủ."},
    )
    id_number = forms.CharField(
        label="Số căn cước hoặc số định danh cá nhân",
        max_length=20,
        help_text="Luật yêu cầu. Chỉ cán bộ giải quyết xem được.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Hãy ghi số căn cước hoặc số định danh."},
    )
    files = FilesField(label="Giấy tờ kèm theo", required=False)
    field_order = ("text", "way", "purpose", "name", "id_number", "address", "phone", "email", "files")

    def clean_id_number(self) -> str:
        parsed = values.digits(str(self.cleaned_data["id_number"]), (9, 12))
        if not parsed.value:
            raise forms.ValidationError("Số căn cước có 12 chữ số (chứng minh nhân dân cũ có 9). Hãy xem lại.")
        return parsed.value

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if not data.get("phone") and not data.get("email") and "phone" in data and "email" in data:
            self.add_error("phone", "Hãy ghi điện thoại hoặc thư điện tử để phường trả lời.")
        if data.get("way") == "mail" and not data.get("email") and "email" in data:
            self.add_error("email", "Muốn nhận qua thư điện tử thì hãy ghi địa chỉ thư.")

    def contact(self) -> Contact:
        """Who asks."""
        data = self.cleaned_data
        return Contact(
            data["name"], data["phone"], data["email"], data["address"], data["id_number"], account=self.user
        )


def _choose(field: Any, rows: dict[str, Any], otherwise: str) -> None:
    field.choices = [("", otherwise), *((key, str(row)) for key, row in rows.items())]
    if not rows:
        field.widget = forms.HiddenInput()
