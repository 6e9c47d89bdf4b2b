"""The shapes of what is typed about counts and challenges."""

from collections.abc import Iterable
from typing import Any

from django.forms import BoundField, CharField, NumberInput, Textarea

from danchu.core.ui.forms import DateField, Form, IntegerField
from danchu.discuss.models import Option
from danchu.lib import clock

_NAMES = "Mỗi người một dòng, có thể ghi chức danh."


class CountForm(Form):
    """What one counter counted; the fields of the options are named after their positions."""

    counted_by = CharField(label="Người kiểm phiếu", max_length=150)
    given = IntegerField(label="Số phiếu phát ra", min_value=0)
    returned = IntegerField(label="Số phiếu thu về", min_value=0)
    invalid = IntegerField(
        label="Số phiếu không hợp lệ",
        min_value=0,
        initial=0,
        widget=NumberInput(attrs={"data-invalid": True}),
    )
    place = CharField(label="Nơi kiểm phiếu", max_length=200, required=False)
    team = CharField(
        label="Tổ kiểm phiếu",
        max_length=500,
        required=False,
        widget=Textarea(attrs={"rows": 3}),
        help_text=_NAMES,
    )
    witnesses = CharField(
        label="Người chứng kiến",
        max_length=500,
        required=False,
        widget=Textarea(attrs={"rows": 2}),
        help_text=_NAMES,
    )

    def __init__(self, *args: Any, options: Iterable[Option], hands: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hands:
            self.fields["given"].label, self.fields["returned"].label = "Số hộ có mặt", "Số hộ biểu quyết"
        self.positions = []
        for each in options:
            self.positions.append(each.position)
            self.fields[f"option{each.position}"] = IntegerField(
                label=each.text, min_value=0, initial=0, widget=NumberInput(attrs={"data-part": True})
            )
        self.order_fields(
            ["counted_by", "given", "returned", *self._option_names(), "invalid", "place", "team", "witnesses"]
        )

    def _option_names(self) -> list[str]:
        return [f"option{each}" for each in self.positions]

    def votes(self) -> dict[int, int]:
        """What was typed, by position of the option."""
        return {each: self.cleaned_data[f"option{each}"] for each in self.positions}

    def option_fields(self) -> list[BoundField]:
        return [self[each] for each in self._option_names()]


class AnewForm(Form):
    reason = CharField(label="Lý do kiểm lại", max_length=300, help_text="Số lần trước vẫn giữ trong hồ sơ.")


class ChallengeForm(Form):
    name = CharField(label="Người khiếu nại", max_length=150)
    received_on = DateField(label="Nhận ngày", initial=clock.today)
    reason = CharField(label="Nội dung, lý do", max_length=2000, widget=Textarea(attrs={"rows": 5}))


class AnswerForm(Form):
    answer = CharField(
        label="Trả lời, lý do", max_length=1000, widget=Textarea(attrs={"rows": 4}), help_text="Lý do được công khai."
    )


class AddForm(Form):
    closes_on = DateField(label="Thu phiếu đến ngày")
    hour = IntegerField(label="Đến mấy giờ", min_value=1, max_value=23, initial=17)
