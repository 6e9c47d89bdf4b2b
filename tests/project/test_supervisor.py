"""The process that keeps the others together."""

import subprocess
import sys
import time

import psutil

KEEP = """
import sys
from danchu.project.supervisor import keep
nothing, long = [sys.executable, "-c", ""], [sys.executable, "-c", "import time; time.sleep(60)"]
keep([long], nothing, nothing, nothing)
"""


def test_a_round_that_has_ended_leaves_no_zombie():
    with subprocess.Popen([sys.executable, "-c", KEEP]) as process:
        try:
            until = time.monotonic() + 20
            begun = set()
            while time.monotonic() < until:
                children = psutil.Process(process.pid).children()
                begun |= {each.pid for each in children}
                if len(begun) == 3 and len(children) == 1:
                    break
                time.sleep(0.05)
            assert (len(begun), len(children)) == (3, 1)
        finally:
            process.terminate()
            process.wait(10)
