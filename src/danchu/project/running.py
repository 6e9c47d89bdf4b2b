"""One site at a time runs on a data folder. The lock goes when its process does, however that ends."""

import fcntl
import os
from pathlib import Path

_HELD: list[int] = []
"""Open files whose locks this process holds until it ends."""


class AlreadyRunning(Exception):
    """Another process holds the data folder; the text says what it is doing there."""


def hold(home: Path, doing: str) -> None:
    """Keep the data folder ``home`` for this process, and for the program that it becomes (``exec``); ``doing`` is what
    others are told meanwhile. Raises ``AlreadyRunning``."""
    file = os.open(home / "running", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as held:
        told = os.read(file, 1000).decode(errors="replace")
        os.close(file)
        raise AlreadyRunning(told) from held
    os.ftruncate(file, 0)
    os.write(file, doing.encode())
    os.set_inheritable(file, True)
    _HELD.append(file)


def release() -> None:
    """Let others have what this process holds."""
    while _HELD:
        os.close(_HELD.pop())
