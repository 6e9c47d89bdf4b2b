"""The text laid out for a page: one line after another, each clause followed by what is done for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from danchu.resolution.editions import REPEALED, Change, Edition
from danchu.resolution.text import Node


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text as it stands on a page; ``shown`` is what follows it: what is done for the clause it ends."""

    node: Node
    changes: tuple[Change, ...] = ()
    shown: object = None

    @property
    def repealed(self) -> bool:
        return bool(self.changes) and self.changes[-1].deed == REPEALED


def parts_of(edition: Edition, shown: Mapping[str, object]) -> list[Part]:
    """The articles and the recipients of ``edition``, with ``shown`` by the id of the clause."""
    found: list[Part] = []
    for article in (*edition.resolution.articles, edition.resolution.recipients):
        found.extend(_laid(article, edition, shown))
    return found


def _laid(node: Node, edition: Edition, shown: Mapping[str, object]) -> Iterator[Part]:
    """``node`` and what is below it. What is done for a clause follows its last line."""
    lines = list(node.walk()) if node.id in shown else [node]
    for line in lines[:-1]:
        yield Part(line, edition.changes.get(line.id, ()))
    yield Part(lines[-1], edition.changes.get(lines[-1].id, ()), shown.get(node.id))
    if node.id not in shown:
        for child in node.children:
            yield from _laid(child, edition, shown)
