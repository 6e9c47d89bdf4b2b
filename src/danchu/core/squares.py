"""QR codes: the squares that a phone reads."""

import base64
from io import BytesIO

import segno


def svg(content: str) -> str:
    """``content`` as a whole SVG document, for papers and for pictures of their own."""
    out = BytesIO()
    square = segno.make(content, error="m", micro=False)
    square.save(out, kind="svg", xmldecl=False, scale=4, border=2, dark="#000", light="#fff")
    return out.getvalue().decode()


def svg_data_uri(content: str) -> str:
    """``content`` as the source of a picture in a page."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg(content).encode()).decode()}"
