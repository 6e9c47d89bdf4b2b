"""The parts of the bench: what each measures, in which home, and what is aimed at. Each line is a ratio."""

import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import servers
from bench.homes import POSTGRESQL, SQLITE, Homes, clean, measured

type Line = tuple[str, str, str]

PAGES = {"home": 25, "list": 35, "list, searched": 35, "resolution": 15, "today": 20, "households": 25, "people": 25}
"""What is aimed at, in per cent of a plain view."""
MOST = "at most 100%"
PATIENCE = 300.0
_CODE = Path(__file__).resolve().parent.parent


def start(homes: Homes) -> Iterator[Line]:
    """From a fresh clone to the first page with the demonstration, as ``make run`` does it; what the machine has
    downloaded before it need not download again."""
    with tempfile.TemporaryDirectory(prefix="danchu-bench-clone-") as folder:
        started = time.perf_counter()
        subprocess.run(["git", "clone", "-q", str(_CODE), f"{folder}/danchu"], check=True)  # noqa: S607
        port = servers.free_port()
        command = ["make", "-s", "run", f"PORT={port}"]
        told = clean() | {"VIRTUAL_ENV": ""}
        run = subprocess.Popen(command, cwd=f"{folder}/danchu", env=told, stdout=subprocess.DEVNULL)
        try:
            servers.wait(port, PATIENCE)
            taken = time.perf_counter() - started
        finally:
            run.terminate()
            run.wait(60)
    yield "fresh clone to the first page with the demonstration / 45 s", f"{taken / 45:.0%}", MOST


def pages(homes: Homes) -> Iterator[Line]:
    """The demonstration ward on both databases, and on SQLite ten times the ward with five years behind it."""
    one = measured("bench.pages", homes.demo())
    yield from _pages(SQLITE, one)
    for name, share in one["kept"].items():
        yield f"page kept, {name} / bare Granian, 16 kB", _both(share), "at least 30%"
    yield from _pages(f"{SQLITE}, ten times the ward, five years", measured("bench.pages", homes.grown()))
    with homes.demo_on_postgresql() as environment:
        yield from _pages(POSTGRESQL, measured("bench.pages", environment))


def _pages(where: str, found: dict[str, dict[str, list[float]]]) -> Iterator[Line]:
    for name, share in found["dynamic"].items():
        aim = f"at least {PAGES[name]}%" if name in PAGES else "told"
        yield f"{where}: {name} / plain Django view", _both(share), aim


def _both(share: list[float]) -> str:
    return f"{share[0]:.0%} ({share[1]:.0%})"


def votes(homes: Homes) -> Iterator[Line]:
    """Both databases."""
    yield from _votes(SQLITE, measured("bench.votes", homes.empty()))
    with homes.postgresql() as environment:
        yield from _votes(POSTGRESQL, measured("bench.votes", environment))


def _votes(database: str, found: dict[str, float]) -> Iterator[Line]:
    floor = "transactions of an insert and an update"
    for method in ("open", "secret"):
        aim = "at least 45%" if database == SQLITE else "at least 25%"
        yield f"{database}: {method} votes, the act / {floor}", f"{found[method]:.0%}", aim
    yield f"{database}: votes through HTTP / {floor}", f"{found['http']:.1%}", "at least 8%"
    name = f"{database}: 10,000 ballots, tally, chain, bundle"
    yield f"{name} / 0.8 s", f"{found['count'] / 0.8:.0%}", MOST
    yield f"{name} / hashing the same bytes", f"{found['count'] / found['hash']:.0f}", "told"
    name = f"{database}: opening for 9,000 households / inserting the rows alone"
    yield name, f"{found['opening'] / found['insert']:.1f}", "told"


def search(homes: Homes) -> Iterator[Line]:
    """Through the page of people: what the search adds to it, for the worst of the queries and for the median one."""
    added = measured("bench.searches", homes.grown())
    worst = max(added, key=lambda each: added[each])
    name = "search among 330,000 people, added to the page"
    yield f"{name} by “{worst}” / 50 ms", f"{added[worst] / 0.050:.0%}", MOST
    yield f"{name}, median of all queries / 50 ms", f"{statistics.median(added.values()) / 0.050:.0%}", MOST


def cases(homes: Homes) -> Iterator[Line]:
    """Many cases of five years."""
    found = measured("bench.cases", homes.copy())
    yield "intake of remarks / raw commits", f"{found['intake']:.0%}", "at least 5%"
    for name in ("work list", "search with match", "search without match"):
        yield f"{name} among 200,000 cases / 50 ms", f"{found[name] / 0.050:.0%}", MOST


def imports(homes: Homes) -> Iterator[Line]:
    """The whole way of the officer (check, then read again and store), and that of the command line."""
    told = measured("bench.imports", homes.empty())
    name = f"10,000 households, {told['people']:,} people"
    yield f"{name}: import in one go / openpyxl reading", f"{told['command'] / told['reading']:.2f}", "at most 2.5"
    yield f"{name}: check, then store / openpyxl reading", f"{told['officer'] / told['reading']:.2f}", "at most 2.5"
    yield "memory above the start while importing / 150 MB", f"{told['memory'] / 150e6:.0%}", MOST


def memory(homes: Homes) -> Iterator[Line]:
    """PSS of web, worker and supervisor after load; bytes of a first visit, packed, heads included."""
    found = measured("bench.memory", homes.demo())
    yield "memory after load, PSS / 220 MB", f"{found['held'] / 220e6:.0%}", MOST
    for path, weight in found["weights"].items():
        yield f"first load of {path}, all in / 40 kB", f"{weight / 40e3:.0%}", MOST
