"""Drawing maps of remarks: tiles of equal size for groups, whose borders nobody has drawn, and dots for positions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asinh, ceil, cos, degrees, floor, pi, radians, tan
from statistics import median

TILE = 256
CLOSEST, FARTHEST = 17, 3
WIDEST, MARGIN, SMALLEST = 760, 48, 320
FAR = 0.3
"""Degrees (about 30 km) from the middle: what lies farther is a slip and would make the rest a speck."""
LETTERS, LINES = 13, 3


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the drawing and the row that it stands for."""

    x: float
    y: float
    row: object


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of the background."""

    x: int
    y: int
    address: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Dots to scale, north up. ``bar`` is the length of ``metres`` in the drawing; ``left_out`` lay too far away."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    tiles: tuple[Tile, ...]
    bar: int
    metres: int
    left_out: int

    @property
    def bar_y(self) -> int:
        return self.height - 14


def drawing(points: Iterable[tuple[float, float, object]], tile_url: str = "") -> Drawing | None:
    """``points`` (latitude, longitude, row) in the projection that tile servers use; None where there is none.

    ``tile_url`` names the pictures behind them by {z}, {x}, {y}; without it there are none.
    """
    given = list(points)
    if not given:
        return None
    middle = median(lat for lat, _, _ in given), median(long for _, long, _ in given)
    near = [each for each in given if abs(each[0] - middle[0]) < FAR and abs(each[1] - middle[1]) < FAR]
    if not near:
        return None
    zoom = _zoom(near)
    placed = [(*_pixels(lat, long, zoom), row) for lat, long, row in near]
    left, right = _span([x for x, _, _ in placed])
    top, bottom = _span([y for _, y, _ in placed])
    metres, bar = _bar(middle[0], zoom)
    return Drawing(
        width=right - left,
        height=bottom - top,
        dots=tuple(Dot(round(x - left, 1), round(y - top, 1), row) for x, y, row in placed),
        tiles=tuple(_tiles((left, right), (top, bottom), zoom, tile_url)) if tile_url else (),
        bar=bar,
        metres=metres,
        left_out=len(given) - len(near),
    )


def _zoom(points: Sequence[tuple[float, float, object]]) -> int:
    """The closest look at which all of them fit."""
    for zoom in range(CLOSEST, FARTHEST, -1):
        placed = [_pixels(lat, long, zoom) for lat, long, _ in points]
        spans = [max(axis) - min(axis) for axis in zip(*placed, strict=True)]
        if max(spans) <= WIDEST - 2 * MARGIN:
            return zoom
    return FARTHEST


def _pixels(lat: float, long: float, zoom: int) -> tuple[float, float]:
    """Web Mercator: where a position lies on the map of the whole world, in pixels."""
    size = TILE * 2**zoom
    return (long + 180) / 360 * size, (1 - asinh(tan(radians(lat))) / pi) / 2 * size


def _span(values: list[float]) -> tuple[int, int]:
    first, last = min(values) - MARGIN, max(values) + MARGIN
    missing = max(SMALLEST - (last - first), 0) / 2
    return floor(first - missing), ceil(last + missing)


def _tiles(across: tuple[int, int], down: tuple[int, int], zoom: int, tile_url: str) -> Iterable[Tile]:
    (left, right), (top, bottom) = across, down
    for column in range(left // TILE, right // TILE + 1):
        for row in range(top // TILE, bottom // TILE + 1):
            address = tile_url.replace("{z}", str(zoom)).replace("{x}", str(column)).replace("{y}", str(row))
            yield Tile(column * TILE - left, row * TILE - top, address)


def _bar(lat: float, zoom: int) -> tuple[int, int]:
    """A round length in metres that takes at most 150 pixels, and what it takes."""
    metre = degrees(1 / 6_378_137) / 360 * TILE * 2**zoom / cos(radians(lat))
    longest = max((n * 10**power for power in range(7) for n in (1, 2, 5) if n * 10**power * metre <= 150), default=1)
    return longest, round(longest * metre)


def in_lines(name: str, drop: str = "") -> list[str]:
    """``name`` in lines that fit a tile; the words ``drop`` that all names begin with are left out."""
    lines: list[str] = []
    for word in name.removeprefix(drop).split() or name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= LINES else [*lines[: LINES - 1], f"{lines[LINES - 1]}…"]


def level(value: float | None, breaks: Sequence[float]) -> int:
    """How strongly a tile is coloured: 0 for nothing, then how many of ``breaks`` the value reaches."""
    return 0 if value is None else sum(value >= each for each in breaks)
