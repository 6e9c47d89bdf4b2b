"""The form of administrative documents: type letters, symbol, paper and margins (Decree 30/2020, annexes I and III)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from statute.citation import Citation
from statute.tables import Table, read_data


@dataclass(frozen=True, slots=True)
class PageForm:
    """Paper size and margins in millimetres, letter size in points; pairs are (least, most)."""

    width_mm: int
    height_mm: int
    top_mm: tuple[int, int]
    bottom_mm: tuple[int, int]
    left_mm: tuple[int, int]
    right_mm: tuple[int, int]
    font: str
    body_pt: tuple[int, int]
    citation: Citation


@dataclass(frozen=True, slots=True)
class ElementForm:
    """How one element of a document is written: size in points (least, most), weight, slope, capitals."""

    pt: tuple[int, int]
    bold: bool
    italic: bool
    upper: bool


@lru_cache(maxsize=1)
def document_types() -> dict[str, str]:
    """Letters of each type of document → its name: ``TB`` → ``Thông báo``, in the decree's order."""
    root = read_data("paperwork")
    return {letters: str(name) for letters, name in root.table("types").fields.items()}


@lru_cache(maxsize=1)
def page_form() -> PageForm:
    """Paper, margins and letters of an administrative document."""
    root = read_data("paperwork")
    page = root.table("page")
    return PageForm(
        width_mm=page.number("width_mm"),
        height_mm=page.number("height_mm"),
        top_mm=_pair(page, "top_mm"),
        bottom_mm=_pair(page, "bottom_mm"),
        left_mm=_pair(page, "left_mm"),
        right_mm=_pair(page, "right_mm"),
        font=page.text("font"),
        body_pt=_pair(page, "body_pt"),
        citation=Citation.parse(root.text("page_citation")),
    )


@lru_cache(maxsize=1)
def element_forms() -> dict[str, ElementForm]:
    """The elements of an administrative document by name (``motto``, ``signer_name``…), as annex I writes them."""
    elements = read_data("paperwork").table("elements")
    return {name: _element(elements.table(name)) for name in elements.fields}


def _element(row: Table) -> ElementForm:
    return ElementForm(_pair(row, "pt"), *(row.fields.get(name) is True for name in ("bold", "italic", "upper")))


def _pair(row: Table, name: str) -> tuple[int, int]:
    value = row.fields.get(name)
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(each, int) for each in value):
        raise row.fault(f"{name!r} is not [least, most]")
    return value[0], value[1]


def symbol(letters: str, number: int, issuer: str) -> str:
    """Number and symbol of a document: ``symbol("TB", 12, "UBND")`` → ``Số: 12/TB-UBND``; below 10 with a 0 before.

    ``ValueError`` for letters that the decree does not know, a number below 1, or no issuer.
    """
    if letters not in document_types():
        raise ValueError(f"không có loại văn bản {letters!r}")
    if number < 1 or not issuer:
        raise ValueError("số văn bản bắt đầu từ 1 và phải có chữ viết tắt của cơ quan ban hành")
    return f"Số: {number:02d}/{letters}-{issuer}"
