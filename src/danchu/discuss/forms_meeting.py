"""The shape of every step that is taken in a meeting, on paper-like pages and as it comes from a device's queue."""

from collections.abc import Sequence
from typing import Any

from django import forms

from danchu.core.ui.converters import key_of
from danchu.core.ui.forms import Form, IntegerField
from danchu.discuss import queries_meeting
from danchu.discuss.models import Meeting, MeetingItem, Option
from danchu.discuss.queries_meeting import Item
from danchu.discuss.states import Answer, Method
from danchu.lib.vntext import clean

MOST = 100_000
HANDS = (
    (Method.OPEN, "Giơ tay"),
    (Method.SECRET, "Bỏ phiếu kín"),
)


def _number(label: str, *, required: bool = True, help_text: str = "") -> IntegerField:
    return IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        required=required,
        help_text=help_text,
        error_messages={"invalid": "Hãy ghi một số.", "required": "Hãy ghi một số."},
    )


class StepForm(Form):
    """A step of ``meeting``, at which ``here`` are represented. Names are offered from the page's list of them."""

    def __init__(self, *args: Any, meeting: Meeting, here: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        if "votes" in self.fields and here:
            self.fields["votes"].initial = here
        if "name" in self.fields:
            self.fields["name"].widget.attrs["list"] = "co-mat"


class CheckInForm(StepForm):
    """A household by its row on the list, or by the code of household or card that was typed or scanned."""

    who = IntegerField(required=False, widget=forms.HiddenInput)
    card = forms.CharField(label="Mã hộ hoặc mã thẻ", max_length=200, required=False)
    representative = forms.CharField(label="Người dự họp", max_length=150, required=False)
    is_authorised = forms.BooleanField(label="Theo giấy ủy quyền", required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("who") is None and not data.get("card"):
            self.add_error("card", "Hãy chọn hộ trong danh sách, hoặc nhập mã.")
        return data


class WhoForm(StepForm):
    who = IntegerField(widget=forms.HiddenInput)


class SecretaryForm(StepForm):
    name = forms.CharField(label="Thư ký", max_length=150)
    votes = _number("Số người giơ tay đồng ý")


class NoteForm(StepForm):
    text = forms.CharField(
        label="Ý kiến",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ai nói, nói gì. Ví dụ: Ông Hải: đề nghị làm đoạn đầu ngõ trước.",
    )


class CountersForm(StepForm):
    """A field a name: as many counters as the law allows at most, as many witnesses as it wants."""

    votes = _number("Số người giơ tay đồng ý")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least, most, seen = (
            queries_meeting.rule(self.meeting, f"counting.{each}").number
            for each in ("team_least", "team_most", "witnesses")
        )
        self.names = {
            "counters": self._fields("counter", "Ban kiểm phiếu, người thứ", most, least),
            "witnesses": self._fields("witness", "Đại diện hộ chứng kiến thứ", seen, seen),
        }
        self.order_fields([*self.names["counters"], *self.names["witnesses"], "votes"])

    def _fields(self, name: str, label: str, most: int, least: int) -> list[str]:
        made = []
        for number in range(1, most + 1):
            field = forms.CharField(label=f"{label} {number}", max_length=90, required=number <= least)
            field.widget.attrs["list"] = "co-mat"
            self.fields[f"{name}-{number}"] = field
            made.append(f"{name}-{number}")
        return made

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = {
            part: tuple(dict.fromkeys(clean(data[each]) for each in names if data.get(each)))
            for part, names in self.names.items()
        }
        return {**told, "votes": data.get("votes")}


class EmptyForm(StepForm):
    """A step that needs no word."""


class ItemForm(StepForm):
    """A step about one item of the agenda."""

    item = IntegerField(widget=forms.HiddenInput)

    def clean_item(self) -> MeetingItem:
        found = self.meeting.items.select_related("decision").filter(pk=self.cleaned_data["item"]).first()
        if found is None:
            raise forms.ValidationError("Nội dung này không thuộc cuộc họp.")
        return found


class MethodForm(ItemForm):
    method = forms.ChoiceField(label="Hình thức", choices=HANDS, widget=forms.RadioSelect)
    votes = _number("Số người giơ tay chọn")


class CandidateForm(ItemForm):
    name = forms.CharField(label="Họ tên người ứng cử", max_length=150)
    note = forms.CharField(label="Giới thiệu", max_length=300, required=False)
    is_self_nominated = forms.BooleanField(label="Tự ứng cử", required=False)


class PostponeForm(ItemForm):
    reason = forms.CharField(label="Lý do để lại", max_length=300)


NAMED = "candidate-"


class VoteForm(ItemForm):
    """What was counted: a field an option, named ``option-`` and its position.

    A device does not know the position of whom it nominated without network: it sends that number as ``candidate-`` and
    the name.
    """

    given = _number("Số phiếu phát ra", required=False)
    returned = _number("Số phiếu thu về", required=False)
    invalid = _number("Số phiếu không hợp lệ", required=False)
    reason = forms.CharField(label="Kiểm lại vì", max_length=300, required=False)

    def __init__(self, *args: Any, shown: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options: dict[int, Any] = {}
        self.strangers: list[str] = []
        item = shown.item if shown else self._asked()
        if item is None:
            return
        options = shown.options if shown else tuple(item.decision.options.all())
        is_secret = (item.method or item.decision.method) == Method.SECRET
        is_election = any(each.answer == Answer.CANDIDATE for each in options)
        if is_election and self.is_bound:
            self._place_named(options)
        for each in options:
            is_last = each == options[-1] and not is_election
            field = _number(each.text, required=not is_last, help_text="Để trống: số còn lại." if is_last else "")
            if is_election:
                field.error_messages["required"] = f"Hãy ghi số phiếu của {each.text}."
            if is_last:
                field.widget.attrs["data-rest"] = True
            self.fields[f"option-{each.position}"] = field
            self.options[each.position] = each
        if not is_secret:
            for name in ("given", "returned", "invalid"):
                del self.fields[name]
        if item.voted_at is None:
            del self.fields["reason"]
        self.order_fields(["item", "given", "returned", "invalid", *(f"option-{each}" for each in self.options)])

    def _asked(self) -> MeetingItem | None:
        asked = key_of(str(self.data.get("item", "")))
        items = self.meeting.items.select_related("decision")
        return items.filter(pk=asked).first() if asked is not None else None

    def _place_named(self, options: Sequence[Option]) -> None:
        """Put each number that came beside a name where that candidate stands on the list by now."""
        told = dict(self.data.items())
        for key in [each for each in told if each.startswith(NAMED)]:
            name, votes = clean(key.removeprefix(NAMED)), told.pop(key)
            found = queries_meeting.candidate_called(options, name)
            if found is None:
                self.strangers.append(name)
            elif told.setdefault(f"option-{found.position}", votes) != votes:
                self.strangers.append(f"{name} (hai số khác nhau)")
        self.data = told

    def clean(self) -> dict[str, Any]:
        if self.strangers:
            names = ", ".join(self.strangers)
            raise forms.ValidationError(f"Không đối chiếu được với danh sách bầu: {names}. Hãy xem lại rồi ghi lại.")
        return self.cleaned_data

    def votes(self) -> dict[int, int | None]:
        """By position; None where it is what remains."""
        return {position: self.cleaned_data.get(f"option-{position}") for position in self.options}
