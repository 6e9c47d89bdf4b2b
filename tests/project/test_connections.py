"""Threads keep their connection to the database: one sees what another wrote, and no request leaves anything open."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.signals import request_finished
from django.db import connection, transaction

from danchu.core.models import Ward
from danchu.project.environment import Environment
from tests.project.test_slow_lines import Browser

needs_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about the file of SQLite")


def test_a_connection_is_kept_on_both_databases(tmp_path):
    for variables in ({}, {"DATABASE_URL": "postgres://u:p@localhost/x"}):
        assert Environment(variables).database(tmp_path)["CONN_MAX_AGE"] >= 60


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_a_request_left_open_ends_with_it():
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
    before = connection.connection
    request_finished.send(sender=None)
    assert connection.connection is not before


@pytest.mark.django_db(transaction=True)
def test_a_connection_without_an_open_transaction_is_kept():
    connection.close()  # one that is old enough would be renewed
    connection.ensure_connection()
    with transaction.atomic():
        assert not Ward.objects.exists()
    before = connection.connection
    request_finished.send(sender=None)
    assert connection.connection is before


@needs_sqlite
@pytest.mark.slow
def test_the_site_keeps_its_connections_and_what_is_written_is_seen_at_once(served):
    def title_of(number):
        visitor = Browser(served.port)
        visitor.ask("GET", f"/dang-nhap/?{number}")
        return visitor.text

    place = Path(connection.settings_dict["NAME"])
    with ThreadPoolExecutor(8) as visitors:
        for name in ("phường Một", "phường Hai", "phường Ba"):
            Ward.objects.update(name=name)
            assert all(name.removeprefix("phường ") in page for page in visitors.map(title_of, range(16)))
    kept = [each.path for each in served.worker.open_files() if each.path.startswith(str(place))]
    assert 1 <= kept.count(str(place)) <= 5  # four threads, and what keeps the file readable on a full disk
    with sqlite3.connect(place, timeout=0) as other:
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        copy = place.with_name("copy.sqlite3")
        other.execute("VACUUM INTO ?", [str(copy)])
        assert sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.unlink()
