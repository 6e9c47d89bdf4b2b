"""The settings under test: those of the site, read from an environment of their own.

pytest-django reads the settings before any conftest, so the environment is set here.
"""

import os
import tempfile

os.environ["DANCHU_HOME"] = tempfile.mkdtemp(prefix="danchu-test-")
os.environ["DANCHU_HTTPS"] = "0"
os.environ["DANCHU_HOSTS"] = "testserver,localhost,127.0.0.1,.example"
os.environ["DANCHU_TASKS"] = "django.tasks.backends.immediate.ImmediateBackend"
for name in ("EMAIL_URL", "DANCHU_DEMO"):
    os.environ.pop(name, None)

from danchu.project.settings import *  # noqa: E402, F403 - the environment must be set first
