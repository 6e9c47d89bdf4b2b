"""The shape of what an officer types at each step of a case."""

from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    MultipleChoiceField,
    RadioSelect,
    Textarea,
)

from danchu.core.models import Ward
from danchu.core.ui.forms import DateField, Form, IntegerField
from danchu.core.ui.uploads import FilesField
from danchu.inspect import law
from danchu.inspect.forms.desk import HandOverForm
from danchu.inspect.models import Case, CaseFile
from danchu.inspect.states import Channel, Complexity
from danchu.lib import clock
from statute import casework

SHORT, LONG = 300, 20_000


def lacks(text: str) -> dict[str, str]:
    """What a field says when it was left empty."""
    return {"required": text}


def words(rows: int, *, missing: str = "", **given: Any) -> CharField:
    """A field for text of several lines; one that must be filled in says ``missing`` when it was not."""
    messages = lacks(missing) if missing else None
    return CharField(widget=Textarea(attrs={"rows": rows}), error_messages=messages, **{"max_length": LONG, **given})


class AcceptForm(HandOverForm):
    """Who settles what is taken up."""

    note = None


class ReasonForm(Form):
    reason = words(4, label="Lý do", missing="Hãy ghi lý do, một câu là đủ.", max_length=SHORT)

    def __init__(self, *args: Any, label: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or "Lý do"
        self.fields["reason"].help_text = hint


class AnswerForm(Form):
    """The answer or conclusion. What the kind does not know is left out."""

    outcome = ChoiceField(label="Kết luận", widget=RadioSelect, error_messages=lacks("Hãy chọn kết luận."))
    answer = words(12, label="Nội dung trả lời", missing="Hãy viết nội dung: đã làm gì, vì sao, từ ngày nào.")
    no_dialogue = words(
        3,
        label="Vì sao không đối thoại",
        required=False,
        max_length=SHORT,
        help_text="Chưa ghi buổi đối thoại nào. Nếu đã đối thoại, hãy ghi ở trang vụ việc trước.",
    )
    files = FilesField(
        label="Ảnh sau khi làm, văn bản kèm theo",
        required=False,
        help_text="Người gửi xem được.",
    )

    def __init__(self, *args: Any, case: Case, held_dialogue: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = law.kind_of(case.kind)
        self.fields["files"].ward = case.ward
        if kind.outcomes:
            self.fields["outcome"].choices = list(kind.outcomes.items())
            self.fields["answer"].label = "Nội dung kết luận"
        else:
            del self.fields["outcome"]
        if not kind.needs_dialogue or held_dialogue:
            del self.fields["no_dialogue"]
        if kind.is_sealed:
            del self.fields["files"]
            self.fields["answer"].help_text = "Không ghi họ tên, địa chỉ hay điều gì làm lộ người tố cáo."


class RefuseForm(Form):
    ground = ChoiceField(label="Căn cứ", widget=RadioSelect, error_messages=lacks("Hãy chọn một căn cứ của luật."))
    answer = words(5, label="Giải thích thêm cho người gửi", required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = law.kind_of(case.kind).grounds
        self.fields["ground"].choices = [(each.key, f"{each.label} ({each.citation})") for each in grounds]


class ForwardForm(Form):
    forwarded_to = CharField(
        label="Cơ quan có thẩm quyền", max_length=200, error_messages=lacks("Hãy ghi tên cơ quan nhận.")
    )
    answer = words(4, label="Hướng dẫn thêm cho người gửi", required=False)


class WithdrawForm(ReasonForm):
    files = FilesField(label="Đơn xin rút, biên bản", required=False)

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].ward = ward


class ExtendForm(Form):
    days = IntegerField(label="Gia hạn thêm (ngày)", min_value=1, error_messages=lacks("Hãy ghi số ngày gia hạn."))
    reason = words(4, label="Lý do", missing="Hãy ghi vì sao phải gia hạn.", max_length=SHORT)


class WeighForm(Form):
    complexity = ChoiceField(
        label="Mức độ", widget=RadioSelect, choices=Complexity.choices, error_messages=lacks("Hãy chọn mức độ.")
    )
    is_remote = BooleanField(label="Vùng sâu, vùng xa, đi lại khó khăn", required=False)
    in_several_places = BooleanField(label="Phải kiểm tra ở nhiều nơi", required=False)
    reason = words(3, label="Vì sao phức tạp", max_length=SHORT, required=False)


class NoteForm(Form):
    text = words(5, label="Nội dung", missing="Hãy viết nội dung ghi chú.")
    files = FilesField(label="Tệp kèm theo", required=False, help_text="Chỉ người giải quyết xem được.")

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].ward = ward


class WordForm(Form):
    text = words(5, label="Lời nhắn", missing="Hãy viết lời nhắn.")


class PublishForm(Form):
    """The words and files that everyone will see, and whether with ``place``, the place in words. ``checked`` is asked
    for when the words seem to name somebody."""

    public_text = words(
        8,
        label="Nội dung công khai",
        missing="Hãy viết nội dung mọi người sẽ đọc.",
        help_text="Bỏ tên người, số điện thoại, số nhà, biển số xe.",
    )
    files = MultipleChoiceField(
        label="Tệp công khai",
        required=False,
        widget=CheckboxSelectMultiple,
        help_text="Ảnh không lộ mặt người, giấy tờ.",
    )
    shows_place = BooleanField(required=False, help_text="Bỏ đánh dấu nếu địa điểm làm lộ nhà của ai.")
    checked = BooleanField(label="Tôi đã đọc lại, không còn dữ liệu cá nhân", required=False)

    def __init__(self, *args: Any, files: list[CaseFile], place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shows_place"].label = f"Công khai cả địa điểm: {place}"
        if not place:
            del self.fields["shows_place"]
        if files:
            self.fields["files"].choices = [(str(each.pk), each.file.name) for each in files]
        else:
            del self.fields["files"]


class ReclassifyForm(Form):
    kind = ChoiceField(label="Loại đúng", widget=RadioSelect, error_messages=lacks("Hãy chọn loại đúng."))
    reason = words(
        3, label="Vì sao phân loại lại", missing="Hãy ghi điều gì trong nội dung cho thấy loại đó.", max_length=SHORT
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [each for each in casework.kinds() if each.key != case.kind and not each.is_sealed]
        self.fields["kind"].choices = [(each.key, f"{each.label}: {each.about}") for each in others]


class FollowUpForm(Form):
    """What was done after a step; a publication says how and until when."""

    ways = MultipleChoiceField(
        label="Hình thức công khai",
        widget=CheckboxSelectMultiple,
        error_messages=lacks("Hãy chọn ít nhất một hình thức công khai."),
    )
    on = DateField(label="Đã làm ngày", initial=clock.today, error_messages=lacks("Hãy ghi ngày đã làm."))
    until = DateField(label="Niêm yết, đăng đến ngày", required=False)
    note = CharField(
        label="Ghi chú", max_length=SHORT, required=False, help_text="Gửi cho ai, bằng cách nào, nơi niêm yết."
    )

    def __init__(self, *args: Any, publishes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if publishes:
            self.fields["ways"].choices = [(each.key, each.label) for each in casework.ways()]
        else:
            del self.fields["ways"], self.fields["until"]


class SecondForm(Form):
    """A second complaint that came in."""

    channel = ChoiceField(
        label="Đến bằng cách nào?",
        widget=RadioSelect,
        initial=Channel.PAPER,
        choices=[(each.value, each.label) for each in (Channel.PAPER, Channel.SPOKEN)],
        error_messages=lacks("Hãy chọn đơn giấy hay lời nói."),
    )
    received_on = DateField(label="Ngày nhận", initial=clock.today, error_messages=lacks("Hãy ghi ngày nhận."))
    text = words(8, label="Nội dung khiếu nại lần hai", missing="Hãy ghi người khiếu nại không đồng ý điều gì.")
    files = FilesField(label="Bản chụp đơn, tài liệu kèm theo", required=False)

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].ward = ward
