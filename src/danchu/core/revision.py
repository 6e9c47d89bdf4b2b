"""Tokens of what processes keep of a ward: its public pages, its law. Every change renews the token, so that what is
kept is never stale.

A token lies in a small file below the data folder: all processes read it without a query.
"""

import os
import secrets
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from danchu.core.models import Ward

_START = "0"
_LONGEST = 100
"""Bytes of a token: those that are written here have 16."""


def current(ward: Ward) -> str:
    """The token of the ward's public pages as they are now; it differs after every publication."""
    return token(ward.code)


def bump(ward: Ward) -> None:
    """Renew the token of the public pages of ``ward`` (``renew``)."""
    renew(ward.code)


def token(name: str) -> str:
    """The token ``name`` as it is now."""
    return said_in(str(_file(name))) or _START


def said_in(file: str) -> str:
    """The token in ``file``, empty where there is none. It is read for each page, so by the calls of the system alone:
    what Python puts around a file took a third of all that a kept page cost."""
    try:
        opened = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return ""
    try:
        return os.read(opened, _LONGEST).decode("ascii")
    finally:
        os.close(opened)


def renew(name: str) -> None:
    """Give ``name`` another token when the transaction at hand is committed, or at once outside of one."""
    transaction.on_commit(partial(_write, _file(name)), robust=True)


def _file(name: str) -> Path:
    return Path(settings.HOME) / "revisions" / name


def _write(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(8)
    draft = file.with_name(f"{file.name}.{token}")
    draft.write_text(token, encoding="ascii")
    os.replace(draft, file)
