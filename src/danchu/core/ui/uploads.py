"""A form field for files: each is checked by content and kept at once, so that a fault elsewhere in the form does not
make anyone choose it again."""

from collections.abc import Collection
from typing import Any, BinaryIO, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from danchu.core.files.checks import ACCEPT, DOCUMENTS, IMAGES, FileRefused, Kind, check
from danchu.core.files.confined import Busy
from danchu.core.files.storage import store
from danchu.core.models import StoredFile, Ward
from danchu.lib import clock

MOST_FILES = 20
KEPT = "-kept"
"""What ends the name of the boxes of files that were taken already."""
type Sent = tuple[list[UploadedFile], list[str]]


class FilesWidget(forms.FileInput):
    """Chooses files; those that were taken already stand above as ticked boxes, and can be unticked."""

    template_name = "core/forms/files.html"
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        tokens = data.getlist(f"{name}{KEPT}") if hasattr(data, "getlist") else []
        uploads = files.getlist(name) if hasattr(files, "getlist") else []
        return uploads, tokens

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}{KEPT}" not in data

    def format_value(self, value: Any) -> None:
        return None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        stored = [each for each in value or () if isinstance(each, StoredFile)]
        context["widget"]["kept"] = [(token_of(each), each) for each in stored]
        return context


class FilesField(forms.Field):
    """Several files, or one where ``most`` is 1. Cleans to a tuple of ``StoredFile``.

    The form that holds it sets ``ward``. ``kinds`` narrows what is taken.
    """

    widget = FilesWidget

    def __init__(self, *, kinds: Collection[Kind] = IMAGES | DOCUMENTS, most: int = MOST_FILES, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds, self.most = kinds, most
        self.ward: Ward | None = None
        self._taken: list[StoredFile] = []
        accepted = "image/jpeg,image/png,image/webp" if set(kinds) <= set(IMAGES) else ACCEPT
        self.widget.attrs.update({"accept": accepted, **({"multiple": True} if most > 1 else {})})

    def bound_data(self, data: Any, initial: Any) -> list[StoredFile]:
        return self._taken

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True

    def clean(self, value: Sent) -> tuple[StoredFile, ...]:
        """Raises ``ValidationError`` with one message a refused file; the good ones are kept and shown again."""
        if self.ward is None:
            raise TypeError("a form with files must know its ward")
        uploads, tokens = value
        self._taken = _kept(tokens, self.ward)
        faults: list[ValidationError] = []
        for upload in uploads:
            if len(self._taken) >= self.most:
                text = "Chỉ nhận một tệp." if self.most == 1 else f"Chỉ nhận nhiều nhất {self.most} tệp mỗi lần."
                faults.append(ValidationError(text))
                break
            try:
                checked = check(cast(BinaryIO, upload), upload.name or "", kinds=self.kinds)
            except Busy as busy:
                faults.append(ValidationError(f"{upload.name}: {busy.message}"))
                break  # the others would only wait again
            except FileRefused as refused:
                faults.append(ValidationError(f"{upload.name}: {refused.message}"))
            else:
                self._taken.append(store(ward=self.ward, upload=checked, at=clock.now()))
        if faults:
            raise ValidationError(faults)
        if self.required and not self._taken:
            raise ValidationError("Hãy chọn tệp.")
        return tuple(dict.fromkeys(self._taken))


def token_of(stored: StoredFile) -> str:
    """What a form carries for a file that was taken: only this site can make it, and only for this ward."""
    return signing.dumps(stored.pk, salt=_salt(stored.ward_id))


def _salt(ward_id: int) -> str:
    return f"danchu.upload.{ward_id}"


def _kept(tokens: list[str], ward: Ward) -> list[StoredFile]:
    numbers = []
    for token in tokens[:MOST_FILES]:
        try:
            numbers.append(signing.loads(token, salt=_salt(ward.pk)))
        except signing.BadSignature:
            continue
    found = StoredFile.objects.filter(ward=ward).in_bulk(numbers)
    return [found[number] for number in numbers if number in found]
