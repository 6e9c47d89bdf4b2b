"""The revision number of a ward's public pages. Every publication raises it, so that cached pages are never stale.

It lies in a small file below the data folder: all processes read it without a query.
"""

import os
import secrets
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from danchu.core.models import Ward

_START = "0"


def _file(ward: Ward) -> Path:
    return Path(settings.HOME) / "revisions" / ward.code


def current(ward: Ward) -> str:
    """The token of the ward's public pages as they are now; it differs after every publication."""
    try:
        return _file(ward).read_text(encoding="ascii") or _START
    except FileNotFoundError:
        return _START


def bump(ward: Ward) -> None:
    """Raise the revision of ``ward`` when the transaction at hand is committed, or at once outside of one."""
    transaction.on_commit(partial(_write, _file(ward)), robust=True)


def _write(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(8)
    draft = file.with_name(f"{file.name}.{token}")
    draft.write_text(token, encoding="ascii")
    os.replace(draft, file)
