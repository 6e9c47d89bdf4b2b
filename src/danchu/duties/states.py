"""States of a duty. Overdue is a question, not a state."""

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
