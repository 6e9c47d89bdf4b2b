"""danchu migrate: Django's, which first looks whether the steps to this version are all there."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class Command(migrate.Command):
    """Refuses data that stand between steps which one step has replaced and which are no longer kept: Django would
    take its tables for complete."""

    def handle(self, *args: Any, **options: Any) -> None:
        done = MigrationRecorder(connections[options["database"]]).applied_migrations()
        for step in MigrationLoader(None).disk_migrations.values():
            if 0 < sum(replaced in done for replaced in step.replaces) < len(step.replaces):
                raise CommandError(
                    "Dữ liệu này do một bản cũ của phần mềm lập, bản đang chạy không cập nhật thẳng được. "
                    "Hãy cài bản 508d8c8, chạy danchu migrate, rồi cài lại bản này."
                )
        super().handle(*args, **options)
