"""Correcting what somebody mistyped: old → new, why, who, when; kept in the trail and shown beside the record.

A room declares for a noun which fields may be corrected and what follows from it; the act and its page come from here:

    correct_posting = correcting(Posting, clause=CLAUSE, policy="know.post", fields=("posted_on", "witnesses"))
    Acts(Posting, …, acts=(…, correction(correct_posting)))

Nouns that the law freezes have a correcting act of their own instead.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms import Field, ModelChoiceField

from danchu.core.actors import Actor
from danchu.core.following import Done, Effect
from danchu.core.official import OfficialAct, official
from danchu.core.refusals import Objection, Refused
from danchu.core.ui.acts import Act, Weight
from danchu.core.ui.fields import reason as reason_field
from danchu.core.ui.forms import DateField, Form, MomentField
from danchu.lib.vntext import clean

LABEL = "Sửa lỗi ghi chép"
_HINT = "Giá trị cũ, giá trị mới và lý do được giữ trong nhật ký."
type After = Callable[[Any, dict[str, Any], Actor, datetime], Iterable[Effect]]


def correcting(
    model: type[models.Model],
    *,
    clause: str,
    policy: str,
    fields: Sequence[str],
    after: After = lambda row, before, by, at: (),
    public: bool = False,
) -> OfficialAct:
    """The official act ``room.correct_<noun>_record`` that corrects ``fields`` of a row of ``model``.

    ``after(row, before, by, at)`` recomputes what rests on the fields, and gives what follows from it; ``before`` holds
    the values as they were. ``public`` says that visitors see the fields. The act raises ``Refused`` without a reason,
    where nothing differs, and where the row would not hold together.
    """

    def correct(*, row: Any, values: dict[str, Any], reason: str, by: Actor, at: datetime) -> Done[Any]:
        if not reason.strip():
            raise Refused(Objection("Hãy ghi lý do sửa.", "reason"))
        before = {name: getattr(row, name) for name in fields}
        for name in fields:
            value = values[name]
            setattr(row, name, clean(value) if isinstance(row._meta.get_field(name), models.CharField) else value)
        if all(getattr(row, name) == before[name] for name in fields):
            raise Refused("Chưa có gì khác với bản đang lưu.")
        follows = tuple(after(row, before, by, at))
        _must_hold(row)
        return Done(row, *follows, public=public)

    correct.__name__ = f"correct_{model._meta.model_name}_record"
    correct.__module__ = model.__module__
    correct.__doc__ = f"Correct what was mistyped in {model._meta.object_name}: {', '.join(fields)}."
    act = official(label=f"{LABEL}: {model._meta.verbose_name}", clause=clause, policy=policy)(correct)
    act.corrects = (model, tuple(fields))  # type: ignore[attr-defined]
    return cast(OfficialAct, act)


def correction(act: OfficialAct, **more: Any) -> Act:
    """The page on which ``act`` is done, for the noun's ``Acts``."""
    model, fields = act.corrects  # type: ignore[attr-defined]
    return Act(
        "sua-loi",
        cast(Callable[..., Any], act),
        form=_form_of(model, fields),
        label=LABEL,
        done="Đã sửa. Giá trị cũ vẫn còn trong nhật ký.",
        submit="Lưu bản sửa",
        weight=Weight.SELDOM,
        initial=lambda row: {name: getattr(row, name) for name in fields},
        **more,
    )


def _form_of(model: type[models.Model], fields: Sequence[str]) -> type[Form]:
    class Correction(Form):
        """The fields as they stand, and why they change."""

        def __init__(self, *args: Any, ward: Any, row: Any, **kwargs: Any) -> None:
            super().__init__(*args, ward=ward, **kwargs)
            for field in self.fields.values():
                if isinstance(field, ModelChoiceField) and field.queryset is not None:
                    field.queryset = field.queryset.filter(ward=ward)

        def told(self) -> dict[str, Any]:
            return {
                "values": {name: self.cleaned_data[name] for name in fields},
                "reason": self.cleaned_data["reason"],
            }

    for name in fields:
        Correction.base_fields[name] = _field(model._meta.get_field(name))
    Correction.base_fields["reason"] = reason_field(_HINT, label="Lý do sửa")
    return Correction


def _field(column: Any) -> Field:
    own = {models.DateField: DateField, models.DateTimeField: MomentField}.get(type(column))
    found = column.formfield(**({"form_class": own, "widget": own.widget} if own else {}))
    if own is None and isinstance(column, models.CharField) and not column.choices:
        found.max_length = column.max_length
    return cast(Field, found)


def _must_hold(row: models.Model) -> None:
    try:
        row.full_clean(exclude=[each.name for each in row._meta.fields if not each.editable])
    except ValidationError as fault:
        raise Refused(
            *(
                Objection(text, "" if name == NON_FIELD_ERRORS else name)
                for name, texts in fault.message_dict.items()
                for text in texts
            )
        ) from fault
