"""A site is backed up while it goes on, and comes back elsewhere as it was at one moment."""

import gzip
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from threading import Event, Thread
from urllib.parse import urlsplit

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.test import Client

from danchu.core.actions.subscriptions import ask_to_be_told
from danchu.core.actors import VISITOR
from danchu.core.models import AuditEntry, Subscription
from danchu.core.trust import keys as signing
from danchu.lib import clock
from danchu.project.backup import container
from tests.homes import unpack
from tests.permissions import world as worlds
from tests.project.backup.conftest import SECRET_KEY, Place, opening

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NOT_KEPT = {"django_session", "core_cache"}
GROWS = {"core_auditentry", "core_auditbook"}
"""What restoring adds to: it says in the trail that it happened."""
SCHEMA = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": """
        SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity)
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
}
TABLES = {
    "sqlite": """SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE "%'""",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
}


def rows_of(opened) -> dict[str, set[str]]:
    """Every row of every table, as the database itself writes it."""
    with closing(opened) as database:
        names = [name for (name,) in database.execute(TABLES[connection.vendor]).fetchall()]
        return {
            name: {repr(sorted_row(row)) for row in database.execute(f'SELECT * FROM "{name}"').fetchall()}
            for name in names
        }


def sorted_row(row) -> list[str]:
    return sorted(map(repr, row))


def schema_of(opened) -> set[str]:
    """Tables, constraints, indexes and triggers as the database tells them."""
    with closing(opened) as database:
        return {line for (line,) in database.execute(SCHEMA[connection.vendor]).fetchall()}


def here():
    if connection.vendor == "sqlite":
        return sqlite3.connect(connection.settings_dict["NAME"])
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return psycopg.connect(url.geturl())


def there(place):
    if connection.vendor == "sqlite":
        return sqlite3.connect(place.home / "danchu.sqlite3")
    return psycopg.connect(place.variables["DATABASE_URL"])


def counters(opened) -> set:
    """How far the numbers of rows have come: a number that was given out once is not given out again."""
    sequences = "SELECT sequencename, last_value FROM pg_sequences"
    with closing(opened) as database:
        numbers = "SELECT name, seq FROM sqlite_sequence" if connection.vendor == "sqlite" else sequences
        return set(database.execute(numbers).fetchall())


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def going_on(ward):
    """The site meanwhile: people write, one after the other."""
    stop = Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            ask_to_be_told(ward=ward, email=f"dan{number}@example.vn", by=VISITOR, at=clock.now())
        connections.close_all()

    thread = Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_what_is_put_back_is_what_was_there(home, key, backup, elsewhere):
    world = worlds.build()
    Client().force_login(world.people["công chức"])
    gone = Subscription.objects.create(ward=world.ward, email="da-xoa@example.vn", asked_at=clock.now())
    gone.delete()
    before, numbers, files = rows_of(here()), counters(here()), files_below(home / "files")
    assert Session.objects.exists()
    assert files

    ended = elsewhere.danchu("restore", str(backup()), "--key", str(key))

    assert ended.returncode == 0, ended.stderr
    assert f"{world.ward.code} sổ Dân kiểm tra, giám sát: nguyên vẹn" in ended.stdout
    after = rows_of(there(elsewhere))
    assert after.keys() == before.keys()
    assert {name for name in before if before[name] != after[name]} <= NOT_KEPT | GROWS
    assert {name for name in NOT_KEPT if after[name]} == set()
    assert before["core_auditentry"] < after["core_auditentry"]
    assert {name.removesuffix("_id_seq") for name, _ in numbers ^ counters(there(elsewhere))} <= GROWS
    assert schema_of(there(elsewhere)) == schema_of(here())
    assert files_below(elsewhere.home / "files") == files
    assert (elsewhere.home / "secret_key").read_text() == SECRET_KEY
    assert (elsewhere.home / "secret_key").stat().st_mode & 0o077 == 0
    assert {each.name for each in elsewhere.home.iterdir()} == {
        *("files", "keys", "secret_key", "running", "backup_recipient"),
        *(["danchu.sqlite3"] if connection.vendor == "sqlite" else []),
    }
    # The key that seals came into being anew; that of before is trusted for what it sealed.
    roots = signing.Folder(elsewhere.home / "keys").ring().roots
    assert [each.public for each in roots][:-1] == [each.public for each in signing.folder().ring().roots]
    assert f"Tin lại khóa ký {roots[0].fingerprint}" in ended.stdout


def test_the_key_that_seals_is_in_no_backup(home, key, backup, ward, settings):
    ask_to_be_told(ward=ward, email="lan@example.vn", by=VISITOR, at=clock.now())
    private = (settings.KEYS / "signing").read_text().split()[-1]
    seed = signing.read(private)
    assert len(seed) == 32
    shutil.copytree(settings.KEYS, home / "keys")
    settings.KEYS = home / "keys"
    with container.opened(backup(), [opening(key).identity]) as packed:
        for member in packed:
            content = packed.extractfile(member).read()
            content = gzip.decompress(content) if member.name.endswith(".gz") else content
            assert "keys" not in member.name
            assert seed not in content
            assert private.encode() not in content
    assert private not in key.read_text()


def test_a_backup_taken_while_people_write_is_of_one_moment(home, key, backup, elsewhere, ward):
    with going_on(ward):
        while AuditEntry.objects.count() < 20:
            pass
        file = backup()
        written = AuditEntry.objects.count()
    ended = elsewhere.danchu("restore", str(file), "--key", str(key))
    assert ended.returncode == 0, ended.stderr
    assert "sổ Chung: nguyên vẹn" in ended.stdout
    after = rows_of(there(elsewhere))
    assert 20 <= len(after["core_auditentry"]) - 1 <= written
    assert len(after["core_subscription"]) == len(after["core_auditentry"]) - 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the home that is kept of an older version is one of SQLite")
def test_a_backup_of_before_an_update_is_put_back_and_brought_up_to_date(tmp_path, elsewhere):
    older, key, file = Place(unpack("508d8c8", tmp_path / "older")), str(tmp_path / "key"), str(tmp_path / "older.age")
    assert older.danchu("backup-key", key).returncode == 0
    made = older.danchu("backup", file)
    assert made.returncode == 0, made.stderr
    ended = elsewhere.danchu("restore", file, "--key", key)
    assert ended.returncode == 0, ended.stderr
    assert "sổ Dân kiểm tra, giám sát: nguyên vẹn" in ended.stdout
    assert elsewhere.danchu("migrate", "--check").returncode == 0
    assert (elsewhere.home / "secret_key").read_text() == (older.home / "secret_key").read_text().strip()


def test_neither_the_secrets_of_the_server_nor_what_opens_a_session_is_in_a_backup(
    home, key, backup, officer, settings
):
    client = Client()
    client.force_login(officer)
    session = client.cookies["sessionid"].value
    (home / "secret_key").write_text(settings.SECRET_KEY)
    found = b""
    with container.opened(backup(), [opening(key).identity]) as packed:
        for member in packed:
            content = packed.extractfile(member).read()
            found += gzip.decompress(content) if member.name.endswith(".gz") else content
    assert officer.username.encode() in found
    assert session.encode() not in found
    assert settings.SECRET_KEY.encode() not in found


def test_a_place_that_holds_something_is_left_alone_unless_somebody_says_twice_that_it_shall_go(
    home, key, backup, elsewhere, ward
):
    file = str(backup())
    assert elsewhere.danchu("restore", file, "--key", str(key)).returncode == 0
    again = elsewhere.danchu("restore", file, "--key", str(key))
    assert (again.returncode, "đang có" in again.stderr) == (1, True)
    kept = rows_of(there(elsewhere))
    no = elsewhere.danchu("restore", file, "--key", str(key), "--replace", typed="không\n")
    assert "chưa thay đổi gì" in no.stderr
    assert rows_of(there(elsewhere)) == kept
    yes = elsewhere.danchu("restore", file, "--key", str(key), "--replace", typed="có\n")
    assert yes.returncode == 0, yes.stderr
    [aside] = elsewhere.home.glob("replaced-*") if connection.vendor == "sqlite" else [None]
    assert aside is None or (aside / "danchu.sqlite3").stat().st_size
