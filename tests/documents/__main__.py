"""Writes the generated pages of ``docs/`` anew, or says which are stale: ``python -m tests.documents [--check]``."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from tests.documents import pages  # noqa: E402 - Django must have been set up


def main(arguments: list[str]) -> int:
    """0 when everything is fresh or was written; 1 when ``--check`` finds a stale page."""
    stale = pages.stale()
    for page in stale:
        if "--check" not in arguments:
            page.path.write_text(page.made(), encoding="utf-8")
        sys.stdout.write(f"{page.path.name}: {'stale, run make docs' if '--check' in arguments else 'written'}\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
