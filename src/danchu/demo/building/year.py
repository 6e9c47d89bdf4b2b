"""The year that the demonstration ward has behind it: what happened when, played in order by the only clock."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from danchu.core.models import User, Ward
from danchu.demo.building import hours
from danchu.demo.people import Population
from danchu.lib import clock
from danchu.ward.models import Mandate

type Act = Callable[[datetime], object]

_BEGAN = date(2025, 10, 1)
"""Groups have elected their leaders by then; nothing of the demonstration happens before."""


_LATELY = (timedelta(days=18), timedelta(days=40))
"""What the ward forgot lies so long back: late by now, and not by months."""


class Year:
    """What the builders share: the ward, its people, the present moment, and the plan of what happens when.

    ``plan`` takes acts in any order, also while others are played; what would happen after ``now`` is left out.
    """

    def __init__(self, ward: Ward, population: Population, now: datetime) -> None:
        self.ward = ward
        self.population = population
        self.now = now
        self.until = clock.local_day(now)
        self.began = hours.working_day(max(self.until - timedelta(days=365), _BEGAN))
        self.leaders: dict[int | None, Mandate] = {}
        self._planned: list[tuple[datetime, int, Act]] = []
        self._number = count()
        self._accounts: dict[str, User] = {}
        self._forgotten: Counter[str] = Counter()

    def rng(self, purpose: str) -> Random:
        """A source of chance of its own for each purpose, so that builders do not disturb each other."""
        return Random(f"{self.population.seed}/{purpose}")  # noqa: S311 - a demonstration, no secret

    def account(self, username: str) -> User:
        """The account of that name; the same object each time, which remembers its offices."""
        if username not in self._accounts:
            self._accounts[username] = User.objects.get(ward=self.ward, username=username)
        return self._accounts[username]

    def forgets(self, what: str, on: date, *, times: int = 1) -> bool:
        """Whether the ward forgot ``what``, which came up ``on`` that day. It works well: it forgot so few things in
        recent weeks, and none before, that whoever looks at what is late can read it all."""
        least, most = _LATELY
        if self._forgotten[what] == times or not least <= self.until - on <= most:
            return False
        self._forgotten[what] += 1
        return True

    def plan(self, at: datetime, act: Act) -> None:
        """Let ``act`` happen at ``at``."""
        if at <= self.now:
            heappush(self._planned, (at, next(self._number), act))

    def plan_at_work(self, at: datetime, act: Act) -> None:
        """Let ``act``, which is done at an office, happen at ``at`` or when the office opens after it."""
        self.plan(hours.at_work(at), act)

    def play(self, tell: Callable[[date], None] = lambda day: None) -> None:
        """Let everything happen that is planned, in the order of time. ``tell`` hears of each day that begins."""
        day: date | None = None
        while self._planned:
            at, _, act = heappop(self._planned)
            if day != (day := clock.local_day(at)):
                tell(day)
            with clock.travel_to(at):
                act(at)
