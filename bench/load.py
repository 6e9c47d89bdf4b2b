"""A small load generator: so many connections kept open, one request after the other on each, for some seconds."""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

from bench.servers import HOST, Server

CONNECTIONS = 8


class Unexpected(RuntimeError):
    """The server said something else than what is measured."""


@dataclass(frozen=True)
class Window:
    """What a server did in a stretch of time: answers, seconds, and seconds of a processor that it used for them."""

    answers: int
    passed: float
    spent: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.passed

    @property
    def cost(self) -> float:
        """Seconds of a processor for one answer."""
        return self.spent / self.answers


@dataclass
class Line:
    """One kept-alive connection and what of the present answer has come."""

    socket: socket.socket
    received: bytearray = field(default_factory=bytearray)

    def answer(self) -> bytes:
        """The whole answer, once it has come; raises when it is not a 200 or names no length."""
        head, found, body = bytes(self.received).partition(b"\r\n\r\n")
        if not found:
            return b""
        if not head.startswith(b"HTTP/1.1 200"):
            raise Unexpected(head.decode("latin-1").splitlines()[0])
        length = next(each for each in head.lower().split(b"\r\n") if each.startswith(b"content-length:"))
        return bytes(self.received) if len(body) >= int(length.partition(b":")[2]) else b""


def get(path: str, headers: str = "") -> bytes:
    """A request for ``path`` as a browser sends it; ``headers`` are whole lines."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n{headers}\r\n".encode()


def post(path: str, body: str, headers: str = "") -> bytes:
    """A form that is sent to ``path``."""
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n{headers}{kind}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()


def fetch(server: Server, request: bytes) -> bytes:
    """The one answer to ``request``, head and body."""
    line = _opened(server)
    line.socket.sendall(request)
    while not (answer := line.answer()):
        received = line.socket.recv(262_144)
        if not received:
            raise Unexpected("the server closed the connection")
        line.received += received
    line.socket.close()
    return answer


def window(server: Server, request: bytes | Iterator[bytes], seconds: float = 1.0) -> Window:
    """Ask ``server`` for ``seconds``, always the same or what comes next; stops early when nothing comes next."""
    asked = repeat(request) if isinstance(request, bytes) else request
    chooser = selectors.DefaultSelector()
    waiting = 0
    for _ in range(CONNECTIONS):
        line = _opened(server)
        chooser.register(line.socket, selectors.EVENT_READ, line)
    spent, started = server.seconds, time.perf_counter()
    for key in list(chooser.get_map().values()):
        if first := next(asked, b""):
            key.data.socket.sendall(first)
            waiting += 1
    answers, end = 0, started + seconds
    while waiting:
        for key, _ in chooser.select(timeout=10):
            line = key.data
            received = line.socket.recv(262_144)
            if not received:
                raise Unexpected("the server closed a connection")
            line.received += received
            if not line.answer():
                continue
            answers += 1
            line.received.clear()
            following = next(asked, b"") if time.perf_counter() < end else b""
            if following:
                line.socket.sendall(following)
            else:
                waiting -= 1
    passed = time.perf_counter() - started
    for key in list(chooser.get_map().values()):
        key.data.socket.close()
    return Window(answers, passed, server.seconds - spent)


def _opened(server: Server) -> Line:
    line = Line(socket.create_connection((HOST, server.port), timeout=60))
    line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line
