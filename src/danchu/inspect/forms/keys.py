"""The forms on which settlers type their words."""

from collections.abc import Iterable
from typing import Any

from django.forms import CharField, ChoiceField, HiddenInput, PasswordInput, Textarea, TextInput

from danchu.core.ui.forms import Form, IntegerField
from danchu.inspect import seal
from danchu.inspect.forms.sealed import files_field
from danchu.inspect.models import Case, SettlerKey
from danchu.lib.vntext import fold

# A browser that takes it for a password would offer to keep it.
_WORDS = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}


def _words(label: str, help_text: str = "") -> CharField:
    return CharField(label=label, max_length=300, strip=True, widget=PasswordInput(attrs=_WORDS), help_text=help_text)


class KeyForm(Form):
    keeps_draft = False
    words = _words("Câu khóa", "Từ sáu tiếng khác nhau trở lên. Không phân biệt dấu và chữ hoa.")
    again = _words("Nhập lại câu khóa")

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if fold(again) != fold(self.cleaned_data.get("words", again)):
            self.add_error("again", "Hai lần nhập không giống nhau.")
        return again


class OpenForm(Form):
    keeps_draft = False
    reason = CharField(label="Mở để làm gì", max_length=300, widget=TextInput(attrs={"autocomplete": "off"}))
    words = _words("Câu khóa của ông/bà")
    part = IntegerField(required=False, widget=HiddenInput)


class GiveForm(Form):
    keeps_draft = False
    key = ChoiceField(label="Trao cho")
    reason = CharField(label="Trao để làm gì", max_length=300, widget=TextInput(attrs={"autocomplete": "off"}))
    words = _words("Câu khóa của ông/bà")

    def __init__(self, *args: Any, keys: Iterable[SettlerKey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), f"{each.user} (dấu {seal.mark_of(bytes(each.public))})") for each in keys
        ]


class NoteForm(Form):
    """What a settler adds under the seal."""

    keeps_draft = False
    text = CharField(label="Ghi chú", max_length=20_000, required=False, widget=Textarea(attrs={"rows": 6}))
    files = files_field()

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("text") and not self.cleaned_data.get("files") and not self.errors:
            self.add_error("text", "Hãy viết nội dung hoặc chọn tệp.")
        return self.cleaned_data

    def sealed(self, case: Case) -> seal.Addition:
        """What was written, under the seal of ``case``."""
        return seal.note(case, self.cleaned_data["text"], self.cleaned_data["files"])
