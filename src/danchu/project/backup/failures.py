"""What can stand in the way of a backup, as sentences for an administrator."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

from django.template.defaultfilters import filesizeformat

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Failed(Exception):
    """A backup was not made or not restored; the text says why and how to mend it."""


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Tells what the system refuses below ``folder`` (no room, no right) as ``Failed``."""
    try:
        yield
    except OSError as refused:
        if refused.errno in _NO_ROOM:
            raise Failed(f"Hết chỗ trên đĩa chứa {folder}. Hãy dọn bớt hoặc chọn đĩa khác rồi làm lại.") from refused
        where = refused.filename or folder
        raise Failed(f"Không đọc, ghi được {where}: {refused.strerror}. Hãy kiểm tra quyền và ổ đĩa.") from refused


def want_room(folder: Path, wanted: int) -> None:
    """Refuse to begin where the disk of ``folder`` has not ``wanted`` bytes left."""
    free = disk_usage(folder).free
    if free < wanted:
        need, left = filesizeformat(wanted), filesizeformat(free)
        raise Failed(f"Đĩa chứa {folder} còn {left}, cần {need}. Hãy dọn bớt hoặc chọn đĩa khác rồi làm lại.")
