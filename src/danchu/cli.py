"""The ``danchu`` command: Django's management commands under the project's own name."""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.core.management.base import BaseCommand


def main() -> None:
    """Run the management command that the arguments name. What a person can mend is told in a sentence; ``--traceback``
    shows where it came from."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.project.settings")
    try:
        _run(sys.argv)
    except KeyboardInterrupt:
        sys.stderr.write("\nĐã dừng.\n")
        sys.exit(130)


def _run(arguments: list[str]) -> None:
    from django.core.management import ManagementUtility  # settings must be named first

    class Utility(ManagementUtility):
        """Django's, whose commands tell what they refuse in a sentence without the name of an exception before it."""

        def fetch_command(self, subcommand: str) -> "BaseCommand":
            command = super().fetch_command(subcommand)
            command.execute = partial(_plainly, command, command.execute)  # type: ignore[method-assign]
            return command

    try:
        Utility(arguments).execute()
    except Exception as error:
        from danchu.project.terminal import explained

        if "--traceback" in arguments or not (sentence := explained(error)):
            raise
        sys.exit(sentence)


def _plainly(command: "BaseCommand", execute: Callable[..., Any], *args: Any, **options: Any) -> Any:
    from django.core.management.base import CommandError, SystemCheckError

    try:
        return execute(*args, **options)
    except CommandError as refused:
        if options.get("traceback") or isinstance(refused, SystemCheckError):
            raise
        command.stderr.write(str(refused))
        sys.exit(refused.returncode)
