"""The shape of what is typed about initiatives."""

from typing import Any

from django.db.models import QuerySet
from django.forms import (
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    RadioSelect,
    Textarea,
)

from danchu.core.ui.forms import Form, RowsField
from danchu.lib import clock
from danchu.ward.models import Household
from statute import decisions


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of matter that the People decide, in the law's order."""
    return [(each.key, f"{each.number}. {each.label}") for each in decisions.kinds(clock.today())]


class ProposalForm(Form):
    title = CharField(
        label="Đề xuất việc gì?", max_length=300, help_text="Một câu ngắn, các hộ sẽ thấy dòng này đầu tiên."
    )
    content = CharField(label="Nội dung và lý do", max_length=10_000, widget=Textarea(attrs={"rows": 8}))
    kind = ChoiceField(
        label="Thuộc loại việc nào?",
        widget=RadioSelect,
        initial="other",
        help_text="Sáu loại việc Nhân dân bàn và quyết định (Điều 15 Luật số 10/2022/QH15).",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()


class HouseholdsField(RowsField):
    """Households to tick, each with code, head and address."""

    widget = CheckboxSelectMultiple

    def label_from_instance(self, household: Household) -> str:
        return ", ".join(filter(None, (f"{household.code} {household.head_name}".strip(), household.address)))


class BackingsForm(Form):
    households = HouseholdsField(
        label="Hộ đã ký",
        queryset=None,
        error_messages={
            "required": "Hãy đánh dấu ít nhất một hộ đã ký.",
            "invalid_choice": "Có hộ đã được ghi nhận rồi hoặc không thuộc tổ. Hãy tải lại trang và chọn lại.",
        },
    )

    def __init__(self, *args: Any, households: QuerySet[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["households"].queryset = households


class ReasonForm(Form):
    reason = CharField(label="Lý do", max_length=300, widget=Textarea(attrs={"rows": 3}))


class ConfirmForm(Form):
    """Nothing to fill in: the button is the answer."""
