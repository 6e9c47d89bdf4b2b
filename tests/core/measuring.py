"""Memory measured in an interpreter of its own: in a test run other threads would be counted too."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FRAME = """
import tracemalloc
{before}
tracemalloc.start()
{work}
print(tracemalloc.get_traced_memory()[1])
"""


def peak_of(work: str, before: str = "") -> int:
    """The most bytes that Python held at once during ``work`` (source), beyond what ``before`` had made."""
    code = FRAME.format(before=before, work=work)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)
