"""QR codes: a few signs behind an address are laid over its code, and what comes out is what the library would draw."""

import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from danchu.core import squares

ADDRESSES = st.sampled_from(("https://phuong.vn/y-kien/7/bien-nhan/", "http://localhost:8000/vao/", "HTTP://A.VN/", ""))


def drawn(picture: str, border: int) -> list[list[int]]:
    """The dots that a picture shows, its margin cut off."""
    side = int(re.search(r'viewBox="0 0 (\d+)', picture)[1])
    dots = [[0] * side for _ in range(side)]
    picture, x, y = picture.partition("stroke")[2], 0, 0
    for move, far, down, length in re.findall(r"([Mm])(\d+) (\d+)(?:\.5)?h(\d+)", picture):
        x, y = (int(far), int(down)) if move == "M" else (x + int(far), y)
        for _ in range(int(length)):
            dots[y][x] = 1
            x += 1
    assert not any(map(sum, [*dots[:border], *dots[side - border :]]))
    return [row[border : side - border] for row in dots[border : side - border]]


def of_the_library(content: str) -> list[list[int]]:
    made = segno.make(content, error="m", micro=False, mask=squares.MASK, boost_error=False)
    return [list(row) for row in made.matrix]


@given(ADDRESSES, st.text(st.characters(max_codepoint=127), max_size=40))
def test_signs_behind_an_address_are_drawn_as_the_library_draws_them(address, own):
    content = f"{address}#{own}"
    assert drawn(squares.svg(content), 2) == of_the_library(content)


@given(st.sampled_from(("0912345678", "HTTP://A.VN/B7", "tổ dân phố số 7#ở đâu", "https://phuong.vn/nghi-quyet/")))
def test_whatever_else_is_written_is_drawn_by_the_library(content):
    assert drawn(squares.svg(content, border=0), 0) == of_the_library(content)


def test_codes_of_neighbours_differ():
    one, other = (squares.svg(f"https://phuong.vn/vao/#ABCD-{each}") for each in ("EFGH", "EFGJ"))
    assert one != other
