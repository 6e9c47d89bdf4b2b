"""The demonstration year played under watch: at random moments of it, what is kept of the figures and of what is open
for people's say is what is read afresh. All acts of all rooms come by."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random
from unittest import mock

from danchu.core import figures, invitations, standing
from danchu.demo.building.year import Year

ONE_IN = 4
"""Days between two looks, on average."""
LEAST = 40


@contextmanager
def kept_beside_counted(on: date) -> Iterator[None]:
    """Raises when a figure that is kept says anything else than its rows, or when there was little to look at. The day
    that is asked about stays the same: only acts may change what is said of it."""
    chance, looks, changed = Random(20), 0, set()
    played = Year.play
    last: dict[str, figures.Reading] = {}

    def look(year: Year) -> None:
        nonlocal looks, last
        asked = figures.every()
        kept, counted = figures.read(asked, year.ward, on), figures.count(asked, year.ward, on)
        wrong = {key: (kept[key].records, counted[key].records) for key in counted if kept[key] != counted[key]}
        assert not wrong, f"kept, counted: {wrong}"
        ends = standing.ends_of(year.ward)
        for host in invitations._HOSTS:
            assert invitations._told(host, year.ward, on, ends) == tuple(host(year.ward, on)), host
        changed.update(key for key in last if last[key] != counted[key])
        looks, last = looks + 1, counted

    def watched(year: Year, tell=lambda day: None) -> None:
        def heard(day: date) -> None:
            tell(day)
            if chance.randrange(ONE_IN) == 0:
                look(year)

        played(year, heard)
        look(year)

    with mock.patch.object(Year, "play", watched):
        yield
    assert looks >= LEAST
    assert len(changed) > len(figures.every()) / 2, f"only these changed: {sorted(changed)}"
