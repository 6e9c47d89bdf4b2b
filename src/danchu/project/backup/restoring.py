"""Putting a backup back into a data folder: all of it is read and checked first, then it takes its place."""

import gzip
import os
import shutil
import tarfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from danchu.core.models import StoredFile, Ward
from danchu.lib import clock
from danchu.project.backup import container, contents, keys
from danchu.project.backup.contents import DATABASE, FILES, Manifest, Take
from danchu.project.backup.failures import Failed, told, want_room
from danchu.project.backup.making import database_module

_ROOM_BESIDES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Restored:
    """What a backup brought back: its manifest, how many files, where that which was there before went (None: nothing
    was), and the names of files that the database knows and the backup lacks."""

    manifest: Manifest
    files: int
    aside: Path | None
    missing: list[str]


def present() -> list[str]:
    """What the data folder holds already, in words; empty where a backup may be put."""
    try:
        found = list(Ward.objects.order_by("code").values_list("name", flat=True))
    except DatabaseError:
        found = []
    if any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")):
        found.append("các tệp đã tải lên")
    return found


def restore(file: Path, opening: keys.Opening, agree: Callable[[Manifest], None]) -> Restored:
    """Put the backup ``file`` in the place of what the data folder holds. ``agree`` is told what the backup is before
    anything is done, and raises where it is not to be. Raises ``Failed``; then what was there is still there."""
    aside = settings.HOME / f"replaced-{clock.now().astimezone(clock.VIETNAM):%Y%m%d-%H%M%S}"
    files = Path(settings.MEDIA_ROOT).with_name("files.restoring")
    had = present()
    try:
        with told(settings.HOME):
            aside.mkdir(mode=0o700)
            manifest, count = _take_in(file, opening, agree, files, aside)
            _put_files(files, aside)
            _put_secret_key(opening.secret_key, aside)
    finally:
        shutil.rmtree(files, ignore_errors=True)
        if not had or not any(aside.iterdir()):
            shutil.rmtree(aside)
    call_command("migrate", verbosity=0, interactive=False, prepared=True)
    return Restored(manifest, count, aside if had and aside.exists() else None, _missing())


def _take_in(
    file: Path, opening: keys.Opening, agree: Callable[[Manifest], None], files: Path, aside: Path
) -> tuple[Manifest, int]:
    """Read the whole backup: the files are then below ``files`` and the database is in its place. Returns the manifest
    and the number of files."""
    with ExitStack() as database, container.opened(file, [opening.identity]) as packed:
        manifest = contents.manifest_of(packed)
        _require_fit(manifest)
        agree(manifest)
        take = database.enter_context(database_module().putting(manifest, aside))
        count = _unpack(packed, take, files)
        # Here all of it was read and is whole; as the outer block ends, the database takes its place.
    return manifest, count


def _require_fit(manifest: Manifest) -> None:
    if manifest.kind != connection.vendor:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        kept, here = names.get(manifest.kind, manifest.kind), names[connection.vendor]
        raise Failed(
            f"Bản sao lưu này là của {kept}, còn máy này đang dùng {here}. "
            "Hãy đặt DATABASE_URL cho đúng loại rồi làm lại."
        )
    steps = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    known = {*steps, *(each for step in steps.values() for each in step.replaces)}
    if unknown := [step for step in manifest.steps if tuple(step.split(".", 1)) not in known]:
        raise Failed(
            f"Bản sao lưu này do danchu {manifest.version} lập, mới hơn bản đang cài (có bước {unknown[0]}). "
            "Hãy cài bản ấy hoặc bản mới hơn rồi khôi phục."
        )
    want_room(settings.HOME, manifest.size + _ROOM_BESIDES)


def _unpack(packed: tarfile.TarFile, take: Take, files: Path) -> int:
    """Give the database to ``take`` and write the files below ``files``; returns how many files there were."""
    shutil.rmtree(files, ignore_errors=True)  # of a restoring that was broken off
    files.mkdir(mode=0o700)
    count = 0
    for member in packed:
        content = packed.extractfile(member)
        if content is None:
            continue
        if member.name.startswith(DATABASE):
            with gzip.open(content) as piece:
                take(member.name.removeprefix(DATABASE), cast(IO[bytes], piece))
        elif member.name.startswith(FILES):
            _write(contents.place_below(files, member.name), content, member.mtime)
            count += 1
    return count


def _write(place: Path, content: IO[bytes], modified: float) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file, 256 * 1024)
    os.utime(place, (modified, modified))


def _put_files(draft: Path, aside: Path) -> None:
    place = Path(settings.MEDIA_ROOT)
    if place.exists():
        shutil.move(place, aside / place.name)
    draft.rename(place)
    # Pages that were kept of the site before are of no use.
    shutil.rmtree(settings.HOME / "revisions", ignore_errors=True)


def _put_secret_key(key: str, aside: Path) -> None:
    place = settings.HOME / "secret_key"
    if not key or (place.exists() and place.read_text() == key):
        return
    if place.exists():
        shutil.move(place, aside / place.name)
    place.touch(mode=0o600)
    place.write_text(key)


def _missing() -> list[str]:
    places = StoredFile.objects.order_by("content").values_list("content", flat=True).distinct()
    return [place for place in places.iterator(chunk_size=2000) if not default_storage.exists(place)]
