"""make bench: figures as ratios to their floors, measured in one run on one machine. Benchmarks are not tests."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HOME = Path(os.environ.setdefault("DANCHU_HOME", tempfile.mkdtemp(prefix="danchu-bench-")))
os.environ.setdefault("DANCHU_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.project.settings")

import django  # noqa: E402 - the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402

from bench import cases, imports, load, searches, servers, votes  # noqa: E402

type Line = tuple[str, str, str]


def pages() -> Iterator[Line]:
    """The public list against a plain view, the kept page against a bare server."""
    with servers.granian("bench.floors:plain_django", "--factory") as port:
        plain = load.per_second(port, "/")
    with servers.granian("danchu.project.asgi:django_application") as port:
        dynamic = load.per_second(port, "/cong-khai/")
    yield "public list, dynamic / plain Django view", f"{dynamic / plain:.0%}", "at least 25%"
    with servers.granian("bench.floors:bare") as port:
        bare = load.per_second(port, "/")
    with servers.granian("danchu.project.asgi:application", interface="asginl") as port:
        kept = load.per_second(port, "/cong-khai/")
    yield "public list, kept / bare Granian, 16 kB", f"{kept / bare:.0%}", "at least 15%"


def memory() -> Iterator[Line]:
    """What web, worker and watcher hold after some work, as a share of the 250 MB allowed."""
    with servers.site() as (port, top):
        load.per_second(port, "/cong-khai/", seconds=1)
        load.per_second(port, "/", seconds=1)
        time.sleep(3)
        held = sum(each.memory_full_info().uss for each in (top, *top.children(recursive=True)))
    yield "memory of web and worker / 250 MB", f"{held / 250e6:.0%}", "at most 100%"


def main() -> int:
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo", verbosity=0)
    made = time.perf_counter() - started
    print("each figure is a ratio\n")
    told("demonstration ward made, tables included / 90 s", f"{made / 90:.0%}", "at most 100%, installation included")
    parts: list[Callable[[], Iterator[Line]]] = [pages, imports.lines, searches.lines, cases.lines, votes.lines, memory]
    for part in parts:
        for name, figure, aim in part():
            told(name, figure, aim)
    return 0


def told(name: str, figure: str, aim: str) -> None:
    print(f"{name:<60} {figure:>8}   aim: {aim}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
