"""Where the browser of the journeys is. It is always called by its whole path (``tests.settings`` empties ``PATH``)."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Playwright

NAMED = "DANCHU_TEST_BROWSER"
"""The variable that names another Chromium by its whole path."""
NAMES = ("chromium", "chromium-browser", "google-chrome")
PLACES = "/usr/local/bin:/usr/bin:/bin:/snap/bin"


def of_the_system() -> str | None:
    """The Chromium that ``DANCHU_TEST_BROWSER`` names, else the system's; None where there is none."""
    places = os.pathsep.join([os.environ.get("PATH", ""), PLACES])
    return os.environ.get(NAMED) or next((found for name in NAMES if (found := shutil.which(name, path=places))), None)


def found(playwright: Playwright) -> str | None:
    """The Chromium to start: the system's, else the one that Playwright has fetched; None where there is neither."""
    own = playwright.chromium.executable_path
    return of_the_system() or (own if Path(own).exists() else None)
