"""What an error is, without its words: these repeat what was typed or what is in a row."""

import errno
from collections.abc import Iterator


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """``error`` and what led to it, the last one first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def code_of(error: BaseException) -> str:
    """What a database or the system calls this error: SQLITE_FULL, 23505, ENOSPC; empty where they say nothing."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    return getattr(error, "sqlite_errorname", "") or getattr(error, "sqlstate", None) or ""
