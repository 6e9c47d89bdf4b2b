"""Asking Django: a few threads that live as long as the process, so that each keeps its connection to the database, and
that touch no socket, so that nobody's slow line holds one.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO

from danchu.project.front import refusals
from danchu.project.front.asked import Asked

type Environ = dict[str, Any]
type Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

THREADS = 4
MOST_WAITING = 200
"""Requests that wait for a thread; they are a second of work. Who comes after them is told to come again."""
SENT_WHOLE = 256 * 1024
"""Files up to this size are read and sent as pages are; longer ones the server sends from the disk, piece by piece."""
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What Django answered: ``body``, or the ``file`` (a path) whose content is the body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""
    file: str = ""


class Desk:
    """Asks ``application`` (WSGI) in threads."""

    def __init__(self, application: Application, *, threads: int = THREADS, most_waiting: int = MOST_WAITING) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="django")
        self._most = threads + most_waiting
        self._asking = 0

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown()

    async def ask[T](self, asked: Asked, body: BinaryIO, length: int, then: Callable[[Answer], T]) -> T:
        """What ``then`` makes of the answer, in the same thread. Raises ``Refusal`` when too many wait already."""
        if self._asking >= self._most:
            raise refusals.too_many_waiting()
        self._asking += 1
        try:
            environ = environ_of(asked, body, length)
            work = asyncio.get_running_loop().run_in_executor
            return await work(self._threads, lambda: then(self._answer(environ)))
        finally:
            self._asking -= 1

    def _answer(self, environ: Environ) -> Answer:
        said: list[tuple[str, list[tuple[str, str]]]] = []
        given = self._application(environ, lambda status, headers, trouble=None: said.append((status, headers)))
        try:
            file = given.path if isinstance(given, _File) else ""
            body = b"" if file else b"".join(given)
        finally:
            if close := getattr(given, "close", None):
                close()
        status, headers = said[-1]
        return Answer(int(status.split(" ", 1)[0]), headers, body, file)


class _File:
    """``wsgi.file_wrapper``: what Django answers with instead of the pieces of a file."""

    def __init__(self, file: BinaryIO, size: int = _PIECE) -> None:
        self._file = file
        self._size = max(size, _PIECE)
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(self._size):
            yield piece

    @property
    def path(self) -> str:
        """Where the file lies, if it is a long one on the disk that is to be sent from its beginning; else empty."""
        name = getattr(self._file, "name", None)
        if not isinstance(name, str) or not os.path.isabs(name) or self._file.tell():
            return ""
        return name if os.path.isfile(name) and os.path.getsize(name) > SENT_WHOLE else ""


def environ_of(asked: Asked, body: BinaryIO, length: int) -> Environ:
    """The request as WSGI describes it (PEP 3333), with the whole ``body`` at hand."""
    scope = asked.scope
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("localhost", 80)
    environ: Environ = {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": asked.path.encode().decode("latin-1"),
        "QUERY_STRING": asked.query,
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _File,
    }
    for name, value in asked.headers():
        key = f"HTTP_{name.upper().replace('-', '_')}"
        if key in environ:
            value = f"{environ[key]}{'; ' if name == 'cookie' else ','}{value}"  # noqa: PLW2901 - RFC 9110, 5.3
        environ[key] = value
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(length)
    return environ
