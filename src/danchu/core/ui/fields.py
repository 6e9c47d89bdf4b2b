"""Fields that many forms share, and small forms made of them.

``form_of(reason=reason("Người dân đọc được lý do này."))`` is a whole form; its fields carry the names of the act's
arguments.
"""

from collections.abc import Callable
from typing import Any

from django.forms import CharField, ChoiceField, Field, RadioSelect, Textarea

from danchu.core.files.checks import DOCUMENTS, IMAGES
from danchu.core.ui.forms import DateField, Form
from danchu.core.ui.uploads import FilesField
from danchu.lib import clock

REASON_LENGTH = 500


def reason(hint: str = "", *, label: str = "Lý do", max_length: int = REASON_LENGTH, required: bool = True) -> Field:
    """Why something is done, in a few lines. ``hint`` says who will read it."""
    area = Textarea(attrs={"rows": 3})
    return CharField(label=label, max_length=max_length, widget=area, help_text=hint, required=required)


def line(label: str, *, max_length: int = 300, required: bool = True, hint: str = "") -> Field:
    """One line of text."""
    return CharField(label=label, max_length=max_length, required=required, help_text=hint)


def note(hint: str = "", *, label: str = "Ghi chú", max_length: int = 300) -> Field:
    """A line that may stay empty."""
    return line(label, max_length=max_length, required=False, hint=hint)


def text(label: str, *, rows: int = 8, required: bool = True, hint: str = "", max_length: int | None = None) -> Field:
    """A longer text."""
    area = Textarea(attrs={"rows": rows})
    return CharField(label=label, widget=area, required=required, help_text=hint, max_length=max_length)


def day(label: str, *, required: bool = True, hint: str = "", today: bool = False) -> Field:
    """A day; ``today`` proposes today's."""
    return DateField(label=label, required=required, help_text=hint, initial=clock.today if today else None)


def one_of(label: str, choices: Any, *, required: bool = True, hint: str = "") -> Field:
    """One of a few ``choices`` (pairs, or a function that gives them), all in sight."""
    return ChoiceField(label=label, choices=choices, widget=RadioSelect, required=required, help_text=hint)


def files(label: str = "Tài liệu kèm theo", *, required: bool = False, hint: str = "") -> Field:
    """Documents and pictures. Cleans to a tuple of stored files."""
    return FilesField(label=label, required=required, help_text=hint, kinds=IMAGES | DOCUMENTS)


def photo(label: str = "Ảnh", *, required: bool = False) -> Field:
    """One picture. Cleans to a tuple of one stored file, or none."""
    return FilesField(label=label, required=required, kinds=IMAGES, most=1)


def form_of(**fields: Field) -> type[Form]:
    """A form of these fields, in this order."""
    return type("FormOf", (Form,), dict(fields))


type FormMaker = Callable[..., Form]
