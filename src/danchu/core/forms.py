"""The shape of what is typed about official documents."""

from datetime import date
from typing import Any

from django.forms import CharField, ChoiceField, RadioSelect, Textarea

from danchu.core.files.checks import IMAGES, Kind
from danchu.core.models import Ward
from danchu.core.records import kinds
from danchu.core.records.source import Source, party_of
from danchu.core.ui.forms import Form
from danchu.core.ui.uploads import FilesField
from danchu.lib.vntext import clean

_BODY_HELP = (
    "Dòng trống tách đoạn. Dòng bắt đầu bằng “- ” hoặc “1. ” thành mục; “# ” thành đề mục; chữ giữa hai dấu ** in đậm, "
    "giữa hai dấu * in nghiêng; bảng viết bằng dấu | giữa các cột."
)


class SourceForm(Form):
    """The text of a document before it is issued."""

    subject = CharField(label="Trích yếu", max_length=500, widget=Textarea(attrs={"rows": 2}))
    body = CharField(label="Nội dung", widget=Textarea(attrs={"rows": 18}), help_text=_BODY_HELP, max_length=100_000)
    parties = CharField(
        label="Các bên ký",
        widget=Textarea(attrs={"rows": 4}),
        help_text="Mỗi bên một dòng: tư cách | họ tên. Chưa biết họ tên thì để trống, ký rồi ghi tay.",
    )
    recipients = CharField(
        label="Nơi nhận", required=False, widget=Textarea(attrs={"rows": 4}), help_text="Mỗi nơi một dòng."
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        written = {
            "subject": source.subject,
            "body": source.body,
            "recipients": "\n".join(source.recipients),
            "parties": "\n".join(f"{each.capacity.replace('\n', ' / ')} | {each.name}" for each in source.parties),
        }
        kwargs["initial"] = written
        super().__init__(*args, **kwargs)
        self.before = source
        if not source.parties:
            del self.fields["parties"]

    def told(self) -> dict[str, Any]:
        return {"source": self.source()}

    def source(self) -> Source:
        """What was typed; the QR code in the text stays as it was."""
        data = self.cleaned_data
        return Source(
            subject=clean(data["subject"]),
            body=data["body"],
            recipients=tuple(_lines(data["recipients"])),
            parties=tuple(party_of(*_halves(each)) for each in _lines(data.get("parties", ""))),
            link=self.before.link,
            caption=self.before.caption,
        )


class IssueForm(Form):
    """Who signs; minutes are signed by their parties, so nothing is asked."""

    signer = ChoiceField(
        label="Người ký",
        widget=RadioSelect,
        error_messages={"required": "Hãy chọn người ký.", "invalid_choice": "Hãy chọn một người trong danh sách."},
    )

    def __init__(self, *args: Any, kind: kinds.Kind, ward: Ward, on: date, by_parties: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_parties:
            del self.fields["signer"]
            return
        found = kind.signers(ward, on)
        self.fields["signer"].choices = [(each.name, f"{each.name}, {each.office}") for each in found]
        if not found:
            self.fields["signer"].help_text = "Chưa có ai giữ chức vụ được ký. Hãy ghi nhiệm kỳ trước."
        elif len(found) == 1:
            self.fields["signer"].initial = found[0].name


class SignedCopyForm(Form):
    file = FilesField(
        label="Bản đã ký, đóng dấu", kinds={*IMAGES, Kind.PDF}, most=1, help_text="Tệp PDF hoặc ảnh quét."
    )

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].ward = ward

    def told(self) -> dict[str, Any]:
        return {"file": self.cleaned_data["file"][0]}


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := clean(each))]


def _halves(line: str) -> list[str]:
    return [part.strip() for part in line.partition("|")[::2]]
