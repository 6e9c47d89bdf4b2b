"""A fresh machine has Python, git, make and what ``make setup`` brings: whatever else is called is listed here."""

import ast
import os
import shutil
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from danchu.project import settings

ROOT = Path(__file__).parents[2]
CALLERS = {
    "src/danchu/core/files/confined.py": "our own reader of one foreign file: Python",
    "src/danchu/project/management/commands/serve.py": "becomes our own supervisor: Python",
    "src/danchu/project/supervisor.py": "the web server, the worker and the rounds: Python",
    "tests/browser/install.py": "apt-get where root has it, else Playwright, to fetch the browser; else says so",
    "tests/core/measuring.py": "a fresh interpreter, to measure its memory: Python",
    "tests/homes/test_upgrade.py": "this version in an old home: Python",
    "tests/inspect/mail_servers.py": "the mail server of the tests: Python",
    "tests/portal/test_pages.py": "settings of another environment: Python",
    "tests/project/command.py": "the danchu command as a person runs it: Python",
    "tests/project/conftest.py": "the web process as it is served: Python",
    "tests/project/test_full_disk.py": "the web process on a small disk: Python",
    "tests/project/test_supervisor.py": "a supervisor of its own: Python",
    "tests/project/test_terminal.py": "a process that holds the data folder: Python",
    "tests/postgres.py": "pytest: Python",
    "bench/homes.py": "what measures, in an interpreter and a home of its own: Python",
    "bench/parts.py": "git and make, to start a fresh clone as a person does",
    "bench/servers.py": "the servers under measurement: Python",
}
"""Who starts another program, which one, and why it is there."""
STARTERS = {
    "subprocess": {"run", "Popen", "call", "check_call", "check_output", "getoutput"},
    "os": {"system", "popen", "execv", "execve", "execvp", "execvpe", "execl", "execlp", "spawnv", "posix_spawn"},
    "asyncio": {"create_subprocess_exec", "create_subprocess_shell"},
}


def python_files(*folders: str):
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py")]


def starts_programs(source: str) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.attr in STARTERS.get(node.value.id, ())
        for node in ast.walk(ast.parse(source))
    )


def test_everybody_who_starts_a_program_is_listed_with_the_reason():
    found = {
        str(path.relative_to(ROOT))
        for path in python_files("src", "tests", "bench")
        if starts_programs(path.read_text(encoding="utf-8"))
    }
    assert found == set(CALLERS)


@pytest.mark.parametrize(
    ("source", "starts"),
    [
        ("subprocess.run(['pdftotext'])", True),
        ("os.execv(sys.executable, [])", True),
        ("subprocess.TimeoutExpired", False),
        ("client.run('x')", False),
    ],
)
def test_starting_a_program_is_seen(source, starts):
    assert starts_programs(source) is starts


def test_no_test_can_call_a_program_by_name():
    assert os.environ["PATH"] == ""
    assert shutil.which("ls") is None
    assert Path(sys.executable).is_absolute()


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}


def imported_by_the_house() -> set[str]:
    found = set()
    for path in python_files("src"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").partition(".")[0])
    return found | {each.partition(".")[0] for each in settings.INSTALLED_APPS}


def test_what_the_house_imports_is_installed_with_it():
    # Developers have more packages than a ward that runs pip install.
    distributions = packages_distributions()
    outside = imported_by_the_house() - set(sys.stdlib_module_names) - {"danchu", "statute"}
    missing = {
        name
        for name in outside
        if not {canonicalize_name(each) for each in distributions.get(name, ["nowhere"])} & declared()
    }
    assert missing == set()
