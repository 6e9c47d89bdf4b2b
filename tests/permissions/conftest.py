import pytest

from tests.permissions import world as worlds
from tests.permissions.walking import Walker


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The world of the walks, and every test in a transaction on top."""
    with django_db_blocker.unblock(), worlds.standing(worlds.WORLD) as world:
        yield world


@pytest.fixture
def walker(world, db, quiet_refusals) -> Walker:
    """Whoever asks as each role."""
    return Walker(world)
