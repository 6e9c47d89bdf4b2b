"""The file to download, fill in and import: heads that are understood, columns that keep zeros, lists to
choose from."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from danchu.core.spreadsheets.cells import letters
from danchu.core.spreadsheets.fields import Field
from danchu.core.spreadsheets.writing import Formats, new_book, write_cell

_LAST_ROW = 50_000
_LISTS = "Danh mục"
_KIND_CHOICES = {"sex": ("Nam", "Nữ"), "boolean": ("Có", "Không")}
_KIND_NOTES = {
    "text": "Chữ",
    "integer": "Số nguyên",
    "date": "Ngày/tháng/năm; chỉ biết năm thì ghi năm",
    "digits": "Chữ số, giữ số 0 ở đầu",
    "phone": "Số điện thoại, giữ số 0 ở đầu",
    "sex": "Nam hoặc Nữ",
    "boolean": "Có hoặc Không",
}


def template(
    fields: Sequence[Field], examples: Sequence[Mapping[str, object]] = (), notes: Sequence[str] = ()
) -> bytes:
    """An .xlsx with three sheets: an empty table to fill in, the same with ``examples``, and how to fill it
    in.

    The examples have a sheet of their own, so that nobody imports them by mistake.
    """
    out = BytesIO()
    book = new_book(out, in_memory=True)
    formats = Formats(book)
    _table(book.add_worksheet("Dữ liệu"), fields, (), formats)
    if examples:
        _table(book.add_worksheet("Ví dụ"), fields, examples, formats)
    _guide(book.add_worksheet("Hướng dẫn"), fields, notes, formats)
    _validate(book, fields)
    book.close()
    return out.getvalue()


def _table(page: Any, fields: Sequence[Field], examples: Sequence[Mapping[str, object]], formats: Formats) -> None:
    kept = {"date": formats.date, "integer": formats.whole}
    for index, field in enumerate(fields):
        width = max(14, min(len(field.label) + 4, 30))
        page.set_column(index, index, width, kept.get(field.kind, formats.text))
        page.write_string(0, index, field.label + (" *" if field.required else ""), formats.header)
    for number, example in enumerate(examples, start=1):
        for index, field in enumerate(fields):
            write_cell(page, number, index, example.get(field.key), formats)
    page.freeze_panes(1, 0)


def _guide(page: Any, fields: Sequence[Field], notes: Sequence[str], formats: Formats) -> None:
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 12)
    page.set_column(2, 3, 48)
    page.write_string(0, 0, "Cách điền", formats.title)
    lines = ["Cột có dấu * phải điền. Mỗi dòng một bản ghi, không gộp ô, không dùng công thức.", *notes]
    for number, line in enumerate(lines, start=1):
        page.write_string(number, 0, line, formats.plain)
    top = len(lines) + 2
    for index, header in enumerate(("Tên cột", "Bắt buộc", "Cách ghi", "Giải thích")):
        page.write_string(top, index, header, formats.header)
    for number, field in enumerate(fields, start=top + 1):
        how = f"Chọn: {', '.join(field.choices)}" if field.choices else _KIND_NOTES[field.kind]
        for index, text in enumerate((field.label, "Có" if field.required else "", how, field.hint)):
            page.write_string(number, index, text, formats.text)


def _validate(book: Any, fields: Sequence[Field]) -> None:
    """Lists to choose from. They lie on a hidden sheet, for Excel bounds the length of a list kept in the
    rule."""
    lists = book.add_worksheet(_LISTS)
    lists.hide()
    page = book.get_worksheet_by_name("Dữ liệu")
    for index, field in enumerate(fields):
        choices = field.choices or _KIND_CHOICES.get(field.kind, ())
        for number, each in enumerate(choices):
            lists.write_string(number, index, each)
        if choices:
            column = letters(index)
            rule = {
                "validate": "list",
                "source": f"='{_LISTS}'!${column}$1:${column}${len(choices)}",
                "error_title": "Không có trong danh mục",
                "error_message": "Hãy chọn một giá trị trong danh sách.",
            }
            page.data_validation(1, index, _LAST_ROW, index, rule)
