"""The shape of what is typed when a decision is closed and followed up."""

from typing import Any

from django.forms import CharField, ChoiceField, ModelChoiceField, RadioSelect, Textarea

from danchu.core.files.checks import DOCUMENTS
from danchu.core.ui.forms import DateField, Form, IntegerField
from danchu.core.ui.uploads import FilesField
from danchu.discuss import law
from danchu.discuss import queries_following as following
from danchu.discuss.actions.recognition import BOARDS, Term
from danchu.discuss.models import Decision
from danchu.discuss.states import ReleaseGround, WrittenAs
from danchu.know.states import Manner, PersonalData, StateSecret, holds_secret
from danchu.lib import clock
from danchu.ward.states import Office


class CloseForm(Form):
    written_as = ChoiceField(
        label="Quyết định thể hiện bằng", choices=WrittenAs.choices, widget=RadioSelect, initial=WrittenAs.RESOLUTION
    )
    carry_out_by = DateField(label="Thực hiện và báo cáo trước ngày", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = law.report_day(clock.today()).words()
        self.fields["carry_out_by"].help_text = f"Ngày ghi trong quyết định. Để trống: đến hết ngày {usual}."


class RecountForm(Form):
    reason = CharField(
        label="Lý do kiểm phiếu lại",
        max_length=500,
        widget=Textarea(attrs={"rows": 3}),
        help_text="Ai khiếu nại, về gì.",
    )


class SendForm(Form):
    sent_on = DateField(label="Ngày gửi", initial=clock.today)
    note = CharField(label="Người nhận, cách gửi", max_length=300, required=False)


class PublishForm(Form):
    files = FilesField(
        label="Tài liệu kèm thêm",
        required=False,
        kinds=DOCUMENTS,
        help_text="Ví dụ: bản quét đã ký, dự toán. PDF, Word hoặc Excel.",
    )
    state_secret = ChoiceField(
        label="Kết quả, tài liệu có bí mật nhà nước không?", choices=StateSecret.choices, widget=RadioSelect
    )
    personal_data = ChoiceField(
        label="Tài liệu có dữ liệu cá nhân không?",
        choices=PersonalData.choices,
        widget=RadioSelect,
        help_text="Ví dụ: số định danh, ngày sinh, số điện thoại của một người.",
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].ward = decision.ward

    def told(self) -> dict[str, Any]:
        return {**self.cleaned_data, "state_secret": holds_secret(self.cleaned_data["state_secret"])}


class TellForm(Form):
    group = ChoiceField(label="Tổ dân phố", required=False)
    manner = ChoiceField(label="Đã báo bằng cách", choices=Manner.choices, widget=RadioSelect, initial=Manner.LETTER)
    told_on = DateField(label="Ngày báo", initial=clock.today)
    missed = CharField(
        label="Mã các hộ chưa báo được",
        required=False,
        widget=Textarea(attrs={"rows": 2}),
        help_text="Cách nhau dấu phẩy. Để trống nếu đã báo đủ mọi hộ.",
    )
    note = CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = {str(each.group_id): each.group for each in decision.groups.select_related("group")}
        self.fields["group"].choices = [(key, group.name) for key, group in self._groups.items()]
        if len(self._groups) < 2:
            del self.fields["group"]

    def told(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        chosen = data.pop("group", next(iter(self._groups), ""))
        missed = [each.strip() for each in data.pop("missed").replace("\n", ",").split(",")]
        return {**data, "group": self._groups.get(chosen), "missed": tuple(filter(None, missed))}


class ReportForm(Form):
    on = DateField(label="Ngày báo cáo", initial=clock.today)
    report = CharField(
        label="Kết quả thực hiện",
        max_length=4000,
        widget=Textarea(attrs={"rows": 6}),
        help_text="Đã làm gì, chi bao nhiêu, còn lại gì.",
    )


class InForceForm(Form):
    on = DateField(label="Có hiệu lực từ ngày", initial=clock.today)
    note = CharField(
        label="Số, ngày văn bản của Ủy ban nhân dân phường",
        max_length=300,
        help_text="Ví dụ: Quyết định số 45/QĐ-UBND ngày 02/12/2026",
    )


class RecognitionForm(Form):
    """The answer of the competent body; for an election also the term, and who is meant by each name."""

    recognised = ChoiceField(
        label="Cơ quan có thẩm quyền", choices=(("co", "Công nhận"), ("khong", "Không công nhận")), widget=RadioSelect
    )
    on = DateField(label="Ngày văn bản", initial=clock.today)
    note = CharField(
        label="Số văn bản, lý do nếu không công nhận", max_length=500, help_text="Ví dụ: Quyết định số 12/QĐ-UBND"
    )
    office = ChoiceField(label="Tham gia", choices=[(each.value, each.label) for each in BOARDS], required=False)
    ends_on = DateField(label="Nhiệm kỳ đến hết ngày", required=False)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._elected = following.elected_people(decision)
        gives = bool(self._elected) and decision.kind in {"head", "board"}
        if not gives:
            del self.fields["ends_on"]
        if not gives or decision.kind != "board":
            del self.fields["office"]
        for place, name, person in self._elected if gives else []:
            if person is None:
                self.fields[f"person_{place}"] = ModelChoiceField(
                    label=f"{name} là", queryset=following.people_named(decision, name), required=False
                )

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        said = {"recognised": data["recognised"] == "co", "on": data["on"], "note": data["note"]}
        return {**said, "term": self.term()}

    def term(self) -> Term:
        data = self.cleaned_data
        people = {place: data.get(f"person_{place}") for place, _, _ in self._elected}
        return Term(
            data.get("office", ""), data.get("ends_on"), {place: each for place, each in people.items() if each}
        )


class ReleaseForm(Form):
    mandate = ModelChoiceField(label="Người giữ chức danh", queryset=None)
    ground = ChoiceField(label="Căn cứ", choices=ReleaseGround.choices, widget=RadioSelect)
    asked_on = DateField(label="Ngày đơn, văn bản đề nghị", initial=clock.today)
    backing = IntegerField(label="Số hộ kiến nghị", min_value=0, required=False, help_text="Khi căn cứ là các hộ.")
    reason = CharField(label="Lý do", max_length=2000, widget=Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, held: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mandate"].queryset = held
        self.fields["mandate"].label_from_instance = lambda row: (
            f"{row.person.full_name}, {Office(row.office).label}" + (f" ({row.group})" if row.group else "")
        )


class DraftForm(Form):
    text = CharField(label="Toàn văn dự thảo", widget=Textarea(attrs={"rows": 14}))
    posted_on = DateField(label="Niêm yết từ ngày", initial=clock.today)
    place = CharField(label="Nơi niêm yết", max_length=200)
    disclosure = ModelChoiceField(
        label="Nội dung công khai trên trang của phường", queryset=None, required=False, empty_label="Không có"
    )
    review_day = CharField(
        label="Ngày rà soát hằng năm",
        required=False,
        max_length=5,
        help_text="Ngày/tháng cộng đồng chọn, ví dụ 18/11. Để trống: ngày theo nghị định.",
    )

    def __init__(self, *args: Any, disclosures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["disclosure"].queryset = disclosures

    def clean_review_day(self) -> str:
        """ "18/11" as "11-18"; what is neither stays for the act to refuse."""
        typed = self.cleaned_data["review_day"].strip()
        day, _, month = typed.partition("/")
        return f"{month:0>2}-{day:0>2}" if month else typed


class ReviewForm(Form):
    on = DateField(label="Ngày rà soát", initial=clock.today)
    note = CharField(label="Kết quả", max_length=300, help_text="Giữ nguyên, cần sửa đổi điều nào, hay thay thế.")
