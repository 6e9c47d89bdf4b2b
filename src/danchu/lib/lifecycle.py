"""The life of a noun: its states, the moves between them, and its ends.

A room declares ``LIFE = Life(State, {(State.DRAFT, "publish"): State.PUBLISHED, ...}, ends=(State.WITHDRAWN,))`` in its
``states.py``. The official act that names the life and a move takes the step; nothing else changes a state.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

type Moves = Mapping[tuple[str, str], str]


class MoveRefused(Exception):
    """The thing is not in a state from which the move is possible."""

    def __init__(self, state: str, move: str) -> None:
        self.state = state
        self.move = move
        super().__init__(f"no move {move!r} from state {state!r}")


@dataclass(frozen=True)
class Life:
    """What one noun can become. ``states`` is an enumeration whose values are texts; ``moves`` gives the state that a
    move leads to from a state; a noun that has entered one of ``ends`` asks nobody for anything any more; ``field`` is
    the attribute of the row that holds the state."""

    states: Any
    moves: Moves
    ends: Collection[str] = ()
    field: str = "state"

    def step(self, state: str, move: str) -> str:
        """The state that ``move`` leads to from ``state``. Raises ``MoveRefused`` where the table has no such row."""
        try:
            return self.moves[(state, move)]
        except KeyError:
            raise MoveRefused(state, move) from None

    def moves_from(self, state: str) -> tuple[str, ...]:
        """The moves that are possible in ``state``, in the order of the table."""
        return tuple(move for (origin, move) in self.moves if origin == state)

    def has_ended(self, state: str) -> bool:
        """Whether ``state`` is an end."""
        return state in self.ends

    def every_step(self) -> Iterator[tuple[str, str, str | None]]:
        """Every state with every move, and the state that it leads to (None: the move is not possible there)."""
        names = dict.fromkeys(move for _, move in self.moves)
        for state in self.states.values:
            for move in names:
                yield state, move, self.moves.get((state, move))

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        steps = [f"    {origin} --> {target}: {move}" for (origin, move), target in self.moves.items()]
        ends = [f"    {each} --> [*]" for each in self.ends]
        return "\n".join(["stateDiagram-v2", *steps, *ends])
