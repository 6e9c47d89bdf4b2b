"""What the page of a paper needs: the template core/records/paper.html draws it."""

from typing import Any

from danchu.core import squares
from danchu.core.records.blocks import MOTTO, NATIONAL_TITLE, Paper


def context(paper: Paper, mark: str = "") -> dict[str, Any]:
    """The variables of core/records/paper.html."""
    return {
        "paper": paper,
        "mark": mark,
        "national_title": NATIONAL_TITLE,
        "motto": MOTTO,
        "link_code": _code(paper.link),
        "check_code": _code(paper.check),
    }


def _code(address: str) -> str:
    return squares.svg_data_uri(address, border=0) if address else ""
