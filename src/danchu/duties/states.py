"""States of a duty, and the words for its kinds. Overdue is a question, not a state."""

from django.db.models import TextChoices

from danchu.lib.lifecycle import Moves


class State(TextChoices):
    OPEN = "open", "Phải làm"
    FULFILLED = "fulfilled", "Đã làm"
    CANCELLED = "cancelled", "Không phải làm nữa"


MOVES: Moves = {
    (State.OPEN, "fulfil"): State.FULFILLED,
    (State.OPEN, "cancel"): State.CANCELLED,
}

KINDS: dict[str, str] = {}
"""What kinds of duty there are, in words, as the rooms declare them."""


def declare_kind(key: str, words: str) -> str:
    """Enter a kind of duty; called where a room names its kinds. Returns ``key``."""
    KINDS[key] = words
    return key
