"""The ``danchu`` command in a process and on a data folder of its own."""

import os
import subprocess
import sys


def danchu(*arguments: str, home, typed: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it on the data folder ``home``, who types ``typed``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DANCHU_", "DATABASE_"))}
    environment |= {"DJANGO_SETTINGS_MODULE": "danchu.project.settings", "DANCHU_HOME": str(home), **variables}
    command = [sys.executable, "-m", "danchu", *arguments]
    return subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, check=False)
