"""Votes beside Django transactions of one insert and one update: the act alone and through the site, eight at once; the
count of 10,000, and opening for a ward."""

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.core.management import call_command

from bench import load, servers, voters

AT_ONCE = 8
ROUNDS = 5
SECONDS = 1.5
WARM = 10
"""A site keeps its connections; a new one first learns what the tables look like."""
COUNTED = 10_000
HOUSEHOLDS = 9_000


def per_second(work: Sequence[Callable[[], Any]], seconds: float = SECONDS) -> float:
    """How often a second all of ``work`` together, each in a thread of its own with a warm connection, is done."""
    start = Barrier(len(work))

    def run(one: Callable[[], Any]) -> float:
        for _ in range(WARM):
            one()
        start.wait()
        started, done = time.perf_counter(), 0
        while time.perf_counter() < started + seconds:
            one()
            done += 1
        return done / (time.perf_counter() - started)

    with ThreadPoolExecutor(len(work)) as pool:
        return sum(pool.map(run, work))


def measure() -> dict[str, float]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    group = voters.ward_with(HOUSEHOLDS)
    found = voters.opening(group)
    sendings = voters.sendings(group)
    shares: dict[str, list[float]] = {"open": [], "secret": [], "http": []}
    with servers.web() as web:
        load.window(web, iter([next(sendings) for _ in range(5 * WARM)]))
        for _ in range(ROUNDS):
            floor = per_second(voters.raw(AT_ONCE))
            for method in ("open", "secret"):
                shares[method].append(per_second(voters.votes(AT_ONCE, group, method)) / floor)
            shares["http"].append(load.window(web, sendings, SECONDS).rate / floor)
    found |= {key: statistics.median(each) for key, each in shares.items()}
    return found | voters.counting(group, COUNTED)
