"""How the cost of reading grows with what is read: processor time, of children too, at four sizes."""

import math
import resource
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from danchu.core.refusals import Refused

STEEPEST = 1.3
"""The slope of the logarithms: 1 where twice as much takes twice as long, 2 where it takes four times as long."""
_SHORTEST, _NOTHING = 0.002, 0.005
_TRIES = 3


def slope(
    read: Callable[[Any], object], make: Callable[[int], Any], *, least: int = 2_000, most: int = 400_000
) -> float:
    """How steeply the cost of ``read`` grows on what ``make`` gives for a size. The smallest of the four sizes is one
    at which something can be measured, if there is one below ``most``; 0 where even the largest costs nothing."""
    while least * 8 < most and _cost(read, make(least)) < _SHORTEST:
        least *= 2
    sizes = [least * 2**each for each in range(4)]
    made = [make(size) for size in sizes]
    costs = [_cost(read, each) for each in made]
    for _ in range(_TRIES - 1):
        if _slope_of(sizes, costs) > STEEPEST:  # another process may have been in the way
            costs = [min(cost, _cost(read, each)) for cost, each in zip(costs, made, strict=True)]
    return _slope_of(sizes, costs)


def _slope_of(sizes: list[int], costs: list[float]) -> float:
    if costs[-1] < _NOTHING:
        return 0.0
    places = [math.log(each) for each in sizes]
    heights = [math.log(max(each, 1e-6)) for each in costs]
    middle, height = sum(places) / len(places), sum(heights) / len(heights)
    above = sum((place - middle) * (each - height) for place, each in zip(places, heights, strict=True))
    return above / sum((place - middle) ** 2 for place in places)


def _cost(read: Callable[[Any], object], content: Any) -> float:
    before = _spent()
    with suppress(Refused):
        read(content)
    return _spent() - before


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
