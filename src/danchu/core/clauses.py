"""The clauses of the resolution by number and title, for rooms that stand before the one that holds its text."""

from collections.abc import Callable, Mapping

_titles_of: Callable[[], Mapping[str, str]] = dict


def tell_clauses(provider: Callable[[], Mapping[str, str]]) -> None:
    """Let ``danchu.resolution``, which earlier rooms may not import, say the titles of the clauses in their order."""
    global _titles_of
    _titles_of = provider


def titles() -> Mapping[str, str]:
    """Title by number ("2.2.đ.4") of every clause, in the order of the text."""
    return _titles_of()


def title_of(clause: str) -> str:
    """The title of ``clause``, or of the nearest that it is a part of; empty where there is none."""
    known, parts = titles(), clause.split(".")
    found = (known.get(".".join(parts[:length])) for length in range(len(parts), 0, -1))
    return next((each for each in found if each), "")
