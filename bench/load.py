"""A small load generator: so many connections kept open, one request after the other on each, for some seconds."""

import selectors
import socket
import time
from dataclasses import dataclass
from multiprocessing import Pool

PROCESSES = 2


@dataclass
class Connection:
    """One kept-alive connection and what of the present answer has come."""

    socket: socket.socket
    received: bytes = b""

    def answered(self) -> bool:
        """Whether a whole answer lies in ``received``; raises when it is not a 200 or names no length."""
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return False
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode("latin-1").splitlines()[0])
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        return len(body) >= int(length.partition(b":")[2])


def per_second(port: int, path: str, seconds: float = 3.0, connections: int = 8, headers: str = "") -> float:
    """Requests a second that the server at ``port`` answers for ``path``."""
    share = connections // PROCESSES
    with Pool(PROCESSES) as pool:
        counts = pool.starmap(_run, [(port, path, seconds, share, headers)] * PROCESSES)
    return sum(counts) / seconds


def _run(port: int, path: str, seconds: float, connections: int, headers: str) -> int:
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode()
    chooser = selectors.DefaultSelector()
    for _ in range(connections):
        connection = Connection(socket.create_connection(("127.0.0.1", port)))
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chooser.register(connection.socket, selectors.EVENT_READ, connection)
        connection.socket.sendall(request)
    answered, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        for key, _ in chooser.select(timeout=1):
            connection = key.data
            connection.received += connection.socket.recv(262_144)
            if connection.answered():
                answered += 1
                connection.received = b""
                connection.socket.sendall(request)
    return answered
