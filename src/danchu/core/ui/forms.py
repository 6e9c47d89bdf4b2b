"""Forms of every page: one look, dates the Vietnamese way, and refusals of an action shown beside what was typed."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

from danchu.core.refusals import Refused


class Renderer(DjangoTemplates):
    """Draws each field as label, help, error, control (``core/forms/``)."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


class DateInput(forms.DateInput):
    """The browser's own date picker; it sends and takes yyyy-mm-dd."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    widget = DateInput


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of day and time, Vietnam's time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    widget = MomentInput


class Form(forms.Form):
    """The shape of input. It decides nothing; the action does, and ``refuse`` shows why it would not."""

    required_css_class = "required"
    error_css_class = "with-error"

    def refuse(self, refused: Refused) -> None:
        """Show the objections at the top or at their fields."""
        for objection in refused.objections:
            text = f"{objection.text} ({objection.citation})" if objection.citation else objection.text
            self.add_error(objection.field if objection.field in self.fields else None, text)
