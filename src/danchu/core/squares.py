"""QR codes: the squares that a phone reads. Drawn nowhere else."""

import base64
import re
from functools import lru_cache
from io import BytesIO
from typing import Any

import segno

MASK = 1
"""Readers take any of the eight patterns that are laid over a code. With one given, not all are tried and judged, which
is six times the work of everything else."""
_SCALE = 4
_MARK = "#"
"""What no code of capital letters and digits alone holds: with it, all signs are written as bytes."""
_RUN = re.compile(b"\1+")


def svg(content: str, *, border: int = 2) -> str:
    """``content`` as a whole SVG document, for papers and for pictures of their own."""
    width, dots = _dots(content)
    lines = "".join(_line(dots[place * width :][:width], border, border + place) for place in range(width))
    side = width + 2 * border
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * _SCALE}" height="{side * _SCALE}"'
        f' viewBox="0 0 {side} {side}"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path stroke="#000" d="{lines}"/></svg>'
    )


def _line(row: bytes, left: int, top: int) -> str:
    """A row of dots as a part of a path: where it begins, then how far from the last dark ones the next are."""
    drawn: list[str] = []
    at = 0
    for run in _RUN.finditer(row):
        move = f"m{run.start() - at} 0" if drawn else f"M{left + run.start()} {top}.5"
        drawn.append(f"{move}h{run.end() - run.start()}")
        at = run.end()
    return "".join(drawn)


def svg_plain(content: str) -> str:
    """The dark squares alone, without a margin, to be set into a page that has both."""
    return str(_made(content).svg_inline(border=0))


def svg_data_uri(content: str, *, border: int = 2) -> str:
    """``content`` as the source of a picture in a page."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg(content, border=border).encode()).decode()}"


def png(content: str) -> BytesIO:
    """``content`` as a picture for programs that draw no SVG, without a margin."""
    out = BytesIO()
    _made(content).save(out, kind="png", scale=8, border=0)
    out.seek(0)
    return out


def _made(content: str) -> Any:
    return segno.make(content, error="m", micro=False, mask=MASK, boost_error=False)


def _dots(content: str) -> tuple[int, bytes]:
    """How wide the code is, and its dots row by row, dark ones as 1.

    Thousands of codes of an evening are one address with a few signs of their own after its mark. Of codes of the same
    length each dot is a sum (without carry) of bits of what they hold, so a sign changes the same dots whatever stands
    around it: what it changes is asked of the library once and laid over the code of the address.
    """
    address, mark, own = content.partition(_MARK)
    if not mark or not content.isascii() or "\0" in content:
        return _library(content)
    width, found = _address(address, len(own))
    for place, sign in enumerate(own, len(address) + 1):
        found ^= _changed(len(content), place, ord(sign))
    return width, found.to_bytes(width * width)


@lru_cache(maxsize=256)
def _address(address: str, own: int) -> tuple[int, int]:
    """The code of ``address`` with so many zero signs behind its mark, as a number."""
    width, dots = _library(f"{address}{_MARK}" + "\0" * own)
    return width, int.from_bytes(dots)


@lru_cache(maxsize=2048)
def _changed(length: int, place: int, sign: int) -> int:
    """What ``sign`` at ``place`` changes in a code of so many signs in which the zero sign stood there."""
    plain = [0] * length
    plain[0 if place else 1] = ord(_MARK)
    other = [*plain[:place], sign, *plain[place + 1 :]]
    before, after = (int.from_bytes(_library(bytes(each).decode("ascii"))[1]) for each in (plain, other))
    return before ^ after


def _library(content: str) -> tuple[int, bytes]:
    rows = _made(content).matrix
    return len(rows), b"".join(bytes(row) for row in rows)
