"""Starting and stopping the servers under measurement, each in an environment of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from danchu.project import supervisor

HOST = "127.0.0.1"
SETTINGS = "DJANGO_SETTINGS_MODULE"


@dataclass(frozen=True)
class Server:
    """What listens at ``port``: a process with all that it has started."""

    port: int
    top: psutil.Process

    @property
    def processes(self) -> list[psutil.Process]:
        return [self.top, *self.top.children(recursive=True)]

    @property
    def seconds(self) -> float:
        """The seconds of a processor that it has used."""
        spent = (each.cpu_times() for each in self.processes)
        return sum(each.user + each.system for each in spent)

    @property
    def bytes_held(self) -> int:
        """The memory that it holds, what is shared with others counted in shares (PSS)."""
        return sum(each.memory_full_info().pss for each in self.processes)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def bare() -> Iterator[Server]:
    """The bare floor."""
    with _run(lambda port: _wsgi(port, "bench.floors:bare"), _clean()) as server:
        yield server


@contextmanager
def plain() -> Iterator[Server]:
    """The plain Django floor, with as many threads as the site has."""
    environment = _clean() | {SETTINGS: "bench.plain_settings"}
    with _run(lambda port: _wsgi(port, "bench.floors:plain_django", "--factory"), environment) as server:
        yield server


@contextmanager
def web() -> Iterator[Server]:
    """The web process of the site, as ``danchu serve`` starts it, alone."""
    with _run(lambda port: supervisor.web(HOST, port, 1), _clean()) as server:
        yield server


@contextmanager
def site() -> Iterator[Server]:
    """The whole site as ``danchu serve`` runs it."""
    with _run(lambda port: [sys.executable, "-m", "danchu", "serve", "--port", str(port)], _clean(), 120) as server:
        yield server


def _clean() -> dict[str, str]:
    """The environment without the settings that the bench itself runs with."""
    return {name: value for name, value in os.environ.items() if name != SETTINGS}


def _wsgi(port: int, target: str, *options: str) -> list[str]:
    granian = [sys.executable, "-m", "granian", target, "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    return [*granian, "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "error", *options]


@contextmanager
def _run(command, environment: Mapping[str, str], patience: float = 30) -> Iterator[Server]:
    port = free_port()
    server = subprocess.Popen(command(port), env=environment, stdout=subprocess.DEVNULL)
    try:
        wait(port, patience)
        yield Server(port, psutil.Process(server.pid))
    finally:
        server.terminate()
        server.wait(30)


def wait(port: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers at port {port}")
