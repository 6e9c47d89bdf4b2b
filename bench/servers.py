"""Starting and stopping the servers under measurement."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def granian(target: str, *options: str, interface: str = "wsgi") -> Iterator[int]:
    """A Granian with one worker that serves ``target``; gives its port."""
    port = free_port()
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            target,
            "--interface",
            interface,
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ),
        *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "error", *options),
    ]
    server = subprocess.Popen(command, env=os.environ)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def site() -> Iterator[tuple[int, psutil.Process]]:
    """The whole site as ``danchu serve`` runs it; gives its port and its topmost process."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "danchu", "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        _wait(port, seconds=120)
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers at port {port}")
