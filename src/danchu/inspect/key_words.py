"""A sentence that nobody guesses: words that the machine draws for who makes a key."""

import secrets
from functools import lru_cache
from importlib.resources import files

COUNT = 6


@lru_cache(maxsize=1)
def _all() -> tuple[str, ...]:
    return tuple((files("danchu.inspect") / "data" / "words.txt").read_text(encoding="utf-8").split())


def suggested() -> str:
    """Six different words, drawn at random."""
    drawn: list[str] = []
    while len(drawn) < COUNT:
        word = secrets.choice(_all())
        if word not in drawn:
            drawn.append(word)
    return " ".join(drawn)
