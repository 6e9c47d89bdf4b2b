"""Makes sure that there is a Chromium for the journeys: the system's, else Debian's package, else Playwright's own.

Where none can be had, the journeys are skipped and named as skipped; in CI that is a failure.
"""

import os
import shutil
import subprocess
import sys

from tests.browser.finding import NAMED, of_the_system

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
NONE = f"""No Chromium could be installed: the journeys (tests/journeys) will be skipped.
Install one (Debian: apt-get install chromium) or name one: {NAMED}=/path/to/chromium
"""


def main() -> int:
    if of_the_system() or _by_debian() or _by_playwright():
        return 0
    sys.stderr.write(NONE)
    return 1 if os.environ.get("CI") else 0


def _by_debian() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], check=False, **QUIET)
    wanted = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    return subprocess.run(wanted, check=False, env=environment, **QUIET).returncode == 0


def _by_playwright() -> bool:
    wanted = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(wanted, check=False, **QUIET).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
