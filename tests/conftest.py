"""What all tests share: wards, people who sign in, a quick password hasher."""

import logging
import os
import shutil

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from danchu.core import standing
from danchu.core.models import User, Ward
from tests import factories
from tests.databases import EMPTY, drop, use, use_copy

USES_A_DATABASE = {"db", "transactional_db", "django_db_setup"}
LONG = ("journeys/test_every_page.py", "demo", "speed", "permissions", "journeys", "homes", "project")
"""What takes longest is begun first, so that at the end no process is left alone with it; what needs the same
demonstration, world or browser stays together."""


def pytest_collection_modifyitems(items):
    for item in items:
        if is_pure(item):
            item.add_marker("pure")
    items.sort(key=place)


def pytest_terminal_summary(terminalreporter, config):
    terminalreporter.write_line(f"{sum(os.times()[:4]):.0f} s of processor time")
    if (seed := getattr(config.option, "randomly_seed", None)) is not None:
        terminalreporter.write_line(f"the same order again: --randomly-seed={seed}")


def is_pure(item: pytest.Item) -> bool:
    """Whether the test can meet no database, which pytest-django lets nobody open without asking for it, or meets one
    that is always of SQLite: programs that a test starts on a home of their own."""
    return not (item.get_closest_marker("django_db") or USES_A_DATABASE & {*item.fixturenames})


def place(item: pytest.Item) -> int:
    return next((number for number, long in enumerate(LONG) if _below(item, long)), len(LONG))


def _below(item: pytest.Item, *places: str) -> bool:
    return item.nodeid.startswith(tuple(f"tests/{each}" for each in places))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The test database, a copy of a template (in place of the fixture of pytest-django, which migrates in each
    process)."""
    with django_db_blocker.unblock():
        before, name = connection.settings_dict["NAME"], connection.creation._get_test_db_name()
        use_copy(EMPTY, name)
    yield
    with django_db_blocker.unblock():
        use(before)
        drop(name)


@pytest.fixture(autouse=True)
def _quick_and_clean(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    standing.forget()
    # What was published of the ward of one test says nothing about that of another.
    for each in ("statements", "begun"):
        shutil.rmtree(settings.KEYS / each, ignore_errors=True)


@pytest.fixture
def ward(db) -> Ward:
    """The ward under test; its site answers under every host name."""
    return factories.ward()


@pytest.fixture
def other_ward(db) -> Ward:
    """Another ward in the same database, under its own host name."""
    return factories.ward(code="99999", name="phường Láng Giềng", host="lang-gieng.example")


@pytest.fixture
def officer(ward) -> User:
    """A civil servant of the ward."""
    return factories.staff(ward, "civil_servant")


@pytest.fixture
def leader(ward) -> User:
    """The chair of the ward People's Committee."""
    return factories.staff(ward, "ward_chair")


@pytest.fixture
def signed_in(client):
    """``signed_in(user)``: a client in which ``user`` has signed in."""

    def sign_in(user: User) -> Client:
        client.force_login(user, backend="danchu.ward.accounts_backend.AccountBackend")
        return client

    return sign_in


@pytest.fixture
def quiet_refusals(caplog):
    """For walks whose point is being refused: no lines about it."""
    caplog.set_level(logging.CRITICAL, logger="django.request")
    caplog.set_level(logging.CRITICAL, logger="django.security.csrf")
