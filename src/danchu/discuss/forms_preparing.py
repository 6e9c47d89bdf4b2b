"""The shape of what is typed when a decision is prepared."""

from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    ModelChoiceField,
    MultipleChoiceField,
    RadioSelect,
    Textarea,
)

from danchu.core.models import User, Ward
from danchu.core.ui.forms import DateField, Form, IntegerField, MomentField, RowsField
from danchu.discuss import law, queries, queries_planning
from danchu.discuss.models import Decision, Initiative
from danchu.discuss.plans import YES_OR_NO, Answerable, Plan
from danchu.discuss.states import Answer, InitiativeState, Method
from danchu.lib import clock
from danchu.lib.vntext import clean
from statute.decisions import MatterKind, online_conditions


class PlanForm(Form):
    """What is asked, of whom, how. Candidates and the conditions of voting online have pages of their own."""

    title = CharField(label="Tên việc", max_length=300, help_text="Các hộ sẽ thấy dòng này đầu tiên.")
    proposal = CharField(
        label="Nội dung xin ý kiến",
        widget=Textarea(attrs={"rows": 8}),
        help_text="Ghi đủ để một hộ không đi họp cũng hiểu: làm gì, ở đâu, bao nhiêu tiền, ai làm, khi nào.",
    )
    groups = RowsField(label="Hỏi các hộ của tổ dân phố", queryset=None, required=False, widget=CheckboxSelectMultiple)
    is_ward_wide = BooleanField(label="Hỏi các hộ của toàn phường (mọi tổ)", required=False)
    organisation = ModelChoiceField(
        label="Hoặc hỏi người trong một đơn vị",
        queryset=None,
        required=False,
        empty_label="Không, hỏi các hộ",
        help_text="Việc nội bộ của cơ quan, đơn vị: chỉ người của đơn vị thấy và biểu quyết.",
    )
    forms = MultipleChoiceField(
        label="Hình thức",
        widget=CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một hình thức."},
        help_text="Chỉ hiện hình thức luật cho phép với loại việc này.",
    )
    ballot_ground = ChoiceField(
        label="Căn cứ phát phiếu", widget=RadioSelect, required=False, help_text="Chỉ cần khi chọn phát phiếu."
    )
    method = ChoiceField(label="Cách biểu quyết", choices=Method.choices, widget=RadioSelect, initial=Method.OPEN)
    is_changeable = BooleanField(
        label="Hộ được đổi ý kiến trực tuyến đến khi kết thúc (chỉ khi biểu quyết công khai)", required=False
    )
    seats = IntegerField(
        label="Số người được bầu",
        min_value=0,
        max_value=50,
        initial=1,
        help_text="Việc cho thôi giữ chức vụ thì ghi 0: phiếu có ô tán thành và không tán thành.",
    )
    alternatives = CharField(
        label="Các phương án để chọn",
        required=False,
        widget=Textarea(attrs={"rows": 4}),
        help_text="Để trống thì phiếu có ba ô: Tán thành, Không tán thành, Ý kiến khác. "
        "Muốn các hộ chọn giữa nhiều phương án thì ghi mỗi phương án một dòng.",
    )
    opens_at = MomentField(label="Dự kiến bắt đầu", required=False)
    closes_at = MomentField(
        label="Kết thúc lấy ý kiến", required=False, help_text="Phải có khi phát phiếu hoặc biểu quyết trực tuyến."
    )
    front_agreed_on = DateField(
        label="Ban công tác Mặt trận thống nhất ngày",
        required=False,
        help_text="Sáng kiến chưa đủ số hộ ủng hộ: cần Ban công tác Mặt trận thống nhất mới được đưa ra bàn.",
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        ward: Ward,
        kind: MatterKind,
        decision: Decision | None = None,
        initiative: Initiative | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _typed(decision) if decision else _suggested(initiative)
        super().__init__(*args, **kwargs)
        self.kind, self.decision = kind, decision
        card = law.kind_card(kind, clock.today())
        self.fields["forms"].choices = [(each.key, each.label) for each in card.forms]
        self.fields["ballot_ground"].choices = [
            ("", "Không phát phiếu"),
            *((each.key, f"{each.label} ({each.citation})") for each in card.grounds),
        ]
        self._scope(user, ward)
        if not kind.elects:
            del self.fields["seats"]
        else:
            del self.fields["alternatives"]
        if "online" not in kind.forms:
            del self.fields["is_changeable"]
        if initiative is None or initiative.state != InitiativeState.GATHERING:
            del self.fields["front_agreed_on"]

    def _scope(self, user: User, ward: Ward) -> None:
        """Only what is one's own to ask: a leader the own group, an assigned officer the own organisation."""
        groups, organisations = self.fields["groups"], self.fields["organisation"]
        groups.queryset = queries_planning.groups_prepared_by(user, ward)
        organisations.queryset = queries_planning.organisations_of(user, ward)
        own, units = list(groups.queryset), list(organisations.queryset)
        # What was read is what is offered: the fields would read it again.
        groups.choices = [(each.pk, str(each)) for each in own]
        none = [("", organisations.empty_label)] if own else []
        organisations.choices = [*none, *((each.pk, str(each)) for each in units)]
        if not queries_planning.may_ask_the_ward(user, ward):
            del self.fields["is_ward_wide"]
            if len(own) == 1:
                groups.initial = [own[0].pk]
        if not units:
            del self.fields["organisation"]
        if not own:
            del self.fields["groups"]

    def told(self) -> dict[str, Any]:
        return {"plan": self.plan()}

    def plan(self) -> Plan:
        """What was typed, as the acts take it; what has pages of its own stays as it is."""
        data = self.cleaned_data
        before = self.decision
        return Plan(
            kind=self.kind.key,
            title=data["title"],
            proposal=data["proposal"],
            forms=tuple(data["forms"]),
            groups=tuple(data.get("groups", ())),
            is_ward_wide=data.get("is_ward_wide", False),
            organisation=data.get("organisation"),
            options=self._options(),
            method=data["method"],
            seats=data.get("seats") or 0,
            is_changeable=data.get("is_changeable", False),
            ballot_ground=data["ballot_ground"] if "ballot" in data["forms"] else "",
            online_conditions=before.online_conditions if before else {},
            opens_at=data["opens_at"],
            closes_at=data["closes_at"],
            matter=before.matter if before else None,
        )

    def _options(self) -> tuple[Answerable, ...]:
        if self.cleaned_data.get("seats"):
            return candidates_of(self.decision) if self.decision else ()
        lines = [line for each in self.cleaned_data.get("alternatives", "").splitlines() if (line := clean(each))]
        if not lines:
            return YES_OR_NO
        return (*(Answerable(Answer.CANDIDATE, line) for line in lines), Answerable(Answer.OTHER, "Ý kiến khác"))


def candidates_of(decision: Decision) -> tuple[Answerable, ...]:
    """The candidates as they stand on the list."""
    return tuple(
        Answerable(each.answer, each.text, each.person, each.note, each.is_self_nominated)
        for each in decision.options.select_related("person")
        if each.answer == Answer.CANDIDATE and each.person_id
    )


def _suggested(initiative: Initiative | None) -> dict[str, Any]:
    if initiative is None:
        return {}
    return {"title": initiative.title, "proposal": initiative.content, "groups": [initiative.group_id]}


def _typed(decision: Decision) -> dict[str, Any]:
    names = ("title", "proposal", "is_ward_wide", "organisation", "ballot_ground", "method", "is_changeable", "seats")
    alternatives = decision.options.filter(answer=Answer.CANDIDATE, person=None).values_list("text", flat=True)
    groups = [] if decision.is_ward_wide else [each.group_id for each in queries.scope_of(decision)]
    return {
        **{name: getattr(decision, name) for name in names},
        "forms": decision.forms,
        "groups": groups,
        "alternatives": "\n".join(alternatives),
        "opens_at": decision.opens_at,
        "closes_at": decision.closes_at,
    }


class ConditionsForm(Form):
    """The conditions of voting online: each with the day on which it was met, and a note."""

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in online_conditions():
            held = decision.online_conditions.get(each.key) or {}
            self.fields[f"{each.key}_on"] = DateField(
                label=each.label, required=False, initial=held.get("on"), help_text=f"Ngày đạt, {each.citation}"
            )
            self.fields[f"{each.key}_note"] = CharField(
                label=f"Ghi chú điều kiện {len(self.fields) // 2 + 1}",
                required=False,
                max_length=300,
                initial=held.get("note", ""),
                help_text="Ví dụ: biên bản họp tổ, số hộ đồng ý, công văn gửi phường.",
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for each in online_conditions():
            day = data.get(f"{each.key}_on")
            if day and day > clock.today():
                self.add_error(f"{each.key}_on", "Ngày này ở tương lai. Chỉ ghi điều kiện đã đạt.")
            if data.get(f"{each.key}_note") and not day and f"{each.key}_on" not in self.errors:
                self.add_error(f"{each.key}_on", "Hãy ghi ngày đạt, hoặc bỏ ghi chú.")
        return data

    def told(self) -> dict[str, Any]:
        return {"conditions": self.conditions()}

    def conditions(self) -> dict[str, Any]:
        """What was recorded, by the key of the condition."""
        data = self.cleaned_data
        return {
            each.key: {"on": day.isoformat(), "note": clean(data[f"{each.key}_note"])}
            for each in online_conditions()
            if (day := data[f"{each.key}_on"])
        }


class CandidateForm(Form):
    note = CharField(
        label="Giới thiệu ngắn",
        max_length=500,
        required=False,
        widget=Textarea(attrs={"rows": 3}),
        help_text="In trên danh sách gửi các hộ: tuổi, nghề nghiệp, việc đã làm cho tổ.",
    )
    is_self_nominated = BooleanField(label="Người này tự ứng cử", required=False)
