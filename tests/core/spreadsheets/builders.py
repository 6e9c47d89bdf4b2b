"""Files as officers and attackers make them."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

import xlsxwriter

from danchu.core.spreadsheets.cells import Row

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="x"/></Relationships>'
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Dân" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def workbook(rows: Iterable[Sequence[object]], merged: Sequence[str] = (), sheet: str = "Dân") -> BytesIO:
    """An .xlsx with these rows; text that begins with "=" is a formula, dates are Excel dates."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    for number, values in enumerate(rows):
        page.write_row(number, 0, values)
    for each in merged:
        page.merge_range(each, "")
    book.close()
    out.seek(0)
    return out


def raw_workbook(sheet: str | bytes, extra: Mapping[str, str | bytes] | None = None) -> BytesIO:
    """An .xlsx with the given XML as its only sheet, and other parts or replacements."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
        **(extra or {}),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def sheet_xml(data: str, tail: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{tail}</worksheet>'


def many_rows(count: int) -> BytesIO:
    """An .xlsx of ``count`` rows of ten cells, written as a stream."""
    out = BytesIO()
    cells = "".join(f'<c t="inlineStr"><is><t>Nguyễn Văn {letter}</t></is></c>' for letter in "ABCDEFGHIJ")
    block = f"<row>{cells}</row>".encode() * 1000
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for _ in range(count // 1000):
                sheet.write(block)
            sheet.write(b"</sheetData></worksheet>")
    out.seek(0)
    return out


def grid(*rows: Sequence[object], start: int = 1) -> list[Row]:
    """Rows as a reader gives them; None for an empty cell, blank rows left out."""
    return [Row("Dân", number, list(values)) for number, values in enumerate(rows, start) if any(values)]  # type: ignore[arg-type]
