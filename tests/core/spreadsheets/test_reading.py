"""Reading tables that officers and attackers upload."""

import contextlib
import unicodedata
import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.core.spreadsheets.cells import Row, column_index, letters, tidy
from danchu.core.spreadsheets.reading import FileRefused, Limits, open_table
from tests.core.measuring import peak_of

from .builders import RELATIONS, WORKBOOK, raw_workbook, sheet_xml, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(file: BytesIO, name: str = "", **limits: int) -> list[Row]:
    with open_table(file, name=name, limits=Limits(**limits)) as table:  # type: ignore[arg-type]
        return list(table.rows())


def refusal(file: BytesIO, **limits: int) -> str:
    with pytest.raises(FileRefused) as refused:
        read(file, **limits)
    return refused.value.message


def test_rows_carry_sheet_number_and_addresses_as_excel_shows_them():
    rows = read(workbook([["Danh sách"], [], [None, "Nguyễn Văn An", 5]]))
    assert [(row.sheet, row.number, row.values) for row in rows] == [
        ("Dân", 1, ["Danh sách"]),
        ("Dân", 3, [None, "Nguyễn Văn An", 5]),
    ]
    assert rows[1].address(1) == "B3"


def test_excel_dates_are_dates_and_times_are_kept():
    rows = read(workbook([[date(1962, 3, 5), datetime.fromisoformat("2025-01-02T08:30"), date(1900, 1, 15)]]))
    assert rows[0].values == [date(1962, 3, 5), datetime.fromisoformat("2025-01-02T08:30"), date(1900, 1, 15)]


def test_text_is_composed_and_freed_of_invisible_marks():
    decomposed = unicodedata.normalize("NFD", "Nguyễn  Thị\u00a0Hoà ")
    assert read(workbook([[decomposed + "\u200b"]]))[0].values == ["Nguyễn Thị Hoà"]


def test_formulas_are_reported_with_their_cells_and_keep_the_last_result():
    rows = read(workbook([["Tổng"], ["=1+2", "An"]]))
    assert rows[1].problems == {0: "Ô A2 chứa công thức; hãy dán giá trị (Dán đặc biệt → Giá trị)."}
    assert rows[1].values[1] == "An"


def test_an_error_of_excel_is_reported_at_its_own_cell():
    row = read(raw_workbook(sheet_xml('<row r="4"><c r="C4" t="e"><v>#N/A</v></c></row>')))[0]
    assert row.problems == {2: "Ô C4 đang báo lỗi #N/A; hãy sửa hoặc nhập lại giá trị."}


def test_merged_ranges_are_listed():
    with open_table(workbook([["a", "b"], ["c"], ["d"]], merged=["D1:E1", "D2:D3"])) as table:
        assert table.merged() == ["D1:E1", "D2:D3"]


def test_numbers_keep_what_was_meant():
    cells = (
        '<c r="A1"><v>38093012345</v></c><c r="B1"><v>1.5</v></c><c r="C1"><v>9.12E8</v></c>'
        '<c r="D1" t="b"><v>1</v></c>'
    )
    assert read(raw_workbook(sheet_xml(f'<row r="1">{cells}</row>')))[0].values == [
        38093012345,
        1.5,
        912000000,
        True,
    ]


def test_prefixed_tags_inline_and_rich_text_and_missing_references_are_understood():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row>'
        '<x:c t="inlineStr"><x:is><x:r><x:t>Trần </x:t></x:r>'
        "<x:r><x:t>Văn B</x:t></x:r></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert read(raw_workbook(sheet))[0].values == ["Trần Văn B", 7]


def test_blank_formatted_rows_do_not_count():
    blank = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(2, 5000))
    rows = read(raw_workbook(sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row>{blank}')), most_rows=10)
    assert [row.number for row in rows] == [1]


def test_hidden_sheets_and_external_links_are_left_alone():
    link = '<Relationship Id="rId2" Target="http://attacker.example/x.xml" TargetMode="External" Type="x"/>'
    external = RELATIONS.replace("</Relationships>", f"{link}</Relationships>")
    hidden = '<sheet name="Ẩn" sheetId="2" state="hidden" r:id="rId1"/>'
    outside = '<sheet name="Ngoài" sheetId="3" r:id="rId2"/>'
    book = WORKBOOK.replace("<sheets>", f"<sheets>{hidden}{outside}")
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": external}
    with open_table(raw_workbook(sheet_xml("<row><c><v>1</v></c></row>"), parts)) as table:
        assert list(table.sheets) == ["Dân"]


def test_200_000_rows_are_refused_in_flat_memory():
    before = """
from tests.core.spreadsheets.builders import many_rows
from tests.core.spreadsheets.test_reading import refusal
file = many_rows(200_000)
"""
    assert peak_of('assert "hơn 50.000 dòng" in refusal(file)', before) < 5_000_000


def test_the_row_limit_holds_even_where_the_quick_count_is_deceived():
    sheet = sheet_xml("".join("<row\n><c><v\n>1</v></c></row\n>" for _ in range(30))).encode("utf-16")
    assert "hơn 10 dòng" in refusal(raw_workbook(sheet), most_rows=10)


def test_a_zip_bomb_is_refused_from_its_directory():
    out = raw_workbook(sheet_xml(""), {"xl/media/bomb.bin": b"\0" * 50_000_000})
    assert "nở ra quá lớn" in refusal(out)


def test_a_part_that_lies_about_its_size_is_refused():
    honest = raw_workbook(sheet_xml("<row><c><v>1</v></c></row>" * 2000)).getvalue()
    with zipfile.ZipFile(BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (300).to_bytes(4, "little"))
    assert lying != honest
    assert "bị hỏng" in refusal(BytesIO(lying))


def test_too_many_entries_are_refused():
    extra = {f"xl/{number}.xml": "" for number in range(2100)}
    assert "nở ra quá lớn" in refusal(raw_workbook(sheet_xml(""), extra))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_with_entities_is_refused_wherever_it_stands(encoding: str):
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        + sheet_xml('<row><c t="inlineStr"><is><t>&b;&c;</t></is></c></row>')
    ).encode(encoding)
    assert "khai báo XML lạ" in refusal(raw_workbook(bomb))
    assert "khai báo XML lạ" in refusal(raw_workbook(sheet_xml(""), {"xl/workbook.xml": bomb}))
    strings = {"xl/sharedStrings.xml": bomb}
    assert "khai báo XML lạ" in refusal(raw_workbook(sheet_xml('<row><c t="s"><v>0</v></c></row>'), strings))


@pytest.mark.parametrize("hostile", ["<row><c><v>" + "A" * 9_000_000, '<row a="' + "A" * 9_000_000])
def test_an_endless_text_or_token_is_refused(hostile: str):
    assert "bị hỏng" in refusal(raw_workbook(sheet_xml(hostile)))


def test_a_cell_far_to_the_right_is_named():
    sheet = sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>')
    assert "Ô XFD1" in refusal(raw_workbook(sheet))


@pytest.mark.parametrize(
    "sheet",
    [
        "<row><c t='s'><v>9</v></c></row>",
        "<row r='x'/>",
        "<row><c r='*'><v>1</v></c></row>",
        "<row><c><v>abc</v></c></row>",
        "<row><c t='s'><v>-1</v></c></row>",
        "<row",
    ],
)
def test_nonsense_in_a_sheet_is_a_refusal_not_a_crash(sheet: str):
    assert refusal(raw_workbook(sheet_xml(sheet)))


def test_damaged_and_cut_files_are_refused():
    whole = workbook([["a"] * 20] * 500).getvalue()
    assert "bị hỏng" in refusal(BytesIO(whole[: len(whole) // 2]))
    spoiled = bytearray(whole)
    spoiled[len(whole) // 3 : len(whole) // 3 + 200] = b"\0" * 200
    assert refusal(BytesIO(bytes(spoiled)))


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "Tệp trống"),
        (OLE + b"\0" * 600 + "Workbook\0".encode("utf-16-le"), "Lưu như"),
        (OLE + b"\0" * 600 + "EncryptedPackage\0".encode("utf-16-le"), "mật khẩu"),
        (OLE + b"\0" * 600 + "WordDocument\0".encode("utf-16-le"), "Word"),
        (b"<html><table><tr><td>An</td></tr></table></html>", "trang web"),
        ("<html><body>An".encode("utf-16"), "trang web"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "không phải bảng tính"),
    ],
)
def test_other_kinds_are_named_with_the_way_out(content: bytes, part: str):
    assert part in refusal(BytesIO(content))


def test_a_locked_zip_entry_is_refused():
    content = bytearray(workbook([["a"]]).getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := content.find(mark, at)) >= 0:
            content[at + offset] |= 1
            at += 4
    assert "mật khẩu" in refusal(BytesIO(bytes(content)))


def test_a_table_without_rows_is_refused():
    assert "không có dòng nào" in refusal(workbook([]))
    assert "không có dòng nào" in refusal(BytesIO(b" , , \n,,\n"))


def test_a_file_beyond_the_size_limit_is_refused():
    assert "lớn hơn 20 MB" in refusal(BytesIO(b"a" * 20_000_001))


def test_a_renamed_csv_is_read_and_the_officer_told():
    with open_table(BytesIO("Họ tên,Tổ\nAn,1\n".encode()), name="dan.XLSX") as table:
        assert [row.values for row in table.rows()] == [["Họ tên", "Tổ"], ["An", "1"]]
        assert "CSV" in table.warnings[0]
        assert ".xlsx" in table.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_in_the_encodings_and_delimiters_that_officers_have(encoding: str, delimiter: str):
    text = f'Họ tên{delimiter}Địa chỉ\n"Nguyễn Thị Hường"{delimiter}"Số 5{delimiter} ngõ 3"\n'
    # Windows-1258 writes tone marks after the letter.
    content = text.encode(encoding) if encoding != "cp1258" else _cp1258(text)
    rows = read(BytesIO(content))
    assert rows[0].values == ["Họ tên", "Địa chỉ"]
    assert rows[1].values == ["Nguyễn Thị Hường", tidy(f"Số 5{delimiter} ngõ 3")]


def _cp1258(text: str) -> bytes:
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            base = unicodedata.normalize(
                "NFC", "".join(mark for mark in marks if mark not in "\u0300\u0301\u0303\u0309\u0323")
            )
            tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            out += (base + tone).encode("cp1258")
    return bytes(out)


def test_csv_rows_count_as_excel_counts_them_and_formulas_are_reported():
    rows = read(BytesIO('a,b\n"hai\ndòng",="0912"\n=1+1,c\n'.encode()))
    assert [(row.number, row.values[0]) for row in rows[:2]] == [(1, "a"), (2, "hai dòng")]
    assert rows[1].values[1] == "0912"
    assert "A3" in rows[2].problems[0]


def test_csv_with_too_many_rows_or_an_open_quote_is_refused():
    assert "hơn 5 dòng" in refusal(BytesIO(b"a,b\n" * 6), most_rows=5)
    assert "ngoặc kép" in refusal(BytesIO(b'a,b\n"' + b"x,y\n" * 60_000))


def test_text_typed_for_old_fonts_is_warned_about():
    with open_table(workbook([["NguyÔn V¨n §øc", "TrÇn ThÞ H¬ng", "Bïi §×nh Tuý"]])) as table:
        list(table.rows())
        assert "TCVN3" in table.warnings[0]
    with open_table(workbook([["Nguyễn Văn Đức", "Trần Thị Hương", "Bùi Đình Tuý", "Café Zoë"]])) as table:
        list(table.rows())
        assert table.warnings == []


WRITTEN = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20).filter(
        lambda text: not text.startswith("=") and "_x" not in text and tidy(text) == text and text[0] != "#"
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WRITTEN, min_size=1, max_size=5), min_size=1, max_size=5))
def test_what_another_program_wrote_is_read_as_it_was(table: list[list[object]]):
    book = openpyxl.Workbook()
    for values in table:
        book.worksheets[0].append(values)
    out = BytesIO()
    book.save(out)
    expected = {(n, c): v for n, values in enumerate(table, 1) for c, v in enumerate(values) if v is not None}
    try:
        rows = read(out)
    except FileRefused:
        rows = []
    assert {(row.number, c): v for row in rows for c, v in enumerate(row.values) if v is not None} == expected


def test_a_sheet_that_is_not_there_is_a_refusal():
    with open_table(workbook([["a"]])) as table, pytest.raises(FileRefused, match="không có trang tính"):
        list(table.rows("Khác"))


@given(st.integers(0, 20_000))
def test_letters_and_indexes_of_columns_agree(index: int):
    assert column_index(letters(index)) == index


@given(st.text())
def test_tidying_twice_changes_nothing(text: str):
    assert tidy(tidy(text)) == tidy(text)


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(content: bytes):
    with contextlib.suppress(FileRefused):
        read(BytesIO(content))
