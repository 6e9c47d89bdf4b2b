"""danchu migrate: Django's, which first looks whether the steps to this version are all there, and takes care of the
data that they change.
"""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from danchu.project.backup.before_upgrade import precaution


class Command(migrate.Command):
    """Refuses data that stand between steps which one step has replaced and which are no longer kept: Django would
    take its tables for complete. ``prepared`` says that the data were taken care of already."""

    help = "Cập nhật cơ sở dữ liệu lên bản phần mềm này, sau khi chép lại cơ sở dữ liệu đang có."
    stealth_options = ("prepared",)

    def handle(self, *args: Any, **options: Any) -> None:
        _require_all_steps(options["database"])
        changes = not (options["plan"] or options["check_unapplied"])
        told = precaution() if changes and not options.get("prepared") else ""
        if told and options["verbosity"]:
            self.stdout.write(told)
        super().handle(*args, **options)


def _require_all_steps(database: str) -> None:
    done = MigrationRecorder(connections[database]).applied_migrations()
    for step in MigrationLoader(None).disk_migrations.values():
        if 0 < sum(replaced in done for replaced in step.replaces) < len(step.replaces):
            raise CommandError(
                "Dữ liệu này do một bản cũ của phần mềm lập, bản đang chạy không cập nhật thẳng được. "
                "Hãy cài bản 508d8c8, chạy danchu migrate, rồi cài lại bản này."
            )
