"""Making a backup: the database and the files of this moment into one encrypted file, read back before it is named."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from danchu.core.models import Ward
from danchu.core.trust import keys as signing
from danchu.lib import clock
from danchu.project.backup import container, contents, postgres, sqlite
from danchu.project.backup.failures import Failed, told
from danchu.project.backup.keys import Recipient
from danchu.project.running import AlreadyRunning, alone

TRANSIENT = ("django_session", "core_cache")
"""Tables whose rows are worth nothing in a backup: with sessions, who reads it could go on where somebody signed in."""
_DRAFT = ".danchu-draft"
_BROKEN_OFF_SECONDS = 24 * 3600
"""A draft that nothing was added to for so long is of a backup that was broken off."""


@dataclass(frozen=True)
class Made:
    """A backup that was written and read back: its size in bytes, its SHA-256, how many files are in it, and those
    whose content is not what it was when it came."""

    size: int
    digest: str
    files: int
    spoilt: list[str]


def database_module() -> Any:
    """What takes and puts back a database of the kind that this site has."""
    return {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]


def make(target: Path, recipient: Recipient) -> Made:
    """Write a backup of this site into the new file ``target``, which ``recipient`` can open. Raises ``Failed``; then
    there is no file of that name."""
    if target.exists():
        raise Failed(f"{target} đã có. Hãy đặt tên khác; bản sao lưu không ghi đè lên tệp nào.")
    if target.resolve().is_relative_to(settings.HOME):
        raise Failed(f"{target} nằm trong thư mục dữ liệu, hỏng cùng thư mục ấy. Hãy chọn ổ đĩa, máy khác.")
    files = contents.Stored(Path(settings.MEDIA_ROOT))
    with _only_one(), told(target.parent), _drafted(target) as draft, told(settings.HOME):
        began = clock.now()
        with database_module().taken(settings.HOME, TRANSIENT) as (database, pieces):
            whole = contents.tar(_manifest(database, files, began), pieces, files)
            digest = container.write(draft, recipient, whole)
        made = Made(draft.tell(), digest, files.count, files.spoilt)
    note(began, target, made)
    return made


@contextmanager
def _only_one() -> Iterator[None]:
    try:
        with alone(settings.HOME, "backing-up", "sao lưu"):
            yield
    except AlreadyRunning as other:
        raise Failed("Một lần sao lưu khác đang chạy. Hãy đợi lần ấy xong.") from other


def _manifest(database: dict[str, Any], files: contents.Stored, at: datetime) -> contents.Manifest:
    try:
        # No other columns: before an update the table may lack some that the model has.
        wards = [f"{code} {name}" for code, name in Ward.objects.order_by("code").values_list("code", "name")]
    except DatabaseError as empty:
        raise Failed("Cơ sở dữ liệu chưa có gì để sao lưu.") from empty
    return contents.Manifest(
        version=version("danchu"),
        kind=connection.vendor,
        made_at=at,
        wards=wards,
        steps=sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        database=database,
        size=database_module().room() + files.size(),
        keys=signing.folder().ring().plain(),
    )


@contextmanager
def _drafted(target: Path) -> Iterator[BinaryIO]:
    """A file beside ``target`` to write and read, which gets its name when the block ends without an error."""
    for left in target.parent.glob(f"*{_DRAFT}"):
        if time.time() - left.stat().st_mtime > _BROKEN_OFF_SECONDS:
            left.unlink(missing_ok=True)
    draft = target.with_name(f".{target.name}{_DRAFT}")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            yield file
        draft.rename(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def note(at: datetime, target: Path, made: Made) -> None:
    """Remember when the last backup was made, for those who must be reminded of the next."""
    told_of = {"at": at.isoformat(), "file": target.name, "size": made.size, "sha256": made.digest}
    (settings.HOME / "last_backup.json").write_text(json.dumps(told_of), encoding="utf-8")


OLD = timedelta(days=7)


def reminder() -> str:
    """What to say to the administrator of a site whose last backup is old; empty where it is not."""
    made = last()
    if made is None:
        return "Chưa có bản sao lưu nào. Cách làm: docs/backup.md (danchu backup-key, rồi danchu backup mỗi đêm)."
    age = clock.now() - made
    return f"Bản sao lưu gần nhất đã {age.days} ngày. Hãy xem lại lịch chạy danchu backup." if age > OLD else ""


def last() -> datetime | None:
    """When the last backup was made; None where none is known of."""
    try:
        kept = (settings.HOME / "last_backup.json").read_text(encoding="utf-8")
        return datetime.fromisoformat(json.loads(kept)["at"])
    except (OSError, ValueError, KeyError):
        return None
