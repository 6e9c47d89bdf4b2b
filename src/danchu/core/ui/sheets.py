"""A list on paper: the head of the Committee's documents, what the list holds, and who signs."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from danchu.core.models import Ward
from danchu.core.records.blocks import MOTTO, NATIONAL_TITLE
from danchu.core.records.kinds import peoples_committee
from danchu.core.ui.columns import Column
from danchu.lib import clock
from danchu.lib.vntext import vn_date, vn_long_date

WITH_SIGNATURES = 2
"""Rows that go over to the last sheet with the signatures: these never stand on a sheet alone."""


def head_of_sheet(ward: Ward, at: datetime, *, same_for_all: bool) -> dict[str, Any]:
    """What stands above a list: who issues it, the State's name, place and day, and up to when the list tells; a page
    that is kept for everyone tells it to the day."""
    local = at.astimezone(clock.VIETNAM)
    hour = "" if same_for_all else f"{local:%H giờ %M}, "
    return {
        "issuer": peoples_committee(ward),
        "national_title": NATIONAL_TITLE,
        "motto": MOTTO,
        "place_and_date": f"{ward.place}, {vn_long_date(local.date())}",
        "as_of": f"Tính đến {hour}ngày {vn_date(local.date())}",
    }


def body_of_sheet(rows: Iterable[Any], columns: Sequence[Column]) -> dict[str, Any]:
    """The numbered lines of a list: most of them, and those that stay with what stands below."""
    lines = [(place, [(column, column.of(row)) for column in columns]) for place, row in enumerate(rows, 1)]
    split = max(0, len(lines) - WITH_SIGNATURES)
    return {"printed": len(lines), "lines": lines[:split], "last_lines": lines[split:], "width": len(columns) + 1}
