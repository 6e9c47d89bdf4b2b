"""The Word file of a paper: ordinary paragraphs and tables, to be edited like any letter of the office."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from danchu.core import squares
from danchu.core.records.blocks import MOTTO, NATIONAL_TITLE, Heading, Paper, Paragraph, Party, Runs, Table
from danchu.core.records.look import LEFT_COLUMN, page, sizes
from statute.documents import element_forms

_INDENT = Mm(10)
_CENTRE, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_ROOM_TO_SIGN = Pt(60)


def write(paper: Paper, mark: str = "") -> bytes:
    """The .docx of ``paper``; ``mark`` (such as "Dự thảo") stands at the top of each page."""
    letter = _Letter(paper, mark)
    letter.head()
    letter.text()
    letter.end()
    return letter.saved()


class _Letter:
    def __init__(self, paper: Paper, mark: str) -> None:
        self.paper = paper
        self.file: Any = Document()
        self.width = Mm(page()["width"] - page()["left"] - page()["right"])
        self._set_up(mark)

    def _set_up(self, mark: str) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(page()["width"]), Mm(page()["height"])
        section.top_margin, section.bottom_margin = Mm(page()["top"]), Mm(page()["bottom"])
        section.left_margin, section.right_margin = Mm(page()["left"]), Mm(page()["right"])
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        style = self.file.styles["Normal"]
        style.font.name, style.font.size = page()["font"], Pt(sizes()["body"])
        fonts = style.element.rPr.rFonts
        for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
            fonts.set(qn(script), page()["font"])
        _language(style.element.rPr)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        properties = self.file.core_properties
        properties.title, properties.author = f"{self.paper.type_name} {self.paper.subject}"[:250], ""
        properties.language, properties.comments = "vi-VN", ""
        if mark:
            for header in (section.first_page_header, section.header):
                self._write(header.paragraphs[0], mark, "page_number", align=_CENTRE)
        number = section.header.paragraphs[0] if not mark else section.header.add_paragraph()
        number.alignment = _CENTRE
        _page_number(number.add_run(), sizes()["page_number"])

    def head(self) -> None:
        """Issuing body and symbol on the left; national title, motto, place and date on the right."""
        paper = self.paper
        left, right = self._grid((LEFT_COLUMN, 1 - LEFT_COLUMN))
        if paper.superior:
            self._write(_first(left), paper.superior, "superior")
        self._write(_first(left), paper.issuer, "issuer")
        _rule(_next(left), self.width * LEFT_COLUMN, 0.3)
        self._write(_next(left), paper.symbol, "symbol")
        self._write(_first(right), NATIONAL_TITLE, "national_title")
        self._write(_next(right), MOTTO, "motto")
        _rule(_next(right), self.width * (1 - LEFT_COLUMN), 0.56)
        self._write(_next(right), paper.place_and_date, "place_and_date")
        for cell in (left, right):
            for each in cell.paragraphs:
                each.alignment = _CENTRE
        space = self.file.add_paragraph()
        space.paragraph_format.space_after = Pt(4)
        self._write(self.file.add_paragraph(), paper.type_name, "type_name", align=_CENTRE)
        self._write(self.file.add_paragraph(), paper.subject, "subject", align=_CENTRE)
        _rule(self.file.add_paragraph(), self.width, 0.25)
        self.file.add_paragraph().paragraph_format.space_after = Pt(0)

    def text(self) -> None:
        for block in self.paper.blocks:
            match block:
                case Table():
                    self._table(block)
                case Heading():
                    heading = self.file.add_paragraph()
                    heading.paragraph_format.keep_with_next = True
                    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(6)
                    _runs(heading, block.runs, bold=True)
                case Paragraph():
                    self._paragraph(block)
        if self.paper.link:
            self._picture(self.paper.link, Mm(42), self.paper.caption)

    def _paragraph(self, block: Paragraph) -> None:
        shown = self.file.add_paragraph()
        shown.alignment = _JUSTIFY
        shown.paragraph_format.first_line_indent = _INDENT
        shown.paragraph_format.left_indent = Emu(_INDENT * block.level)
        shown.paragraph_format.space_after = Pt(6)
        if block.marker:
            shown.add_run(f"{block.marker} ")
        _runs(shown, block.runs)

    def _table(self, block: Table) -> None:
        table = self.file.add_table(rows=0, cols=len(block.head))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widths = [Emu(int(self.width * share / sum(block.shares))) for share in block.shares]
        for place, row in enumerate((block.head, *block.rows)):
            cells = _row(table, is_head=place == 0)
            for column, (cell, runs) in enumerate(zip(cells, row, strict=True)):
                cell.width = widths[column]
                shown = cell.paragraphs[0]
                _runs(shown, runs, bold=place == 0, size=sizes()["body"] - 1)
                if place == 0:
                    shown.alignment = _CENTRE
                elif block.numeric[column]:
                    shown.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self.file.add_paragraph().paragraph_format.space_after = Pt(2)

    def end(self) -> None:
        """Recipients at the lower left and the signature at the lower right; or the parties, two in a row."""
        paper = self.paper
        self.file.add_paragraph()
        if len(paper.parties) == 1:
            left, right = self._grid((0.5, 0.5))
            self._recipients(left)
            self._party(right, paper.parties[0])
        else:
            for place in range(0, len(paper.parties), 2):
                if place:
                    self.file.add_paragraph()
                cells = self._grid((0.5, 0.5))
                for cell, party in zip(cells, paper.parties[place : place + 2], strict=False):
                    self._party(cell, party)
            if paper.recipients:
                self.file.add_paragraph()
                self._recipients(self._grid((1.0,))[0])
        if paper.check:
            self.file.add_paragraph()
            code, words = self._grid((0.13, 0.87))
            code.paragraphs[0].add_run().add_picture(_code(paper.check), width=Mm(17))
            for place, each in enumerate(("Kiểm tra văn bản này tại", paper.check)):
                run = (words.paragraphs[0] if place == 0 else words.add_paragraph()).add_run(each)
                run.font.size = Pt(10)

    def _recipients(self, cell: Any) -> None:
        if not self.paper.recipients:
            return
        self._write(_first(cell), "Nơi nhận:", "recipients_label")
        for each in self.paper.recipients:
            self._write(_next(cell), f"- {each}", "recipients")

    def _party(self, cell: Any, party: Party) -> None:
        self._write(_first(cell), party.capacity, "signer_capacity", align=_CENTRE)
        if party.note:
            run = _next(cell).add_run(party.note)
            run.italic, run.font.size = True, Pt(sizes()["symbol"] - 1)
        cell.paragraphs[-1].paragraph_format.space_after = _ROOM_TO_SIGN
        self._write(_next(cell), party.name, "signer_name")
        for each in cell.paragraphs:
            each.alignment = _CENTRE
            each.paragraph_format.keep_with_next = True

    def _picture(self, address: str, width: Any, caption: str) -> None:
        shown = self.file.add_paragraph()
        shown.add_run().add_picture(_code(address), width=width)
        for text, size in ((caption, sizes()["body"] - 1), (address, 10)):
            if text:
                shown.add_run().add_break()
                shown.add_run(text).font.size = Pt(size)
        shown.alignment = _CENTRE
        shown.paragraph_format.space_before = Pt(10)

    def _grid(self, shares: Sequence[float]) -> Any:
        """One row of cells without lines."""
        table = self.file.add_table(rows=0, cols=len(shares))
        table.autofit = False
        cells = _row(table, is_head=False)
        for cell, column, share in zip(cells, table.columns, shares, strict=True):
            cell.width = column.width = Emu(int(self.width * share))
        return cells

    def _write(self, paragraph: Any, text: str, element: str, align: Any = None) -> None:
        form = element_forms()[element]
        run = paragraph.add_run(text.upper() if form.upper else text)
        run.bold, run.italic, run.font.size = form.bold, form.italic, Pt(sizes()[element])
        if align is not None:
            paragraph.alignment = align

    def saved(self) -> bytes:
        stream = BytesIO()
        self.file.save(stream)
        return stream.getvalue()


def _runs(paragraph: Any, runs: Runs, *, bold: bool = False, size: int = 0) -> None:
    for each in runs:
        run = paragraph.add_run(each.text)
        if bold or each.bold:
            run.bold = True
        if each.italic:
            run.italic = True
        if size:
            run.font.size = Pt(size)


def _row(table: Any, *, is_head: bool) -> Any:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    return row.cells


def _first(cell: Any) -> Any:
    """The paragraph that every cell begins with, or the next one when it has text."""
    return cell.paragraphs[0] if not cell.paragraphs[0].runs else cell.add_paragraph()


def _next(cell: Any) -> Any:
    return cell.add_paragraph()


def _rule(paragraph: Any, width: float, share: float) -> None:
    """A short line in the middle: the border of an empty, indented paragraph, which Word keeps where it stands."""
    indent = Emu(int(width * (1 - share) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.line_spacing = Pt(8)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def _page_number(run: Any, size: int) -> None:
    run.font.size = Pt(size)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _language(properties: Any) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def _code(address: str) -> BytesIO:
    return squares.png(address)
