"""Whether the database has the tables that this software asks for."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def waiting_steps() -> list[str]:
    """The migrations that the database still lacks, in order; all of them in an empty one."""
    executor = MigrationExecutor(connection)
    return [str(step) for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def make_tables() -> None:
    """Make what is missing, for commands with which a data folder begins."""
    if waiting_steps():
        call_command("migrate", verbosity=0, interactive=False)
