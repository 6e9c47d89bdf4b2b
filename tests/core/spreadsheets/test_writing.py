"""Lists, templates and lists of faults as files."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.test import override_settings

from danchu.core.spreadsheets import errors, templates, writing
from danchu.core.spreadsheets.errors import RowError
from danchu.core.spreadsheets.headers import Field, propose
from danchu.core.spreadsheets.reading import FileRefused, open_table
from danchu.core.spreadsheets.records import records
from tests.core.measuring import peak_of

from .builders import grid

INJECTIONS = [
    '=HYPERLINK("http://x")',
    "+84912345678",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "http://x.example",
]


def sheet_of(content: bytes, name: str = "") -> Any:
    book = openpyxl.load_workbook(BytesIO(content))
    return book[name] if name else book.worksheets[0]


def xlsx(rows: list[list[object]], headers: tuple[str, ...] = ("Họ tên", "Giá trị")) -> Any:
    out = BytesIO()
    writing.write_xlsx(out, title="Danh sách hộ", subtitle="Phường, 24/11/2026", headers=headers, rows=rows)
    return sheet_of(out.getvalue())


def test_a_list_has_its_title_head_and_values_of_the_right_kinds():
    moment = datetime(2026, 1, 1, 20, 0, tzinfo=UTC)
    sheet = xlsx([["An", "038093012345"], ["Bình", date(1962, 3, 5)], ["Chi", 1200000], ["Dung", True], ["Hà", moment]])
    assert sheet["A1"].value == "Danh sách hộ"
    assert sheet["A4"].value == "Họ tên"
    assert [sheet.cell(row, 2).value for row in range(5, 10)] == [
        "038093012345",
        datetime.fromisoformat("1962-03-05T00:00"),
        1200000,
        "Có",
        datetime.fromisoformat("2026-01-02T03:00"),
    ]
    assert sheet["B6"].number_format == "dd/mm/yyyy"


def test_a_list_prints_on_landscape_a4_with_its_head_on_each_page():
    sheet = xlsx([["An", 1]])
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_never_becomes_a_formula_or_a_link(text: str):
    cell = xlsx([["An", text]])["B5"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    out = BytesIO()
    writing.write_csv(out, headers=["Giá trị"], rows=[[text]])
    value = list(csv.reader(StringIO(out.getvalue().decode("utf-8-sig"))))[1][0]
    assert not value.startswith(("=", "+", "-", "@"))
    assert value.endswith(text)


def test_csv_keeps_numbers_and_dates_plain():
    out = BytesIO()
    count = writing.write_csv(
        out, headers=["a", "b", "c"], rows=[[-5, date(1962, 3, 5), Decimal("1.50")], [None, "", False]]
    )
    assert out.getvalue().decode("utf-8-sig") == "a,b,c\r\n-5,05/03/1962,1.50\r\n,,Không\r\n"
    assert count == 2


def test_odd_values_are_written_whole():
    sheet = xlsx([["x" * 40_000, 12345678901234567890], ["\x00\x01", date(1850, 1, 2)], [float("nan"), float("inf")]])
    assert len(sheet["A5"].value) == 32_767
    assert sheet["B5"].value == "12345678901234567890"
    assert sheet["B6"].value == "02/01/1850"


def test_a_long_list_is_written_in_flat_memory():
    before = """
from io import BytesIO
import xlsxwriter  # which is imported when the first list is written
from danchu.core.spreadsheets import writing
rows = ([f"hộ số {number}", number] for number in range(20_000))
"""
    work = 'assert writing.write_xlsx(BytesIO(), title="Dài", headers=["a", "b"], rows=rows) == 20_000'
    assert peak_of(work, before) < 8_000_000


def test_more_rows_than_excel_holds_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    with pytest.raises(FileRefused, match="CSV"):
        xlsx([["a", 1]] * 4)


@override_settings(DEFAULT_CHARSET="utf-8")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_download_is_named_after_its_title(kind: str):
    answer = writing.response(kind, title="Sổ niêm yết/2026", headers=["a"], rows=[["An"]])
    assert answer["Content-Type"] == writing.MIMES[kind]
    assert "attachment" in answer["Content-Disposition"]
    assert f"2026.{kind}" in answer["Content-Disposition"]
    body = b"".join(answer)  # type: ignore[call-overload]
    assert b"An" in body or body.startswith(b"PK")


FIELDS = (
    Field("name", "Họ và tên", required=True, hint="Như trong căn cước"),
    Field("identity", "Số CCCD", kind="digits"),
    Field("born", "Ngày sinh", kind="date"),
    Field("sex", "Giới tính", kind="sex"),
    Field(
        "relation",
        "Quan hệ với chủ hộ",
        choices=tuple(f"Quan hệ thứ {number} trong hộ" for number in range(40)),
    ),
)
EXAMPLE = {"name": "Nguyễn Văn An", "identity": "038093012345", "born": date(1962, 3, 5), "sex": "Nam"}


def test_the_template_is_understood_when_it_comes_back():
    content = templates.template(FIELDS, [EXAMPLE], ["Mỗi hộ một mã."])
    with open_table(BytesIO(content)) as table:
        assert list(table.sheets) == ["Dữ liệu", "Ví dụ", "Hướng dẫn"]
        head = propose(table, FIELDS)
        assert head.sheet == "Dữ liệu"
        assert head.missing == ()
        assert [head.mapping[field.key] for field in FIELDS] == [0, 1, 2, 3, 4]
        example = next(records(table.rows("Ví dụ"), head))
        assert (example.errors, example.values["identity"]) == ((), "038093012345")


def test_the_template_offers_lists_and_keeps_zeros():
    sheet = sheet_of(templates.template(FIELDS, [EXAMPLE]), "Dữ liệu")
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {"D2": "'Danh mục'!$D$1:$D$2", "E2": "'Danh mục'!$E$1:$E$40"}
    assert sheet.column_dimensions["A"].max == 2  # the reader groups equal columns: name and identity number
    assert sheet.column_dimensions["A"].number_format == "@"


def test_the_list_of_faults_shows_rows_cells_values_and_what_to_do():
    faults = [
        RowError(5, "C", "Ngày sinh", "31/02/1960", "không phải ngày có thật"),
        RowError(3, "", "", "", "Trùng"),
    ]
    content = errors.workbook(faults, grid([1, "An", "31/02/1960"], start=5), ["STT", "Họ tên", "Ngày sinh"])
    listed = sheet_of(content)
    assert [cell.value for cell in listed[1]] == ["Dòng", "Ô", "Cột", "Giá trị", "Lỗi"]
    assert [listed.cell(row, 1).value for row in (2, 3)] == [3, 5]
    assert listed["B3"].value == "C5"
    copy = sheet_of(content, "Dòng lỗi")
    assert copy["D2"].fill.start_color.rgb == "FFFFD7D7"
    assert "ngày có thật" in copy["D2"].comment.text
    assert copy["C2"].fill.start_color.rgb != "FFFFD7D7"
