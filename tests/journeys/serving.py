"""The site as it is served: Granian, the front, WhiteNoise's packed files, threads, on the test database."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from danchu.core.ui.in_memory import keeps_in_memory
from danchu.project import settings as site
from danchu.project.front.door import Door


@cache
def collect_static() -> None:
    """Put the packed and named files where WhiteNoise serves them, once."""
    with override_settings(STORAGES=site.STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def serving() -> Iterator[str]:
    """The address of a running site. The port is free, the front remembers nothing of earlier sites."""
    port = free_port()
    door = Door(WSGIHandler(), settings.HOME / "revisions", off_disk=keeps_in_memory)
    running = _Running(door, port)
    running.start()
    wait_for(port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        running.stop()
        door.close()


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, tries: int = 600) -> None:
    """Wait until somebody answers at ``port``. Raises ``ConnectionRefusedError`` after a minute."""
    for left in reversed(range(tries)):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            if not left:
                raise
            Event().wait(0.1)
    return None


class _Running(Thread):
    """Granian in a thread of this process, so that it sees what the test has done to clock and settings."""

    def __init__(self, door: Door, port: int) -> None:
        super().__init__()
        self._door = door
        self._port = port
        self._server: Any = None
        self._loop: Any = None

    def run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._server = Server(
            self._door,
            port=self._port,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,
            websockets=False,
            log_enabled=False,
        )
        await self._server.serve()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._server.stop)
        self.join()
