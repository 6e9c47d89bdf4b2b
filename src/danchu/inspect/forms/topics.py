"""The shape of what the desk says of a topic."""

from typing import Any

from django.forms import CharField, ModelChoiceField

from danchu.core.models import Ward
from danchu.core.ui.forms import Form, IntegerField
from danchu.ward import queries as ward_queries


class TopicForm(Form):
    name = CharField(label="Tên lĩnh vực", max_length=100, help_text="Như người dân vẫn gọi, ví dụ: Đèn đường.")
    hint = CharField(
        label="Gợi ý", max_length=200, required=False, help_text="Vài ví dụ để người gửi chọn đúng, cách nhau dấu phẩy."
    )
    unit = ModelChoiceField(
        label="Đơn vị giải quyết",
        queryset=None,
        required=False,
        empty_label="Chưa giao; công chức phân loại từng việc",
        help_text="Phản ánh về lĩnh vực này đến thẳng đơn vị.",
    )

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = ward_queries.units(ward)


class PlaceForm(Form):
    place = IntegerField(label="Đứng thứ mấy", min_value=1, max_value=1000)
