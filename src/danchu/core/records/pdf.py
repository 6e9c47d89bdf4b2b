"""The PDF of a paper, set by Typst. The paper reaches Typst as data, so no text in it can act.

Tinos, which has the measures of Times New Roman and covers Vietnamese, comes with the house.
"""

import json
from functools import lru_cache
from importlib.resources import as_file, files
from threading import Lock
from typing import TYPE_CHECKING, cast

from danchu.core import squares
from danchu.core.records.blocks import MOTTO, NATIONAL_TITLE, Paper
from danchu.core.records.look import LEFT_COLUMN, page, sizes

if TYPE_CHECKING:
    from typst import Compiler

_FOLDER = files("danchu.core.records")
_lock = Lock()


def write(paper: Paper, mark: str = "") -> bytes:
    """The PDF (PDF/A-2b) of ``paper``; ``mark`` (such as "Dự thảo") is written over each page. The same paper gives
    the same bytes."""
    data = {
        **paper.plain(),
        "tables": [list(getattr(each, "shares", ())) for each in paper.blocks],
        "national_title": NATIONAL_TITLE,
        "motto": MOTTO,
        "left_column": LEFT_COLUMN,
        "sizes": sizes(),
        "page": page(),
        "mark": mark,
        "link_code": _code(paper.link),
        "check_code": _code(paper.check),
    }
    with _lock:  # a compiler keeps its world between compilations and is not for two threads at once
        pdf = _compiler().compile(
            format="pdf", sys_inputs={"paper": json.dumps(data)}, timestamp=0, pdf_standards="a-2b"
        )
    return cast(bytes, pdf)


@lru_cache(maxsize=1)
def _compiler() -> "Compiler":
    import typst

    with as_file(_FOLDER) as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder / "fonts")])
        return typst.Compiler(str(folder / "paper.typ"), root=str(folder), font_paths=fonts)


def _code(address: str) -> str:
    return squares.svg_plain(address) if address else ""
