"""Forms of every page: one look, dates the Vietnamese way, and refusals of an action shown beside what was typed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html

from danchu.core.models import Ward
from danchu.core.refusals import Refused
from danchu.core.spreadsheets import values
from danchu.core.ui.converters import key_of
from danchu.lib import clock
from danchu.lib.vntext import vn_phone

DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d")
"""How a day may be typed; programs and the browser's picker give the last."""
MOMENT_FORMATS = (
    *(f"{day} {hour}" for day in DAY_FORMATS for hour in ("%H:%M", "%Hh%M", "%Hg%M")),
    *("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"),
)
YEARS = range(1900, 2200)
LARGEST = 2_147_483_647
_YEAR_WORDS = f"Năm phải từ {YEARS[0]} đến {YEARS[-1]}. Hãy xem lại năm."
_DAY_WORDS = "Hãy ghi ngày, tháng, năm, ví dụ 05/11/2026."
_MOMENT_WORDS = "Hãy ghi ngày và giờ, ví dụ 05/11/2026 và 19:30."


class Renderer(DjangoTemplates):
    """Draws each field as label, help, error, control (``core/forms/``)."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


class DateInput(forms.DateInput):
    """A day as text, day first whatever the browser's language; a script adds the browser's picker beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        told = {"placeholder": "ngày/tháng/năm", "autocomplete": "off", "inputmode": "numeric", "data-day": ""}
        super().__init__({**told, "maxlength": 10, **(attrs or {})}, format=DAY_FORMATS[0])


class DateField(forms.DateField):
    """A day of the years that the house knows: with others no period can be reckoned."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("invalid", _DAY_WORDS)
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def to_python(self, value: Any) -> date | None:
        return _known(super().to_python(_parted(value)))


class MomentInput(forms.SplitDateTimeWidget):
    """A day and an hour, Vietnam's time, in two boxes. A value under the plain name is taken too."""

    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, date_format=DAY_FORMATS[0], time_format="%H:%M")
        day, hour = self.widgets
        day.attrs.update({name: value for name, value in DateInput().attrs.items() if name != "maxlength"})
        hour.attrs.update(
            {"placeholder": "giờ:phút", "autocomplete": "off", "data-hour": "", "maxlength": 5, "aria-label": "Giờ"}
        )

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if name in data:
            return str(data[name])
        parts = [str(each or "").strip() for each in super().value_from_datadict(data, files, name)]
        return " ".join(filter(None, parts)) or None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)

    def decompress(self, value: Any) -> Any:
        if isinstance(value, str):
            day, _, hour = value.replace("T", " ").partition(" ")
            return [day, hour]
        return super().decompress(value)


class MomentField(forms.DateTimeField):
    """A moment."""

    widget = MomentInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("invalid", _MOMENT_WORDS)
        super().__init__(input_formats=MOMENT_FORMATS, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        try:
            return _known(super().to_python(_parted(value)))
        except OverflowError:  # the first and the last day have no time zone
            raise ValidationError(_YEAR_WORDS) from None

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(clock.VIETNAM) if isinstance(value, datetime) and value.tzinfo else value


def _parted(value: Any) -> Any:
    """``value`` with strokes between day, month and year, where it begins with their digits alone (05112026): the
    keypad of some telephones has no stroke."""
    text = value.strip() if isinstance(value, str) else ""
    digits, rest = text[:8], text[8:]
    if len(digits) < 8 or not (digits.isascii() and digits.isdecimal()) or rest[:1].isdecimal():
        return value
    return f"{digits[:2]}/{digits[2:4]}/{digits[4:]}{rest}"


def day_asked(text: str) -> date | None:
    """The day that an address names, as people type days or as programs write them; None where it is none."""
    try:
        return DateField(required=False).clean(text)
    except ValidationError:
        return None


def _known[D: (date, datetime)](day: D | None) -> D | None:
    if day is not None and day.year not in YEARS:
        raise ValidationError(_YEAR_WORDS)
    return day


class IntegerField(forms.IntegerField):
    """A whole number that every database keeps; most fields name narrower bounds."""

    def __init__(self, *, max_value: int = LARGEST, min_value: int = -LARGEST, **kwargs: Any) -> None:
        super().__init__(max_value=max_value, min_value=min_value, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """On a telephone the keypad of digits, which has no minus."""
        least = self.min_value
        shown = isinstance(widget, forms.NumberInput) and isinstance(least, int) and least >= 0
        return super().widget_attrs(widget) | ({"inputmode": "numeric"} if shown else {})


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows to choose from. A key that no database takes is no choice."""

    def clean(self, value: Any) -> Any:
        for each in value or ():
            if key_of(str(each)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": each}
                )
        return super().clean(value)


class PhoneField(forms.CharField):
    """A Vietnamese telephone number, typed as people write it. Cleans to +84…, or to nothing where none was typed."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
        super().__init__(**{"label": "Điện thoại", "max_length": 40, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return vn_phone(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).strip()
        found = values.phone(typed).value
        if typed and not found:
            raise ValidationError(
                "Số điện thoại chưa đúng. Hãy nhập đủ 10 số, ví dụ 0912 345 678, hoặc để trống.", code="invalid"
            )
        return found or ""


class Form(forms.Form):
    """The shape of input. It decides nothing; the action does, and ``refuse`` shows why it would not.

    ``ward`` is asked of forms that take files.
    """

    required_css_class = "required"
    error_css_class = "with-error"
    keeps_draft = True
    """Whether what is typed may be kept on the device until it is sent; never of what goes under a seal, of votes, of
    codes."""

    def __init__(self, *args: Any, ward: Ward | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if hasattr(field, "ward"):
                field.ward = ward

    def told(self) -> dict[str, Any]:
        """What was typed, as the act takes it: by the names of its arguments."""
        return dict(self.cleaned_data)

    def refuse(self, refused: Refused) -> None:
        """Show the objections at the top or at their fields."""
        for objection in refused.objections:
            text = f"{objection.text} ({objection.citation})" if objection.citation else objection.text
            if objection.field in self.fields:
                self.add_error(objection.field, text)
            elif objection.address:
                self.add_error(None, format_html('{} <a href="{}">Sửa ở đây</a>', text, objection.address))
            else:
                self.add_error(None, text)
