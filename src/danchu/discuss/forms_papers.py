"""The shapes of what is typed about ballot papers."""

from collections.abc import Iterable
from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    HiddenInput,
    MultipleChoiceField,
    RadioSelect,
    Textarea,
    TextInput,
)

from danchu.core.ui.forms import DateField, Form
from danchu.discuss.models import Decision, Paper, PaperBatch
from danchu.discuss.paper_sheet import A5, A6
from danchu.lib import clock

NEWEST = "moi"
AGAIN = "lai"
INVALID = (
    ("Không đánh dấu", "Không đánh dấu"),
    ("Đánh dấu quá số được chọn", "Đánh dấu quá số được chọn"),
    ("Tẩy xóa, không rõ chọn gì", "Tẩy xóa, không rõ chọn gì"),
    ("Không phải phiếu do tổ phát", "Không phải phiếu do tổ phát"),
)
_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}


class BatchForm(Form):
    team = CharField(
        label="Tổ phát phiếu",
        widget=Textarea(attrs={"rows": 5}),
        help_text="Mỗi người một dòng.",
        max_length=480,
    )
    noticed_on = DateField(label="Đã công khai việc phát phiếu ngày")
    hands_out_from = DateField(label="Phát phiếu từ ngày")
    place = CharField(
        label="Nơi nộp phiếu, người nhận",
        max_length=200,
        help_text="In trên phiếu. Ví dụ: Nhà văn hóa, gặp bà Hoa, tổ trưởng.",
    )

    def __init__(self, *args: Any, batch: PaperBatch | None, **kwargs: Any) -> None:
        if batch is not None:
            kwargs["initial"] = {
                "team": "\n".join(batch.members),
                "noticed_on": batch.noticed_on,
                "hands_out_from": batch.hands_out_from,
                "place": batch.place,
            }
        super().__init__(*args, **kwargs)

    def clean_team(self) -> list[str]:
        """The names, one a line; a semicolon parts them too."""
        return str(self.cleaned_data["team"]).replace(";", "\n").splitlines()


class PrintForm(Form):
    which = ChoiceField(label="In cho", widget=RadioSelect)
    size = ChoiceField(
        label="Khổ phiếu",
        choices=((A5, "A5, mỗi tờ A4 cắt thành 2 phiếu"), (A6, "A6, mỗi tờ A4 cắt thành 4 phiếu")),
        initial=A5,
        widget=RadioSelect,
    )
    seen = CharField(widget=HiddenInput, required=False)

    def __init__(self, *args: Any, missing: int, unheard: int, holding: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(NEWEST, f"{missing} hộ chưa có phiếu và chưa có ý kiến")] if missing else []
        if holding:
            choices.append((AGAIN, f"In lại cả {unheard} hộ chưa có ý kiến; {holding} phiếu đã in sẽ bị hủy"))
        self.fields["which"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("which", choices[0][0] if choices else "")


class PapersField(MultipleChoiceField):
    """Papers to tick, by household."""

    widget = CheckboxSelectMultiple

    def show(self, papers: Iterable[Paper]) -> None:
        """Offer these papers."""
        self.choices = [(str(each.pk), f"{each.elector.code} {each.elector.name}") for each in papers]

    def clean(self, value: Any) -> tuple[int, ...]:
        return tuple(map(int, super().clean(value)))


class HandOutForm(Form):
    handed_out_by = ChoiceField(label="Người phát")
    everything = BooleanField(label="Tất cả phiếu đã in dưới đây", required=False)
    papers = PapersField(label="Hoặc chọn từng hộ", required=False)

    def __init__(self, *args: Any, team: list[str], papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handed_out_by"].choices = [(each, each) for each in team]  # type: ignore[attr-defined]
        self.fields["papers"].show(papers)  # type: ignore[attr-defined]
        self.every = tuple(each.pk for each in papers)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.pop("everything", False):
            data["papers"] = self.every
        return data


class ReturnForm(Form):
    keeps_draft = False
    typed = CharField(
        label="Quét mã vuông, hoặc gõ mã hộ, mã phiếu",
        max_length=300,
        required=False,
        widget=TextInput(attrs=_CODE | {"data-paper-code": True}),
        help_text="Máy quét cầm tay gõ thẳng vào ô này.",
    )
    papers = PapersField(label="Hoặc chọn các hộ đã nộp phiếu", required=False)
    in_time = BooleanField(label="Phiếu đã nộp đúng hạn, nay mới ghi", required=False)

    def __init__(self, *args: Any, decision: Decision, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].show(papers)  # type: ignore[attr-defined]
        if not papers:
            del self.fields["papers"]
        if decision.closes_at is None or clock.now() < decision.closes_at:
            del self.fields["in_time"]


class ReasonForm(Form):
    reason = CharField(label="Lý do", max_length=200)


class CodeForm(Form):
    keeps_draft = False
    typed = CharField(
        label="Mã trên phiếu",
        max_length=300,
        widget=TextInput(attrs=_CODE | {"data-paper-code": True}),
        help_text="12 chữ và số, chia làm 3 nhóm.",
    )
    in_time = BooleanField(label="Phiếu đã nộp đúng hạn, nay mới ghi", required=False)


class ReadingForm(Form):
    """What one person reads from a paper: the numbers of the options, or why it is invalid."""

    keeps_draft = False
    numbers = CharField(
        label="Số của phương án",
        max_length=60,
        error_messages={"required": "Hãy gõ số của phương án; phiếu không hợp lệ thì chọn lý do."},
        widget=TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )
    invalid_because = ChoiceField(label="Không hợp lệ vì", choices=(("", "Phiếu hợp lệ"), *INVALID), required=False)

    def __init__(self, *args: Any, seats: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seats > 1:
            self.fields["numbers"].help_text = f"Gõ các số cách nhau dấu cách, nhiều nhất {seats} số, rồi Enter."
        else:
            self.fields["numbers"].help_text = "Gõ một số rồi Enter."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("invalid_because") and not data.get("numbers"):
            self.errors.pop("numbers", None)
            data["numbers"] = ""
        return data

    def choices(self) -> tuple[int, ...]:
        """The positions that were typed."""
        parts = str(self.cleaned_data["numbers"]).replace(",", " ").replace(".", " ").split()
        return tuple(int(each) if each.isdecimal() and len(each) < 4 else 0 for each in parts)
