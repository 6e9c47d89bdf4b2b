"""Looks at the migrations, as ``make lint`` does: ``python -m tests.migrations``.

None may be missing. One that may take away what is kept, or stop at it, stands here with the reason why it does not.
They are read as PostgreSQL gets them, since SQLite makes whole tables anew.
"""

import os
import sys
from contextlib import redirect_stdout
from io import StringIO

import django

from tests.postgres import server

OWN = ("core", "ward", "matters", "duties", "know", "discuss", "inspect", "resolution")
NOT_ASKED = ("NOT_NULL", "RENAME_TABLE", "RENAME_COLUMN")
"""What only harms an old program that goes on beside the new tables; ``danchu serve`` stops, migrates and starts."""
JUDGED = {
    "0004_paper_code_once": "codes were unique among all decisions, and are now within each",
    "0003_settler_key_of_the_ward": "a key was one of its person, and is now one of the person and the ward",
    "0007_indexes_begin_with_the_ward": "what was unique is so still, with the ward named before it",
}
"""By name: why the migration is right although it changes a type, drops something or wants values to be unique."""


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with server() as url:
        os.environ["DATABASE_URL"] = url
        django.setup()
        return missing() or dangerous()


def missing() -> int:
    from django.core.management import call_command  # noqa: PLC0415 - Django must have been set up

    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit:
        return 1
    return 0


def dangerous() -> int:
    from django_migration_linter import MigrationLinter  # noqa: PLC0415 - Django must have been set up

    linter = MigrationLinter(
        include_apps=OWN,
        ignore_name=JUDGED,
        exclude_migration_tests=NOT_ASKED,
        quiet=("ok", "ignore", "warning"),
        ignore_initial_migrations=True,
        no_cache=True,
    )
    with redirect_stdout(StringIO()) as told:
        linter.lint_all_migrations()
    if linter.has_errors:
        sys.stdout.write(told.getvalue())
    return int(linter.has_errors)


if __name__ == "__main__":
    sys.exit(main())
