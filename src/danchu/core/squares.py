"""QR codes: the squares that a phone reads. Drawn nowhere else."""

import base64
from io import BytesIO
from typing import Any

import segno

MASK = 1
"""Readers take any of the eight patterns that are laid over a code. With one given, not all are tried and judged, which
is six times the work of everything else."""


def svg(content: str) -> str:
    """``content`` as a whole SVG document, for papers and for pictures of their own."""
    return _svg(content, scale=4, border=2, light="#fff")


def svg_plain(content: str) -> str:
    """The dark squares alone, without a margin, to be set into a page that has both."""
    return str(_made(content).svg_inline(border=0))


def svg_data_uri(content: str, *, border: int = 2) -> str:
    """``content`` as the source of a picture in a page."""
    picture = _svg(content, scale=4, border=border, light="#fff")
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}"


def png(content: str) -> BytesIO:
    """``content`` as a picture for programs that draw no SVG, without a margin."""
    out = BytesIO()
    _made(content).save(out, kind="png", scale=8, border=0)
    out.seek(0)
    return out


def _svg(content: str, **how: Any) -> str:
    out = BytesIO()
    _made(content).save(out, kind="svg", xmldecl=False, dark="#000", **how)
    return out.getvalue().decode()


def _made(content: str) -> Any:
    return segno.make(content, error="m", micro=False, mask=MASK, boost_error=False)
