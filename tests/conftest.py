"""What all tests share: a data folder of their own, a quick password hasher, tasks that run at once."""

import os
import tempfile

_home = tempfile.mkdtemp(prefix="danchu-test-")
os.environ["DANCHU_HOME"] = _home
os.environ["DANCHU_HTTPS"] = "0"
os.environ["DANCHU_HOSTS"] = "testserver,localhost,127.0.0.1,.example"
os.environ["DANCHU_TASKS"] = "django.tasks.backends.immediate.ImmediateBackend"
os.environ.pop("EMAIL_URL", None)
os.environ.pop("DANCHU_DEMO", None)

import pytest  # noqa: E402 - the environment must be set before Django reads it
from django.core.cache import cache  # noqa: E402
from django.test import Client  # noqa: E402

from danchu.core.models import User, Ward  # noqa: E402
from tests import factories  # noqa: E402


@pytest.fixture(autouse=True)
def _quick_and_clean(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()


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
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
