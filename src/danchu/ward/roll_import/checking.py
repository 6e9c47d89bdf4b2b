"""The whole way from a file to a plan, for the background task and the command line alike."""

from collections.abc import Callable
from datetime import date
from typing import BinaryIO

from danchu.core.models import Ward
from danchu.core.spreadsheets.reading import Limits, open_table
from danchu.core.spreadsheets.tables import Table
from danchu.lib.vntext import vn_number
from danchu.ward.roll_import import layout as layouts
from danchu.ward.roll_import.entries import Roll, read
from danchu.ward.roll_import.fields import fields
from danchu.ward.roll_import.layout import Layout
from danchu.ward.roll_import.plan import places_of

LIMITS = Limits(most_rows=100_000)
"""More than the largest ward has people."""


def opened(file: BinaryIO, name: str) -> Table:
    """The table in ``file``. Raises ``FileRefused``."""
    return open_table(file, name=name, limits=LIMITS)


def read_roll(
    file: BinaryIO,
    name: str,
    *,
    ward: Ward,
    layout: Layout,
    today: date,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Roll:
    """What the file says. ``tick`` is told how many rows of how many were read. Raises ``FileRefused``."""
    with opened(file, name) as table:
        heads, left = layouts.heads(table, fields(today), layout)
        total = sum(table.row_count(head.sheet) for head in heads)
        places = places_of(ward, creating=layout.creating)
        roll = read(table, heads, places, lambda done: tick(done, total))
    if left:
        names = ", ".join(f"“{each}”" for each in left)
        roll.warnings.append(f"Không đọc trang tính {names}: không có bảng với các cột như trang đã chọn.")
    roll.warnings.extend(
        f"Cột {header}: đã sửa {vn_number(count)} ô (thêm số 0 mà Excel bỏ mất, đổi đầu số cũ…)."
        for header, count in sorted(roll.repaired.items())
    )
    return roll
