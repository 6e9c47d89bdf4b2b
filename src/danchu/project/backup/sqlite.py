"""The database in a file: copied as it is at one moment while the site goes on, and put back as that file."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection

from danchu.project.backup.contents import Manifest, Pieces, Take, pieces
from danchu.project.backup.failures import Failed, want_room

_CHUNK = 1024 * 1024
_BESIDE = ("-wal", "-shm")


def path() -> Path:
    return Path(connection.settings_dict["NAME"])


def room() -> int:
    """The bytes that a copy takes in the data folder, at most."""
    return path().stat().st_size if path().exists() else 0


def copy(target: Path) -> None:
    """Write the database as it is at this moment into the new file ``target``. Raises ``Failed``."""
    want_room(target.parent, room() + room() // 10)
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(path(), timeout=60)) as database:
            database.execute("VACUUM INTO ?", [str(target)])
    except sqlite3.Error as failed:
        target.unlink(missing_ok=True)
        raise _told(failed) from failed


@contextmanager
def taken(folder: Path, without: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], Pieces]]:
    """The database as it is now, in pieces, without the rows of the tables ``without``; a copy lies below ``folder``
    meanwhile. The first part is what the manifest keeps."""
    scratch = folder / "backup-scratch.sqlite3"
    try:
        copy(scratch)
        _prepare(scratch, without)
        yield {}, pieces("sqlite", _chunks(scratch))
    finally:
        scratch.unlink(missing_ok=True)


def _prepare(scratch: Path, without: tuple[str, ...]) -> None:
    try:
        with closing(sqlite3.connect(scratch, isolation_level=None)) as database:
            database.execute("PRAGMA secure_delete = ON")
            for table in without:
                database.execute(f'DELETE FROM "{table}"')  # noqa: S608 - names of our own tables
            [(verdict,)] = database.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.Error as failed:
        raise _told(failed) from failed
    if verdict != "ok":
        raise _damaged()


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk


def _damaged() -> Failed:
    return Failed(
        f"Cơ sở dữ liệu {path()} bị hỏng nên chưa sao lưu được. Hãy chép nguyên thư mục dữ liệu ra nơi khác trước khi "
        "làm gì thêm, rồi khôi phục bản sao lưu gần nhất."
    )


def _told(failed: sqlite3.Error) -> Exception:
    match getattr(failed, "sqlite_errorname", ""):
        case "SQLITE_FULL" | "SQLITE_IOERR_WRITE":
            return Failed(f"Hết chỗ trên đĩa chứa {path().parent}. Hãy dọn bớt rồi làm lại.")
        case "SQLITE_CORRUPT" | "SQLITE_NOTADB":
            return _damaged()
    return failed


@contextmanager
def putting(manifest: Manifest, aside: Path) -> Iterator[Take]:
    """Takes the pieces of a database and puts it in the place of what is there, which goes into the folder ``aside``,
    when the block ends without an error; otherwise nothing has changed."""
    draft = path().with_name(f"{path().name}.restoring")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:

            def take(name: str, piece: IO[bytes]) -> None:
                shutil.copyfileobj(piece, file, _CHUNK)

            yield take
            file.flush()
            os.fsync(file.fileno())
        connection.close()
        for each in (path(), *(path().with_name(path().name + end) for end in _BESIDE)):
            if each.exists():
                shutil.move(each, aside / each.name)
        draft.replace(path())
    finally:
        draft.unlink(missing_ok=True)
