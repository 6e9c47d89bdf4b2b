"""What remarks can be about: the set that every ward begins with, given to the units of the demonstration."""

from danchu.core.actors import SYSTEM
from danchu.demo.building.year import Year
from danchu.inspect.actions.topics import load_topics
from danchu.lib import clock


def build(year: Year) -> None:
    """Enter the topics on the first day, when the organisations are there."""
    at = clock.moment_on(year.began, 8)
    with clock.travel_to(at):
        load_topics(ward=year.ward, by=SYSTEM, at=at)
