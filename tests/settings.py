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

from danchu.project.settings import *  # noqa: E402, F403 - the environment must be set first

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, since the server of the journeys has threads of its own; nothing in it must survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405

SEAL_WORDS_COST = 10
