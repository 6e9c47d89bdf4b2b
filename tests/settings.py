"""The settings under test: those of the site, read from an environment of their own.

pytest-django reads the settings before any conftest, so the environment is set here.
"""

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="danchu-test-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
(_home / "static").mkdir()

os.environ["DANCHU_HOME"] = str(_home)
# The same in every process: what one has made, others read.
os.environ["DANCHU_SECRET_KEY"] = "of the tests, of nobody else, and long enough"
# So too what seals: a key of the tests, whose statements lie apart in each process.
(_home / "keys").mkdir(mode=0o700)
(_home / "keys" / "signing").touch(mode=0o600)
(_home / "keys" / "signing").write_text(base64.b64encode(b"the seal of the tests alone, 32B").decode())
os.environ["DANCHU_HTTPS"] = "0"
os.environ["DANCHU_HOSTS"] = "testserver,localhost,127.0.0.1,.example"
os.environ["DANCHU_TASKS"] = "django.tasks.backends.immediate.ImmediateBackend"
# No test calls a program by name: what the set-up brings is called by its whole path. So the suite needs nothing else.
os.environ["PATH"] = ""
for name in ("EMAIL_URL", "DANCHU_DEMO"):
    os.environ.pop(name, None)
if "PYTEST_XDIST_WORKER" in os.environ:
    # Programs that tests start are not measured: some have little time and memory.
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)

from danchu.project.settings import *  # noqa: E402, F403 - the environment must be set first

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, since the server of the journeys has threads of its own; nothing in it must survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
    # A page that asks for each row of a list by itself fails, whoever opens it in whatever test.
    INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]  # noqa: F405
    MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]  # noqa: F405
    ZEAL_NPLUSONE_THRESHOLD = 3
    ZEAL_ALLOWLIST = [
        {"model": "core.AuditBook", "field": "get()"},  # each act locks the book in which it is written
        {"model": "core.LimitCount", "field": "get()"},  # a few limits hold at once, each counted for itself
        {"model": "duties.Duty", "field": "ward"},  # each act reads its row afresh, and what ends drops several duties
        {"model": "discuss.Decision", "field": "sheets"},  # of one decision: on the page, under the lock, at the end
        # What goes under a seal is gathered case by case, from those that went into one another.
        *({"model": "inspect.Case", "field": each} for each in ("merged", "steps", "pauses", "extensions")),
        *({"model": "inspect.Case", "field": each} for each in ("receptions", "files", "mails")),
    ]

SEAL_WORDS_COST = 10
