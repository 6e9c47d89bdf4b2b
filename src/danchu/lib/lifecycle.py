"""States and the table of moves between them.

A room declares ``MOVES: Moves = {(State.DRAFT, "publish"): State.PUBLISHED, ...}`` in its ``states.py``;
its actions ask ``step`` and nothing else changes a state.
"""

from collections.abc import Mapping

type Moves = Mapping[tuple[str, str], str]


class MoveRefused(Exception):
    """The thing is not in a state from which the move is possible."""

    def __init__(self, state: str, move: str) -> None:
        self.state = state
        self.move = move
        super().__init__(f"no move {move!r} from state {state!r}")


def step(moves: Moves, state: str, move: str) -> str:
    """The state that ``move`` leads to from ``state``. Raises ``MoveRefused`` where the table has no such row."""
    try:
        return moves[(state, move)]
    except KeyError:
        raise MoveRefused(state, move) from None


def moves_from(moves: Moves, state: str) -> tuple[str, ...]:
    """The moves that are possible in ``state``, in the order of the table."""
    return tuple(move for (origin, move) in moves if origin == state)


def diagram(moves: Moves) -> str:
    """The table as a Mermaid state diagram, for the rooms' documentation."""
    rows = [f"    {origin} --> {target}: {move}" for (origin, move), target in moves.items()]
    return "\n".join(["stateDiagram-v2", *rows])
