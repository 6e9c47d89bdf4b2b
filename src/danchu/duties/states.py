"""States of a duty, and the words for its kinds. Overdue is a question, not a state."""

from typing import NewType

from django.db.models import TextChoices

from danchu.lib.lifecycle import Life


class State(TextChoices):
    OPEN = "open", "Phải làm"
    FULFILLED = "fulfilled", "Đã làm"
    CANCELLED = "cancelled", "Không phải làm nữa"


LIFE = Life(
    State,
    {
        (State.OPEN, "fulfil"): State.FULFILLED,
        (State.OPEN, "cancel"): State.CANCELLED,
    },
)

About = NewType("About", str)
"""How a duty names the row that it is about, "know.disclosure:12". ``queries.name_of`` makes it, nothing else."""

NOTHING = About("")
"""What a duty is about that no row stands behind, such as what falls due each year."""

KINDS: dict[str, str] = {}
"""What kinds of duty there are, in words, as the rooms declare them."""


def declare_kind(key: str, words: str) -> str:
    """Enter a kind of duty; called where a room names its kinds. Returns ``key``."""
    KINDS[key] = words
    return key
