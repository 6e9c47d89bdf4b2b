"""What people of the demonstration ward send in, from ``data/cases.toml``."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from statute.tables import Table, parse_data


@dataclass(frozen=True)
class Letter:
    """Something that is sent in, with what the ward answers at the end; ``{place}``, ``{group}``, ``{day}`` are filled
    in. ``forwarded_to`` is competent for it, ``ground`` refuses it."""

    kind: str
    topic: str
    title: str
    text: str
    answer: str
    outcome: str
    ground: str
    forwarded_to: str
    accused: str
    is_private: bool


@lru_cache(maxsize=1)
def letters() -> tuple[Letter, ...]:
    """All of them."""
    text = files("danchu.demo").joinpath("data", "cases.toml").read_text(encoding="utf-8")
    return tuple(_letter(row) for row in parse_data(text, "cases.toml").tables("case"))


def _letter(row: Table) -> Letter:
    return Letter(
        kind=row.text_or_empty("kind") or "remark",
        topic=row.text("topic"),
        title=row.text_or_empty("title"),
        text=row.text("text"),
        answer=row.text_or_empty("answer"),
        outcome=row.text_or_empty("outcome"),
        ground=row.text_or_empty("ground"),
        forwarded_to=row.text_or_empty("forwarded_to"),
        accused=row.text_or_empty("accused"),
        is_private="private" in row.fields and row.flag("private"),
    )
