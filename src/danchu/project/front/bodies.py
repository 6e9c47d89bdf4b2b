"""Taking in what is sent: in the event loop, so that a slow sender costs a socket and some memory but no thread.

A form arrives whole within a moment and is never held up. What takes longer is measured: it must come at a least rate,
and only so much may come slowly at once, from one network and in all.
"""

import asyncio
import errno
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from danchu.core.ui.in_memory import MOST_BYTES
from danchu.project.front import refusals
from danchu.project.front.asked import Asked, Receive


@dataclass(frozen=True)
class Bounds:
    """What may be sent, and how slowly."""

    most_bytes: int = MOST_BYTES
    """The largest body: what a sealed sending may hold, which is the most that any page takes."""
    in_memory: int = 64 * 1024
    """Bytes that stay in memory; beyond, they go to an unnamed temporary file, unless the page keeps them off disks."""
    off_disk: int = 2 * MOST_BYTES
    """Bytes of all bodies together that are kept off disks."""
    moment: float = 1.0
    """Seconds within which an ordinary form has come whole."""
    grace: float = 20.0
    """Seconds before the least rate is asked for."""
    least_rate: int = 4_096
    """Bytes a second that must come: a twelfth of what 3G brings."""
    longest: float = 30 * 60.0
    """Seconds that a body may take altogether: 60 MB over 3G."""
    drained: int = 4 * MOST_BYTES
    """Bytes that are read of a body that is too large, and thrown away: a browser shows the answer only when it could
    send everything, else "connection reset"."""
    slow_of_network: int = 20
    """Slow bodies of one network at once: an office behind one address sends that many files at a time at most."""
    slow_in_all: int = 200
    """Slow bodies at once: their memory together is 13 MB, their sockets and files 400 of the 1,024 of a process."""

    def patience(self, come: int) -> float:
        """Seconds after which ``come`` bytes are too few."""
        return min(self.grace + come / self.least_rate, self.longest)


class Gone(Exception):
    """The sender went away before everything had come."""


class Bodies:
    """Takes in bodies. ``off_disk`` says of a path that nothing of what is sent there may come to lie on a disk."""

    def __init__(self, off_disk: Callable[[str], bool], bounds: Bounds | None = None) -> None:
        self._off_disk = off_disk
        self._bounds = bounds or Bounds()
        self._slow: Counter[str] = Counter()
        self._held = _Held()
        self._readings: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def whole(self, asked: Asked, receive: Receive) -> AsyncIterator[tuple[BinaryIO, int]]:
        """The whole body, to be read from its beginning, and its length; gone when the block ends.

        Raises ``Refusal`` when it is too large, too slow or one too many, and ``Gone``.
        """
        if not asked.carries_a_body:
            yield BytesIO(), 0
            return
        if asked.length > self._bounds.drained:
            raise refusals.too_large(self._bounds.most_bytes)
        body = _Body(self._bounds, self._held if self._off_disk(asked.path) else None)
        try:
            await self._read(asked.network, receive, body)
            if body.length > self._bounds.most_bytes:
                raise refusals.too_large(self._bounds.most_bytes)
            yield body.whole(), body.length
        finally:
            body.close()

    async def _read(self, network: str, receive: Receive, body: "_Body") -> None:
        """Fill ``body`` in time. Reading is never cancelled: the server waits for ever for a line whose reading was
        given up before its end. What comes after a refusal is thrown away until the server has closed the line."""
        reading = asyncio.create_task(_fill(receive, body))
        self._readings.add(reading)
        reading.add_done_callback(self._over)
        now = asyncio.get_running_loop().time
        began = now()
        await asyncio.wait({reading}, timeout=self._bounds.moment)
        with nullcontext() if reading.done() else self._slowly(network):
            while not reading.done():
                left = began + self._bounds.patience(body.length) - now()
                if left <= 0:
                    raise refusals.too_slow()
                await asyncio.wait({reading}, timeout=left)
        reading.result()

    def _over(self, reading: asyncio.Task[None]) -> None:
        self._readings.discard(reading)
        reading.exception()  # whoever waited has seen it; of one that was refused nobody wants to hear

    @contextmanager
    def _slowly(self, network: str) -> Iterator[None]:
        if self._slow[network] >= self._bounds.slow_of_network or self._slow.total() >= self._bounds.slow_in_all:
            raise refusals.too_many_senders()
        self._slow[network] += 1
        try:
            yield
        finally:
            self._slow[network] -= 1
            if not self._slow[network]:
                del self._slow[network]


async def _fill(receive: Receive, body: "_Body") -> None:
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        body.add(message.get("body", b""))
        more = message.get("more_body", False)


@contextmanager
def _needing_room() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise refusals.no_room() from None
        raise


@dataclass(eq=False)
class _Held:
    """How many bytes of bodies are kept off disks at this moment."""

    bytes: int = 0


class _Body:
    """What has come of one body: in memory, in a temporary file when it is long, and only in memory with ``held``."""

    def __init__(self, bounds: Bounds, held: _Held | None) -> None:
        self._bounds = bounds
        self._held = held
        self._counted = 0
        self.length = 0
        self.file = BytesIO() if held else cast(BinaryIO, SpooledTemporaryFile(bounds.in_memory))  # noqa: SIM115

    def add(self, piece: bytes) -> None:
        """Raises ``Refusal`` when there is no room for it. What is longer than the bound is only counted."""
        if self.file.closed:
            return
        self.length += len(piece)
        if self.length > self._bounds.drained:
            raise refusals.too_large(self._bounds.most_bytes)
        if self.length > self._bounds.most_bytes:
            return
        self._count(len(piece))
        with _needing_room():
            self.file.write(piece)

    def whole(self) -> BinaryIO:
        """The file, to be read from its beginning. Raises ``Refusal`` when there is no room for the end of it."""
        with _needing_room():
            self.file.seek(0)
        return self.file

    def close(self) -> None:
        with suppress(OSError):
            self.file.close()
        self._count(-self._counted)

    def _count(self, number: int) -> None:
        if self._held is None:
            return
        if number > 0 and self._held.bytes + number > self._bounds.off_disk:
            raise refusals.too_many_senders()
        self._held.bytes += number
        self._counted += number
