"""Homes (database, files and keys) as older versions left them, to be brought up to date by this one."""

import tarfile
from pathlib import Path

KEPT = Path(__file__).parent


def unpack(version: str, into: Path) -> Path:
    """The home that ``version`` left, unpacked into the folder ``into``; gives the folder."""
    with tarfile.open(KEPT / f"{version}.tar.xz") as packed:
        packed.extractall(into, filter="data")
    return into
