"""When the disk is full nothing can be written, and that is no fault of the software: it is told as what it is, and
reading goes on."""

import logging
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from danchu.lib.errors import chain, code_of

SAID = frozenset({"SQLITE_FULL", "ENOSPC", "EDQUOT", "53100"})
"""What SQLite, the system and PostgreSQL call it."""
PERHAPS = ("SQLITE_IOERR", "SQLITE_CANTOPEN")
"""What SQLite says when it could not make the files beside the database: for want of room, or for another reason."""
NO_ROOM = 1_000_000
"""Bytes: with less left than this, it was for want of room."""
AGAIN_SECONDS = 300
log = logging.getLogger(__name__)


def is_behind(error: BaseException | None) -> bool:
    """Whether ``error`` comes of a full disk."""
    codes = {code_of(each) for each in chain(error)}
    if codes & SAID:
        return True
    return any(each.startswith(PERHAPS) for each in codes) and shutil.disk_usage(settings.HOME).free < NO_ROOM


def report() -> None:
    """One line in the log, for whoever looks after the server."""
    log.critical("no room left to write below %s: make room, and the site goes on by itself", settings.HOME)


def keep_readable() -> Any:
    """Hold SQLite's files beside the database open as long as the process lives: they vanish with the last connection,
    and on a full disk nobody could make them anew, even to read. Gives what must be held; None where there is
    nothing."""
    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite" or not Path(name).is_file():
        return None
    held = sqlite3.connect(f"file:{name}?mode=rw", uri=True, check_same_thread=False)
    held.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return held
