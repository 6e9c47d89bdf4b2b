"""The web process as ``danchu serve`` starts it, on the test database."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import quote

import psutil
import pytest
from django.conf import settings
from django.db import connection

from danchu.project.supervisor import web
from tests.journeys.serving import collect_static, free_port, wait_for


@dataclass
class Served:
    """A running web process: its port, and the process that answers."""

    port: int
    process: psutil.Process

    @property
    def worker(self) -> psutil.Process:
        """The process that answers, below the one that watches it."""
        return max(self.process.children(recursive=True), key=lambda each: each.memory_info().rss)


def database_url() -> str:
    """``DATABASE_URL`` of the test database."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    user = ":".join(quote(part, safe="") for part in (at["USER"], at["PASSWORD"]) if part)
    port = f":{at['PORT']}" if at["PORT"] else ""
    socket = at.get("OPTIONS", {}).get("host")  # of a server that only this machine reaches
    return f"postgres://{user}@{at['HOST']}{port}/{at['NAME']}{f'?host={quote(socket)}' if socket else ''}"


@contextmanager
def started() -> Iterator[Served]:
    """A web process, with its end."""
    collect_static()
    port = free_port()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "danchu.project.settings", "DATABASE_URL": database_url()}
    environment |= {"DANCHU_HOME": str(settings.HOME), "DANCHU_HOSTS": "127.0.0.1"}
    with subprocess.Popen(web("127.0.0.1", port, 1), env=environment, start_new_session=True) as process:
        try:
            wait_for(port)
            yield Served(port, psutil.Process(process.pid))
            process.terminate()
            process.wait(30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def web_process(django_db_setup) -> Iterator[Served]:
    """One for all tests of a module: starting takes longer than most of them."""
    with started() as process:
        yield process


@pytest.fixture
def served(transactional_db, ward, web_process) -> Served:
    """The web process, with a ward."""
    return web_process
