"""The ``danchu`` command: Django's management commands under the project's own name."""

import os
import sys


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
    from django.core.management import execute_from_command_line  # settings must be named first

    try:
        execute_from_command_line(arguments)
    except Exception as error:
        from danchu.project.terminal import explained

        if "--traceback" in arguments or not (sentence := explained(error)):
            raise
        sys.exit(sentence)
