"""Printed sheets with a layout of their own (cards, ballot papers, letters to households): Typst filled with data.

What people typed reaches the layout as data only, so no text in it can act.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

FONTS = str(files("danchu.core.records") / "fonts")


def sheet_pdf(layout: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF that the file ``layout`` makes of ``data``, which it reads as JSON from the input ``sheet``."""
    import typst

    given = {"sheet": json.dumps(data, ensure_ascii=False)}
    pdf = typst.compile(str(layout), sys_inputs=given, ignore_system_fonts=True, font_paths=[FONTS])
    return bytes(pdf)
