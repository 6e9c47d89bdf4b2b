"""The shape of what is typed about a matter."""

from typing import Any

from django.forms import CharField, ModelChoiceField, Textarea

from danchu.core.models import Ward
from danchu.core.ui.forms import Form
from danchu.ward import queries as ward_queries


class DescriptionForm(Form):
    """What a matter is about and who leads it."""

    title = CharField(label="Tên việc", max_length=300, help_text="Ngắn, như bà con vẫn gọi. Ví dụ: Làm đường tổ 5.")
    summary = CharField(
        label="Tóm tắt",
        required=False,
        max_length=4000,
        widget=Textarea(attrs={"rows": 6}),
        help_text="Làm gì, ở đâu, vì sao, kinh phí từ đâu, khi nào xong.",
    )
    unit = ModelChoiceField(label="Đơn vị chủ trì", queryset=None, required=False, empty_label="Chưa giao")

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = ward_queries.units(ward)


class MatterForm(DescriptionForm):
    """A new matter: the scope is chosen once."""

    field_order = ("title", "summary", "group", "unit")
    group = ModelChoiceField(
        label="Phạm vi", queryset=None, required=False, empty_label="Toàn phường", help_text="Không đổi được về sau."
    )

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, ward=ward, **kwargs)
        self.fields["group"].queryset = ward_queries.groups(ward)
