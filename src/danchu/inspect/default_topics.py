"""What remarks are about in a ward that begins, from ``data/topics.toml``."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from statute.tables import parse_data


@dataclass(frozen=True, slots=True)
class DefaultTopic:
    """A topic of the set; ``units`` are codes of organisations, of which the first that the ward has answers for it."""

    code: str
    name: str
    hint: str
    units: tuple[str, ...]


@lru_cache(maxsize=1)
def default_topics() -> tuple[DefaultTopic, ...]:
    """The set, in its order."""
    text = files("danchu.inspect").joinpath("data", "topics.toml").read_text(encoding="utf-8")
    rows = parse_data(text, "topics.toml").tables("topic")
    return tuple(DefaultTopic(row.text("code"), row.text("name"), row.text("hint"), row.texts("units")) for row in rows)
