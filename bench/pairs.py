"""Figures beside their floor: both in every round, in an order that turns, and the median of what the rounds say."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.load import Window

ROUNDS = 5


@dataclass(frozen=True)
class Ratio:
    """A figure as a share of its floor: by answers a second, and by processor time for one answer. The second says the
    same on a machine that has other work to do."""

    rate: float
    cost: float

    def __str__(self) -> str:
        return f"{self.cost:.0%} ({self.rate:.0%})"


def ratios(
    floor: Callable[[], Window], figures: Mapping[str, Callable[[], Window]], rounds: int = ROUNDS
) -> dict[str, Ratio]:
    """Each of ``figures`` beside ``floor``; the floor is taken before and after in every round."""
    found: dict[str, list[Ratio]] = {name: [] for name in figures}
    names = list(figures)
    for number in range(rounds):
        below = floor()
        turned = names[number % len(names) :] + names[: number % len(names)]
        for name in turned:
            one = figures[name]()
            found[name].append(Ratio(one.rate / below.rate, below.cost / one.cost))
            below = floor()
    return {
        name: Ratio(statistics.median(each.rate for each in of), statistics.median(each.cost for each in of))
        for name, of in found.items()
    }
