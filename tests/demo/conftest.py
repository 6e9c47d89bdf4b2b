"""The demonstration ward in the database, built once for the tests that look at it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from danchu.core.models import Ward
from danchu.lib import clock

TODAY = date(2026, 11, 26)
NOON = clock.moment_on(TODAY, 12)
SCALE = 0.08


def run(*arguments: str, at=NOON) -> str:
    out = StringIO()
    with clock.travel_to(at):
        call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="package")
def demo_ward(django_db_setup, django_db_blocker):
    """Built once for these tests, which stand together; every test runs in a transaction of its own on top."""
    with django_db_blocker.unblock():
        run("--scale", str(SCALE))
        yield Ward.objects.get()
        call_command("flush", interactive=False, verbosity=0)
