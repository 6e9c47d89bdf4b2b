"""Test databases are copies of templates. A template is made once, by the process that first asks for it, while others
that ask for it wait, and copied by all: every worker of a run, and later runs until what it is made of has changed.

On SQLite a template is a file in ``var/templates``, on PostgreSQL a database beside the others.
"""

import fcntl
import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

from danchu.core import standing

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "templates"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
"""What all workers of this run of pytest have in common, and no other run."""


@dataclass(frozen=True)
class Template:
    """A copy of ``base`` (None: a database without tables) that ``make`` has filled, its uploads and what ``make``
    returned beside it. It is made again after a change of a file that one of the patterns ``sources`` names, and for
    each run of pytest (``of_this_run``) where it depends on the hour. ``make`` is given what that of ``base``
    returned, if anything."""

    name: str
    make: Callable[..., object]
    sources: tuple[str, ...] = ()
    base: "Template | None" = None
    of_this_run: bool = False

    @property
    def key(self) -> str:
        """The name with a hash of the sources and of the packages that are pinned."""
        seen = hashlib.sha256(RUN.encode() if self.of_this_run else b"")
        found = {path for pattern in self.sources for path in ROOT.glob(pattern) if path.is_file()}
        for path in (ROOT / "requirements.lock", *sorted(found)):
            if path.suffix != ".pyc":
                seen.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
        return f"{_beginning(self.name)}{seen.hexdigest()[:16]}"


EMPTY = Template(
    "empty",
    lambda: call_command("migrate", verbosity=0, interactive=False),
    (
        *("src/danchu/*/migrations/*.py", "src/danchu/*/models/**/*.py", "src/danchu/*/apps.py"),
        *("src/danchu/core/searching.py", "src/danchu/core/tables.py"),
    ),
)
"""The tables, and the rows that are written whenever they are made."""


@contextmanager
def copy_of(template: Template) -> Iterator[Any]:
    """A fresh copy of ``template`` in place of the database in use; gives what the maker of the template returned."""
    before = connection.settings_dict["NAME"]
    name = f"{before}_{template.name}"
    try:
        yield use_copy(template, name)
    finally:
        use(before)
        drop(name)


def use_copy(template: Template, name: str) -> Any:
    """Let the connection use a fresh database ``name``, a copy of ``template``, which is made first where it is not
    there; its uploads come to ``MEDIA_ROOT``. Returns what the maker of the template returned."""
    key, store = template.key, _store()
    uploads, made = FOLDER / f"{key}.files", FOLDER / f"{key}.made"
    with _alone(template):
        if not (store.has(key) and made.exists()):
            store.drop_all(_beginning(template.name))
            made.write_bytes(pickle.dumps(_make(template, name, uploads)))
            store.copy(name, key)
        store.copy(key, name)
        use(name)
        if uploads.exists():
            shutil.copytree(uploads, settings.MEDIA_ROOT, dirs_exist_ok=True)
        return pickle.loads(made.read_bytes())


def use(name: str) -> None:
    """Let the connection use the database ``name``. What the process remembers of another is forgotten."""
    standing.forget()
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def drop(name: str) -> None:
    """Drop the database ``name``, which the connection no longer uses."""
    _store().drop(name)


def _make(template: Template, name: str, uploads: Path) -> object:
    """Fill the database ``name`` with what ``template`` holds."""
    if template.base:
        given = [made] if (made := use_copy(template.base, name)) is not None else []
        if (kept := FOLDER / f"{template.base.key}.files").exists():
            shutil.copytree(kept, uploads, dirs_exist_ok=True)
    else:
        given = []
        _store().create(name)
        use(name)
    own, settings.MEDIA_ROOT = settings.MEDIA_ROOT, uploads
    try:
        return template.make(*given)
    finally:
        settings.MEDIA_ROOT = own
        connection.close()


def _beginning(name: str) -> str:
    return f"danchu_{connection.vendor}_{name}_"


def _drop_files(beginning: str) -> None:
    for path in FOLDER.glob(f"{beginning}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def _alone(template: Template) -> Iterator[None]:
    """One process at a time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{template.name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


class _Files:
    """Databases of SQLite: templates by their keys, others by their paths."""

    def has(self, key: str) -> bool:
        return self._path(key).exists()

    def create(self, name: str) -> None:
        self.drop(name)

    def copy(self, source: str, target: str) -> None:
        connection.close()
        self.drop(target)
        half = self._path(f"{target}.half")
        shutil.copyfile(self._path(source), half)
        half.rename(self._path(target))

    def drop(self, name: str) -> None:
        for beside in ("", "-wal", "-shm"):
            Path(f"{self._path(name)}{beside}").unlink(missing_ok=True)

    def drop_all(self, beginning: str) -> None:
        _drop_files(beginning)

    def _path(self, name: str) -> Path:
        return Path(name) if "/" in name else FOLDER / f"{name}.sqlite3"


class _Server:
    """Databases of PostgreSQL, by their names."""

    def has(self, name: str) -> bool:
        with self._asking() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def create(self, name: str) -> None:
        self.drop(name)
        with self._asking() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')

    def copy(self, source: str, target: str) -> None:
        connection.close()
        self.drop(target)
        with self._asking() as cursor:
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def drop(self, name: str) -> None:
        with self._asking() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def drop_all(self, beginning: str) -> None:
        _drop_files(beginning)
        with self._asking() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [beginning])
            for (found,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{found}"')

    @contextmanager
    def _asking(self) -> Iterator[CursorWrapper]:
        with connection._nodb_cursor() as cursor:
            yield cursor


def _store() -> _Files | _Server:
    return _Files() if connection.vendor == "sqlite" else _Server()
