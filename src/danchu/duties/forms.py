"""The shape of what is typed about duties and assignments."""

from typing import Any

from django.forms import CharField, ModelChoiceField, Textarea

from danchu.core.models import Ward
from danchu.core.ui.forms import DateField, Form
from danchu.ward import queries as ward_queries


class AssignmentForm(Form):
    """Which unit answers for a clause, by when."""

    unit = ModelChoiceField(label="Đơn vị chủ trì", queryset=None, empty_label="Chọn đơn vị")
    due_on = DateField(label="Hạn hoàn thành")
    note = CharField(label="Yêu cầu", max_length=300, required=False, widget=Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = ward_queries.units(ward)
