"""The texts from which the officers of the demonstration write their answers."""

import tomllib
from importlib.resources import files

from danchu.demo.building.year import Year
from danchu.inspect.actions.replies import add_reply
from danchu.lib import clock


def build(year: Year) -> None:
    """Enter them a day after the topics."""
    data = tomllib.loads((files("danchu.demo") / "data" / "replies.toml").read_text(encoding="utf-8"))
    at = clock.moment_on(year.began, 9)
    with clock.travel_to(at):
        for each in data["reply"]:
            add_reply(ward=year.ward, **each, by=year.account("vanphong"), at=at)
