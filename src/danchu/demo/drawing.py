"""Quick weighted drawing."""

from collections.abc import Mapping
from random import Random


class Draw[T]:
    """Things with whole weights, one of which ``pick`` draws."""

    def __init__(self, weights: Mapping[T, int]) -> None:
        self._slots = tuple(thing for thing, weight in weights.items() for _ in range(weight))
        self._count = len(self._slots)

    def pick(self, rng: Random) -> T:
        """One of the things, by weight."""
        return self._slots[int(rng.random() * self._count)]


def shared_out(total: int, weights: list[float]) -> list[int]:
    """``total`` in whole parts proportional to ``weights``; the parts add up to it."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(each) for each in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
