"""Before the tables of a site in use are changed, its database is copied, or the administrator is told."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from danchu.lib import clock
from danchu.project.backup.before_upgrade import KEPT_DAYS, forget_copies, precaution
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

copied = pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL nothing is copied")


@pytest.fixture
def waiting(home):
    """A step that the database has not gone through, as far as it knows."""
    last = MigrationRecorder.Migration.objects.latest("pk")
    last.delete()
    yield
    last.save()


def copies(home):
    return sorted((home / "before-upgrade").glob("*"))


def test_a_site_in_use_is_copied_or_its_administrator_told(home, ward, waiting, backup):
    told = precaution()
    if connection.vendor == "postgresql":
        assert "chưa có bản sao lưu nào" in told
        backup()
        assert precaution() == ""
        return
    [copy] = copies(home)
    assert str(copy) in told
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT code FROM core_ward").fetchall() == [(ward.code,)]


@copied
def test_only_the_newest_copy_is_kept_and_not_for_long(home, ward, waiting):
    with clock.travel_to(clock.now() - timedelta(days=3)):
        precaution()
    precaution()
    assert len(copies(home)) == 1
    forget_copies(clock.today() + timedelta(days=KEPT_DAYS))
    assert len(copies(home)) == 1
    forget_copies(clock.today() + timedelta(days=KEPT_DAYS + 1))
    assert copies(home) == []


def test_nothing_is_done_where_nothing_changes_or_nothing_can_be_lost(home, waiting, db):
    assert precaution() == ""
    factories.ward(is_demonstration=True)
    assert precaution() == ""


def test_nothing_is_done_where_no_step_is_left(home, ward):
    assert precaution() == ""


@copied
def test_a_full_disk_does_not_stop_the_upgrade(home, ward, waiting, monkeypatch):
    monkeypatch.setattr("danchu.project.backup.failures.disk_usage", lambda place: type("Disk", (), {"free": 10}))
    assert "Việc nâng cấp vẫn tiếp tục" in precaution()
    assert copies(home) == []
