"""Documents that the demonstration attaches: real small PDF, Word and Excel files, and photos of notice boards.

They pass the same gate as every upload.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from random import Random
from typing import Any

import typst
from docx import Document
from PIL import Image, ImageDraw, ImageFilter
from xlsxwriter import Workbook

from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.core.models import StoredFile, Ward
from danchu.demo.building.year import Year
from danchu.lib.vntext import fold, vn_number

PHOTOS = 8
_WRITTEN_AT = datetime(2026, 1, 5, 8)  # noqa: DTZ001 - the same in every file, whenever it is made
_BLUE, _BOARD, _WOOD, _PAPER, _INK, _RED = "#1d4e79", "#31543f", "#8a6134", "#fbfaf5", "#3c3c3c", "#b3261e"


def attach(ward: Ward, name: str, content: bytes, at: datetime) -> StoredFile:
    """``content`` checked and kept."""
    return store(ward=ward, upload=check(BytesIO(content), name), at=at)


def file_name(title: str, ending: str) -> str:
    """A name as an officer would give it: without tone marks, not too long."""
    return f"{'-'.join(fold(title).replace('/', ' ').split()[:9])}.{ending}"


def pdf(ward: Ward, number: str, title: str, paragraphs: Sequence[str]) -> bytes:
    """A document of one page. The words go in as data, so that no sign in them is read as a command."""
    words = {"ward": ward.title.upper(), "number": number, "title": title, "paragraphs": list(paragraphs)}
    return bytes(typst.compile(_template(), sys_inputs={"words": json.dumps(words, ensure_ascii=False)}))


@cache
def _template() -> bytes:
    return files("danchu.demo").joinpath("data", "paper.typ").read_bytes()


def word(title: str, paragraphs: Sequence[str]) -> bytes:
    """The same as a Word file."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = _WRITTEN_AT
    document.core_properties.author = ""
    document.add_heading(title, level=1)
    for each in paragraphs:
        document.add_paragraph(each)
    return _saved(document)


def table(title: str, rng: Random, rows: Sequence[str]) -> bytes:
    """A table of amounts with their sum as an Excel file."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": _WRITTEN_AT, "title": title})
    sheet = book.add_worksheet("Biểu")
    head = book.add_format({"bold": True, "bg_color": "#e8eef5", "border": 1, "text_wrap": True})
    money = book.add_format({"num_format": "#,##0", "border": 1})
    plain = book.add_format({"border": 1})
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 2, 18)
    sheet.write(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    sheet.write_row(2, 0, ["Nội dung", "Dự toán (đồng)", "Thực hiện (đồng)"], head)
    for place, each in enumerate(rows, start=3):
        planned = rng.randrange(80, 4000) * 1_000_000
        sheet.write(place, 0, each, plain)
        sheet.write(place, 1, planned, money)
        sheet.write(place, 2, round(planned * rng.uniform(0.7, 1.08), -3), money)
    last = len(rows) + 3
    sheet.write(last, 0, "Cộng", head)
    for column, letter in ((1, "B"), (2, "C")):
        sheet.write_formula(last, column, f"=SUM({letter}4:{letter}{last})", money)
    book.close()
    return out.getvalue()


def photo(rng: Random, sheets: int = 5) -> bytes:
    """A photo, drawn: a board of the community house with sheets of paper, one of them new and with a seal."""
    picture = Image.new("RGB", (960, 720), "#d9d2c3")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 70, 900, 640), fill=_WOOD)
    draw.rectangle((84, 94, 876, 616), fill=_BOARD)
    for place in range(sheets):
        left = 112 + place * 152 + rng.randrange(-8, 9)
        top = 150 + rng.randrange(-24, 150)
        _sheet(draw, rng, left, top, new=place == sheets // 2)
    tilted = picture.rotate(rng.uniform(-2, 2), expand=False, fillcolor="#d9d2c3").filter(ImageFilter.GaussianBlur(0.6))
    out = BytesIO()
    tilted.save(out, "JPEG", quality=72)
    return out.getvalue()


def photo_of(year: Year, number: int, at: datetime) -> StoredFile:
    """One of ``PHOTOS`` photos, drawn when it is first wanted."""
    name = f"bang-tin-{number + 1}.jpg"
    kept = StoredFile.objects.filter(ward=year.ward, name=name).first()
    return kept or attach(year.ward, name, photo(year.rng(f"photo/{number}")), at)


def _sheet(draw: ImageDraw.ImageDraw, rng: Random, left: int, top: int, *, new: bool) -> None:
    draw.rectangle((left + 4, top + 5, left + 132, top + 187), fill="#22382b")
    draw.rectangle((left, top, left + 128, top + 182), fill="#ffffff" if new else _PAPER)
    draw.rectangle((left + 24, top + 16, left + 104, top + 22), fill=_RED if new else _BLUE)
    for line in range(9):
        draw.rectangle(
            (left + 14, top + 38 + line * 12, left + rng.randrange(84, 116), top + 41 + line * 12), fill=_INK
        )
    if new:
        draw.ellipse((left + 78, top + 138, left + 112, top + 172), outline=_RED, width=4)


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def amounts_in_words(rng: Random) -> str:
    """A sentence with figures, so that no two documents read alike."""
    return (
        f"Hồ sơ gồm {rng.randrange(4, 40)} trang, lưu tại trụ sở phường; tổng giá trị liên quan "
        f"{vn_number(rng.randrange(120, 9000))} triệu đồng."
    )
