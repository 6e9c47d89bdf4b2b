"""The shape of what is typed at the desk and by group leaders."""

from typing import Any

from django.forms import (
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    ModelChoiceField,
    MultipleChoiceField,
    RadioSelect,
    Textarea,
)

from danchu.core.files.checks import IMAGES
from danchu.core.models import User, Ward
from danchu.core.ui.forms import DateField, Form
from danchu.core.ui.uploads import FilesField
from danchu.know import law, queries
from danchu.know.actions.drafting import Content
from danchu.know.models import Disclosure
from danchu.know.states import PersonalData, StateSecret, holds_secret
from danchu.lib import clock
from danchu.matters import queries as matters
from danchu.matters.states import State as MatterState
from danchu.ward.queries import groups

_BODY_HELP = "Gõ như bình thường. Dòng bắt đầu bằng “- ” thành gạch đầu dòng; chữ giữa hai dấu ** được in đậm."
_FILES_HELP = "PDF, Word, Excel hoặc ảnh; chọn được nhiều tệp, mỗi tệp dưới 25 MB."


class AnswersForm(Form):
    """The two questions that must be answered before anything is published."""

    state_secret = ChoiceField(
        label="Có bí mật nhà nước không?", choices=StateSecret.choices, widget=RadioSelect, required=False
    )
    personal_data = ChoiceField(
        label="Có dữ liệu cá nhân không?",
        choices=PersonalData.choices,
        widget=RadioSelect,
        required=False,
        help_text="Ví dụ: số định danh, ngày sinh, số điện thoại, bệnh tật của một người.",
    )

    def told(self) -> dict[str, Any]:
        """The answers as the act takes them: a question that was not answered stays open."""
        data = self.cleaned_data
        return {"state_secret": holds_secret(data["state_secret"]), "personal_data": data["personal_data"]}


class PublishForm(AnswersForm):
    """The two questions, unless the draft holds answers with which it may be published."""

    def __init__(self, *args: Any, disclosure: Disclosure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._disclosure = disclosure
        if disclosure.is_cleared:
            del self.fields["state_secret"], self.fields["personal_data"]

    def told(self) -> dict[str, Any]:
        """What was answered here, or else in the draft."""
        draft = self._disclosure
        if draft.is_cleared:
            return {"state_secret": holds_secret(draft.state_secret), "personal_data": draft.personal_data}
        return super().told()


def answered(disclosure: Disclosure) -> list[tuple[str, str]]:
    """The questions with their answers, where they need not be asked again."""
    if not disclosure.is_cleared:
        return []
    asked = (PublishForm.base_fields[name].label for name in ("state_secret", "personal_data"))
    answers = (disclosure.get_state_secret_display(), disclosure.get_personal_data_display())
    return [(str(question), answer) for question, answer in zip(asked, answers, strict=True)]


class ContentForm(AnswersForm):
    """A disclosure, with the two questions that must be answered before it is published."""

    field_order = (
        "title",
        "item",
        "decided_on",
        "document_number",
        "body",
        "files",
        "forms",
        "to_day",
        "group",
        "matter",
        "state_secret",
        "personal_data",
    )

    title = CharField(label="Tiêu đề", max_length=300, help_text="Người dân sẽ thấy dòng này đầu tiên.")
    item = ChoiceField(label="Nội dung theo danh mục của luật", help_text="Điều 11 Luật số 10/2022/QH15")
    decided_on = DateField(
        label="Ngày văn bản, quyết định",
        help_text="Hạn công khai tính từ ngày này. Tình hình thực hiện ngân sách: ngày cuối của kỳ.",
    )
    document_number = CharField(label="Số, ký hiệu văn bản", max_length=60, required=False)
    body = CharField(label="Nội dung", required=False, widget=Textarea(attrs={"rows": 8}), help_text=_BODY_HELP)
    files = FilesField(label="Tài liệu kèm theo", required=False, help_text=_FILES_HELP)
    forms = MultipleChoiceField(
        label="Hình thức công khai",
        widget=CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một hình thức."},
        help_text="Đã chọn sẵn theo luật. Chỉ bỏ truyền thanh khi phường không có hệ thống truyền thanh.",
    )
    to_day = DateField(label="Công khai đến hết ngày", required=False, help_text="Để trống nếu công khai thường xuyên.")
    group = ModelChoiceField(label="Phạm vi", queryset=None, required=False, empty_label="Toàn phường")
    matter = ModelChoiceField(label="Thuộc việc", queryset=None, required=False, empty_label="Không thuộc việc nào")

    def __init__(self, *args: Any, ward: Ward, user: User, **kwargs: Any) -> None:
        super().__init__(*args, ward=ward, **kwargs)
        self.fields["item"].choices = [(each.value, each.words) for each in law.choices(clock.today())]
        self.fields["forms"].choices = law.form_choices()
        self.fields["group"].queryset = groups(ward)
        self.fields["matter"].queryset = matters.visible_to(user, ward).filter(state=MatterState.OPEN)

    def content(self) -> Content:
        """What was typed, as the act takes it."""
        data = self.cleaned_data
        return Content(**{**data, "forms": tuple(data["forms"])})


class CorrectionForm(Form):
    """The text as it stands, and why it changes."""

    reason = CharField(label="Lý do đính chính", max_length=500, help_text="Người dân sẽ thấy lý do này.")
    title = CharField(label="Tiêu đề", max_length=300)
    body = CharField(label="Nội dung", required=False, widget=Textarea(attrs={"rows": 10}), help_text=_BODY_HELP)
    files = FilesField(label="Tài liệu kèm theo", required=False, help_text=_FILES_HELP)


def as_published(disclosure: Disclosure) -> dict[str, Any]:
    """The text of the newest version, as ``CorrectionForm`` shows it."""
    current = queries.newest_version(disclosure)
    return {"title": current.title, "body": current.body, "files": queries.files_of(current)}


class _WithPhoto(Form):
    def told(self) -> dict[str, Any]:
        return {**self.cleaned_data, "photo": next(iter(self.cleaned_data["photo"]), None)}


class PostingForm(_WithPhoto):
    posted_on = DateField(label="Ngày niêm yết", initial=clock.today)
    witnesses = CharField(
        label="Người chứng kiến",
        max_length=300,
        required=False,
        help_text="Nhiều người thì cách nhau dấu chấm phẩy; có thể ghi thêm chức danh sau họ tên.",
    )
    photo = FilesField(label="Ảnh chỗ niêm yết", required=False, kinds=IMAGES, most=1)


class TakingDownForm(_WithPhoto):
    taken_down_on = DateField(label="Ngày gỡ", initial=clock.today)
    early_reason = CharField(label="Lý do gỡ sớm (nếu gỡ trước hạn)", max_length=300, required=False)
    photo = FilesField(label="Ảnh sau khi gỡ", required=False, kinds=IMAGES, most=1)
