"""What only one process at a time may do with a data folder. A lock goes when its process does, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HELD: list[int] = []
"""Open files whose locks this process holds until it ends."""


class AlreadyRunning(Exception):
    """Another process does something that does not go together with this; the text says what it does."""


def hold(home: Path, doing: str) -> None:
    """Keep the data folder ``home`` for this process, and for the program that it becomes (``exec``); ``doing`` is what
    others are told meanwhile. Raises ``AlreadyRunning``."""
    file = _locked(home / "running", doing)
    os.set_inheritable(file, True)
    _HELD.append(file)


def release() -> None:
    """Let others have what this process holds."""
    while _HELD:
        os.close(_HELD.pop())


@contextmanager
def alone(home: Path, name: str, doing: str) -> Iterator[None]:
    """The lock ``name`` of the data folder ``home``, beside a site that may be running. Raises ``AlreadyRunning``."""
    file = _locked(home / name, doing)
    try:
        yield
    finally:
        os.close(file)


def _locked(place: Path, doing: str) -> int:
    file = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as held:
        told = os.read(file, 1000).decode(errors="replace")
        os.close(file)
        raise AlreadyRunning(told) from held
    os.ftruncate(file, 0)
    os.write(file, doing.encode())
    return file
