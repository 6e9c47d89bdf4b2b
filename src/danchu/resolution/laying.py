"""The text laid out for a page: one line after another, each clause followed by what is done for it.

The text of an edition never changes, so that it is drawn once: a stretch for each clause, and the table of contents.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import cast

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from danchu.resolution.editions import REPEALED, Change, Edition
from danchu.resolution.text import Node


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text as it stands on a page; ``ends`` is the id of the clause whose last line it is."""

    node: Node
    changes: tuple[Change, ...] = ()
    ends: str = ""

    @property
    def repealed(self) -> bool:
        return bool(self.changes) and self.changes[-1].deed == REPEALED


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text as HTML, up to the last line of ``clause`` (the id; empty at the end of the text)."""

    html: SafeString
    clause: str


def stretches_of(edition: Edition) -> tuple[Stretch, ...]:
    """The articles and the recipients of ``edition``, cut where something is shown of a clause."""
    return cast(tuple[Stretch, ...], _once(edition, "stretches", lambda: tuple(_drawn(edition))))


def contents_of(edition: Edition) -> SafeString:
    """The lines of the table of contents by articles and clauses, as HTML."""
    return cast(SafeString, _once(edition, "contents", lambda: _html("contents", parts=_parts_of(edition))))


def _once(edition: Edition, name: str, make: Callable[[], object]) -> object:
    if name not in edition.made:
        edition.made[name] = make()
    return edition.made[name]


def _drawn(edition: Edition) -> Iterator[Stretch]:
    waiting: list[Part] = []
    for part in _parts_of(edition):
        waiting.append(part)
        if part.ends:
            yield Stretch(_html("text", parts=waiting), part.ends)
            waiting = []
    yield Stretch(_html("text", parts=waiting), "")


def _html(name: str, **context: object) -> SafeString:
    return render_to_string(f"resolution/parts/{name}.html", context)


def _parts_of(edition: Edition) -> list[Part]:
    clauses = frozenset(each.id for each in edition.clauses)
    found: list[Part] = []
    for article in (*edition.resolution.articles, edition.resolution.recipients):
        found.extend(_laid(article, edition, clauses))
    return found


def _laid(node: Node, edition: Edition, clauses: Collection[str]) -> Iterator[Part]:
    """``node`` and what is below it. What is done for a clause follows its last line."""
    lines = list(node.walk()) if node.id in clauses else [node]
    for line in lines[:-1]:
        yield Part(line, edition.changes.get(line.id, ()))
    yield Part(lines[-1], edition.changes.get(lines[-1].id, ()), node.id if node.id in clauses else "")
    if node.id not in clauses:
        for child in node.children:
            yield from _laid(child, edition, clauses)
