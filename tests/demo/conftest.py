"""The demonstration ward, built once for the tests that look at it and for all processes."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from danchu.core.models import Ward
from danchu.lib import clock
from tests.databases import EMPTY, Template, copy_of
from tests.demo.watching import kept_beside_counted

TODAY = date(2026, 11, 26)
NOON = clock.moment_on(TODAY, 12)
SCALE = 0.08


def run(*arguments: str, at=NOON) -> str:
    out = StringIO()
    with clock.travel_to(at):
        call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def build() -> None:
    with kept_beside_counted(TODAY):
        run("--scale", str(SCALE))


DEMO = Template("demo", build, ("src/**/*", "tests/demo/*.py"), base=EMPTY)


@pytest.fixture(scope="package")
def demo_ward(django_db_setup, django_db_blocker):
    """In a database of its own, and every test in a transaction on top."""
    with django_db_blocker.unblock(), copy_of(DEMO):
        yield Ward.objects.get()
