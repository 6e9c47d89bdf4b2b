"""The shape of what is typed when citizens are received."""

from datetime import time
from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    EmailField,
    ModelChoiceField,
    RadioSelect,
    Textarea,
    TextInput,
    TimeField,
    TimeInput,
    TypedMultipleChoiceField,
)

from danchu.core.models import Ward
from danchu.core.ui.forms import DateField, Form, IntegerField, PhoneField
from danchu.inspect.actions.reception import Session
from danchu.inspect.actions.reception_book import Pledge, Record
from danchu.inspect.actions.visiting import Guest
from danchu.inspect.forms.sealed import SealedForm
from danchu.inspect.models import ReceptionDay
from danchu.inspect.models.case import CODE_SIGNS
from danchu.inspect.states import Outcome, ReceptionKind
from danchu.lib import codes
from danchu.ward.queries import groups, units
from statute import reception

_WEEKDAYS = ((0, "Thứ Hai"), (1, "Thứ Ba"), (2, "Thứ Tư"), (3, "Thứ Năm"), (4, "Thứ Sáu"))
_MOST_SLOTS, _MOST_PEOPLE = 200, 500


class _Time(TimeField):
    widget = TimeInput(attrs={"type": "time"}, format="%H:%M")


class SessionForm(Form):
    """Hours, place and receiver of a reception day."""

    starts = _Time(label="Từ", initial=time(8))
    ends = _Time(label="Đến", initial=time(11, 30))
    place = CharField(label="Nơi tiếp", max_length=200)
    receiver = CharField(label="Người tiếp", max_length=150)
    by_chair = BooleanField(label="Chủ tịch Ủy ban nhân dân trực tiếp tiếp", required=False)
    slots = IntegerField(
        label="Số lượt đặt trước",
        min_value=0,
        max_value=_MOST_SLOTS,
        initial=10,
        help_text="Người không đặt trước vẫn được lấy số khi đến.",
    )

    def told(self) -> dict[str, Any]:
        return {"session": self.session()}

    def session(self) -> Session:
        """What was typed, as the acts take it."""
        names = ("starts", "ends", "place", "receiver", "by_chair", "slots")
        return Session(**{name: self.cleaned_data[name] for name in names})


class PlanForm(SessionForm):
    """A reception day of the same kind on some days of the week."""

    since = DateField(label="Từ ngày")
    until = DateField(label="Đến ngày", help_text="Ngày nghỉ, ngày lễ được tự bỏ qua.")
    weekdays = TypedMultipleChoiceField(
        label="Vào các ngày", choices=_WEEKDAYS, coerce=int, widget=CheckboxSelectMultiple
    )
    field_order = ("since", "until", "weekdays")


class RulesForm(Form):
    text = CharField(label="Nội quy", widget=Textarea(attrs={"rows": 14}), max_length=20_000)


class _Reachable(Form):
    """Who can be called back."""

    phone = PhoneField(required=False)


class GuestForm(_Reachable):
    """A booking from afar."""

    name = CharField(label="Họ và tên", max_length=150, widget=TextInput(attrs={"autocomplete": "name"}))
    matter = CharField(
        label="Việc muốn trình bày",
        max_length=500,
        widget=Textarea(attrs={"rows": 4}),
        help_text="Vài dòng để phường chuẩn bị. Nếu là tố cáo, chỉ ghi “gặp trực tiếp” và trình bày khi đến.",
    )
    people = IntegerField(label="Số người cùng đến", min_value=1, max_value=_MOST_PEOPLE, initial=1)
    group = ModelChoiceField(label="Tổ dân phố", queryset=None, required=False, empty_label="Không chọn")
    email = EmailField(
        label="Thư điện tử",
        required=False,
        help_text="Để phường báo nếu buổi tiếp bị hủy.",
        widget=TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )
    field_order = ("name", "matter", "people", "phone", "email", "group")

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups(ward)

    def guest(self) -> Guest:
        """What was typed, as the acts take it."""
        return Guest(**{each: self.cleaned_data[each] for each in self.field_order})


class DeskGuestForm(GuestForm):
    """Somebody at the desk, who need not say why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].required = False
        self.fields["matter"].help_text = "Không bắt buộc. Không ghi nội dung tố cáo ở đây."
        del self.fields["email"]

    def guest(self) -> Guest:
        names = ("name", "matter", "people", "phone", "group")
        return Guest(**{each: self.cleaned_data[each] for each in names})


class CodeForm(Form):
    """The code that a booking was given."""

    keeps_draft = False
    code = CharField(
        label="Mã lịch hẹn",
        max_length=30,
        widget=TextInput(attrs={"autocomplete": "off", "class": "code-input"}),
        help_text="12 chữ và số trên phiếu hẹn.",
    )

    def clean_code(self) -> str:
        return codes.read(str(self.cleaned_data["code"]), CODE_SIGNS)


class _PledgeFields(Form):
    """What is promised."""

    promise = CharField(label="Lời hứa, ý kiến chỉ đạo", max_length=500, widget=Textarea(attrs={"rows": 3}))
    promise_due_on = DateField(label="Hạn thực hiện")
    unit = ModelChoiceField(label="Đơn vị thực hiện", queryset=None, required=False, empty_label="Chưa giao")

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units(ward)

    def pledge(self) -> Pledge | None:
        """What was promised, if anything was."""
        data = self.cleaned_data
        if not data["promise"]:
            return None
        return Pledge(data["promise"], data["promise_due_on"], data["unit"])


class PledgeForm(_PledgeFields):
    """A promise that is entered later."""


class _Received(Form):
    """Who received the citizen."""

    receiver = CharField(label="Người tiếp", max_length=150)
    by_chair = BooleanField(label="Chủ tịch Ủy ban nhân dân trực tiếp tiếp", required=False)


class SpokenForm(SealedForm, _Received):
    """A denunciation that somebody makes when received: sealed, but for who received them."""

    field_order = (*SealedForm.field_order, "receiver", "by_chair")


class RecordForm(_PledgeFields, _Reachable, _Received):
    """A line of the reception book."""

    name = CharField(label="Họ và tên", max_length=150)
    address = CharField(label="Địa chỉ", max_length=200, required=False)
    identity = CharField(label="Số căn cước, giấy tờ tùy thân", max_length=60, required=False)
    kind = ChoiceField(
        label="Phân loại",
        choices=[each for each in ReceptionKind.choices if each[0] != ReceptionKind.DENUNCIATION],
        widget=RadioSelect,
    )
    content = CharField(label="Nội dung trình bày", widget=Textarea(attrs={"rows": 7}), max_length=20_000)
    people = IntegerField(label="Số người đến", min_value=1, max_value=_MOST_PEOPLE, initial=1)
    representatives = IntegerField(
        label="Trong đó số người đại diện trình bày", min_value=1, max_value=_MOST_PEOPLE, initial=1
    )
    settled_before = CharField(label="Cơ quan đã giải quyết", max_length=300, required=False)
    outcome = ChoiceField(label="Xử lý", choices=Outcome.choices, widget=RadioSelect)
    answer = CharField(
        label="Trả lời, kết luận của người tiếp", required=False, widget=Textarea(attrs={"rows": 4}), max_length=20_000
    )
    sent_to = CharField(
        label="Nơi hướng dẫn, chuyển đến", max_length=200, required=False, help_text="Khi hướng dẫn hoặc chuyển đi."
    )
    ground = ChoiceField(label="Căn cứ từ chối", required=False, help_text="Chỉ khi từ chối tiếp.")
    note = CharField(label="Ghi chú", max_length=300, required=False)
    field_order = (
        "name", "address", "phone", "identity", "kind", "content", "people", "representatives", "settled_before",
        "outcome", "answer", "sent_to", "ground", "promise", "promise_due_on", "unit", "receiver", "by_chair", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, representation: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["representatives"].help_text = representation
        self.fields["ground"].choices = [("", "Không"), *((each.key, each.label) for each in reception.grounds())]
        for name in ("promise", "promise_due_on"):
            self.fields[name].required = False
        self.fields["promise"].help_text = "Để trống nếu không hứa gì. Lời hứa thành việc phải làm của đơn vị."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("promise") and not data.get("promise_due_on") and "promise_due_on" not in self.errors:
            self.add_error("promise_due_on", "Hãy chọn hạn thực hiện lời hứa.")
        return data

    def record(self) -> Record:
        """What was typed, as the acts take it."""
        names = [name for name in self.field_order if not name.startswith("promise") and name != "unit"]
        return Record(**{name: self.cleaned_data[name] for name in names})


class AnswerForm(Form):
    answer = CharField(
        label="Nội dung trả lời",
        widget=Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text="Đã thụ lý, cần thêm thời gian, từ chối hoặc đã chuyển nơi khác; nêu lý do.",
    )


class KeptForm(Form):
    how = CharField(
        label="Đã làm gì",
        max_length=500,
        widget=Textarea(attrs={"rows": 4}),
        help_text="Nêu ngày, kết quả, số văn bản.",
    )


def session_of(day: ReceptionDay) -> dict[str, Any]:
    """What a form about the hours of ``day`` begins with."""
    return {name: getattr(day, name) for name in ("starts", "ends", "place", "receiver", "by_chair", "slots")}
