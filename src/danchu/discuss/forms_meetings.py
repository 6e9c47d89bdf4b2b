"""The shape of what is typed when a meeting is planned."""

from typing import Any

from django.db.models import QuerySet
from django.forms import CharField, CheckboxSelectMultiple, ModelChoiceField, Textarea

from danchu.core.models import User, Ward
from danchu.core.ui.forms import Form, MomentField, RowsField
from danchu.discuss import queries_planning
from danchu.discuss.actions.planning import MeetingPlan


class MeetingForm(Form):
    title = CharField(label="Tên cuộc họp", max_length=300)
    group = ModelChoiceField(label="Tổ dân phố", queryset=None, required=False, empty_label="Không, họp trong đơn vị")
    organisation = ModelChoiceField(
        label="Đơn vị (việc nội bộ)", queryset=None, required=False, empty_label="Không, họp các hộ của tổ"
    )
    planned_at = MomentField(label="Ngày giờ họp")
    place = CharField(label="Nơi họp", max_length=200)
    chair = CharField(label="Người chủ trì", max_length=150)
    decisions = RowsField(label="Việc bàn và biểu quyết", queryset=None, required=False, widget=CheckboxSelectMultiple)
    agenda = CharField(
        label="Nội dung khác trong chương trình",
        required=False,
        widget=Textarea(attrs={"rows": 5}),
        help_text="Mỗi mục một dòng. Các việc biểu quyết đã chọn ở trên được tự đưa vào.",
    )

    def __init__(self, *args: Any, user: User, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self._offer("group", queries_planning.groups_prepared_by(user, ward))
        organisations = self._offer("organisation", queries_planning.organisations_of(user, ward))
        self.fields["decisions"].queryset = queries_planning.for_meetings(user, ward)
        if not organisations:
            del self.fields["organisation"]
            self.fields["group"].choices = groups
        elif not groups:
            del self.fields["group"]
            self.fields["organisation"].choices = organisations

    def _offer(self, name: str, rows: QuerySet[Any]) -> list[tuple[Any, str]]:
        """Let one of ``rows`` be chosen, or none; they are read once."""
        field, found = self.fields[name], [(each.pk, str(each)) for each in rows]
        field.queryset, field.choices = rows, [("", field.empty_label), *found]
        return found

    def told(self) -> dict[str, Any]:
        return {"plan": self.plan()}

    def plan(self) -> MeetingPlan:
        """What was typed, as the acts take it."""
        data = self.cleaned_data
        return MeetingPlan(
            title=data["title"],
            place=data["place"],
            planned_at=data["planned_at"],
            chair=data["chair"],
            group=data.get("group"),
            organisation=data.get("organisation"),
            agenda=data["agenda"],
            decisions=tuple(data["decisions"].order_by("pk")),
        )


class DoneForm(Form):
    note = CharField(
        label="Đã làm bằng",
        max_length=200,
        required=False,
        help_text="Ví dụ: số quyết định, giấy mời đã phát ngày nào.",
    )
