"""Forms of the import of the roll."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from danchu.core.refusals import Refused
from danchu.core.spreadsheets.headers import Column, HeaderMap
from danchu.core.ui.forms import Form
from danchu.ward.roll_import.layout import ALL_SHEETS, Layout

_SHOWN = 60


class UploadForm(Form):
    """The file."""

    file = forms.FileField(
        label="Tệp danh sách",
        help_text="Excel (.xlsx) hoặc .csv. Tiêu đề cột viết thế nào cũng được; bước sau cho xem và sửa lại.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Hãy chọn tệp.",
            "empty": "Tệp trống, không có dữ liệu. Hãy kiểm tra tệp trên máy rồi tải lên lại.",
        },
    )


class LayoutForm(Form):
    """Which column holds which field. ``head`` is the proposal."""

    creating = forms.BooleanField(
        label="Lập tổ mới khi tệp có tổ dân phố mà phường chưa có",
        required=False,
        help_text="Không chọn thì tổ lạ là lỗi, để phát hiện tên tổ gõ sai.",
    )

    def __init__(self, *args: Any, head: HeaderMap, sheet: str, kept: Layout | None = None, **kwargs: Any) -> None:
        self._head, self._sheet = head, sheet
        mapping = {**head.mapping, **(kept.mapping if kept else {})}
        super().__init__(*args, **kwargs)
        self.fields["creating"].initial = kept.creating if kept else False
        choices = [("", "Không có trong tệp"), *((str(each.index), _named(each)) for each in head.columns)]
        unsure = {each.key for each in head.unsure} if kept is None else set()
        for each in head.fields:
            index = mapping.get(each.key)
            self.fields[each.key] = forms.ChoiceField(
                label=each.label,
                choices=choices,
                required=each.required,
                error_messages={"required": f"Chưa có cột {each.label}. Hãy chọn cột ghi mục này."},
                initial="" if index is None else str(index),
                help_text="Tên cột chưa rõ, hãy xem lại." if each.key in unsure else "",
            )
        self.order_fields([*(each.key for each in head.fields), "creating"])

    def layout(self) -> Layout:
        """What was chosen. Ask only when the form is valid."""
        data: Mapping[str, str] = self.cleaned_data
        mapping = {each.key: int(data[each.key]) if data[each.key] else None for each in self._head.fields}
        return Layout(self._sheet, mapping, bool(self.cleaned_data["creating"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self._head.overridden(self.layout().mapping)
            except Refused as refused:
                self.refuse(refused)
        return cleaned


def _named(column: Column) -> str:
    samples = ", ".join(column.samples)
    text = f"{column.letter}: {column.header or 'không tên'}" + (f" ({samples})" if samples else "")
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def sheet_choices(sheets: Sequence[str]) -> list[tuple[str, str]]:
    """The sheets to choose from; all of them where there are several."""
    several = [(ALL_SHEETS, "Tất cả các trang tính")] if len(sheets) > 1 else []
    return [*((each, each) for each in sheets), *several]
