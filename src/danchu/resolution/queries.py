"""The only doors to the resolution, its clauses and what was done for them."""

from datetime import date

from danchu.core import figures
from danchu.core.models import Ward
from danchu.resolution.clauses import Clause
from danchu.resolution.editions import Edition, Issued, library
from danchu.resolution.text import Node


def in_force(on: date) -> Edition | None:
    """The resolution that holds on that day, with its amendments; none where none does."""
    return library().in_force(on)


def history() -> tuple[Issued, ...]:
    """Every resolution that made or changed the text, the oldest first."""
    return library().issued


def access_clause(edition: Edition, name: str) -> tuple[Clause, Node] | None:
    """The clause with this id or slug, and its part of the text."""
    clause = edition.clauses.find(name)
    node = edition.resolution.find(clause.id) if clause else None
    return (clause, node) if clause and node else None


def readings(clauses: tuple[Clause, ...], ward: Ward, on: date) -> dict[str, figures.Reading]:
    """What the built figures of ``clauses`` say, by key. Those of one clause are so few that to ask whether they still
    stand costs as much as to count them."""
    keys = {each.key for clause in clauses for each in clause.figures if each.built}
    asked = [each for each in figures.every() if each.key in keys]
    return figures.count(asked, ward, on) if len(clauses) == 1 else figures.read(asked, ward, on)
