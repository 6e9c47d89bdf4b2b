"""The sizes that the writers of Word and PDF files choose within what the decree leaves open."""

from functools import lru_cache
from typing import Any

from statute.documents import element_forms, page_form

# The head in the smaller size, so that the national title stands on one line beside the issuing body; the text larger.
_LARGER = frozenset({"type_name", "subject", "body", "signer_capacity", "signer_name", "page_number"})
LEFT_COLUMN = 0.4
"""The share of the width that the issuing body takes beside the national title."""


@lru_cache(maxsize=1)
def sizes() -> dict[str, int]:
    """Points of each element of a document."""
    return {name: form.pt[1 if name in _LARGER else 0] for name, form in element_forms().items()}


@lru_cache(maxsize=1)
def page() -> dict[str, Any]:
    """Paper and margins in millimetres, and the font."""
    form = page_form()
    return {
        "width": form.width_mm,
        "height": form.height_mm,
        "top": form.top_mm[0],
        "bottom": form.bottom_mm[0],
        "left": form.left_mm[0],
        "right": form.right_mm[0],
        "font": form.font,
    }
