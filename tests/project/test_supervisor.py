"""The process that keeps the others together."""

import subprocess
import sys
import time

import psutil

KEEP = """
import sys
from danchu.project.supervisor import keep
short, long = ([sys.executable, "-c", f"import time; time.sleep({seconds})"] for seconds in (1, 60))
keep([long], short, short, short)
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


HUNG = """
import sys
from danchu.project import supervisor
supervisor.OFTEN_SECONDS, supervisor.MOST_SECONDS = 0.2, 1
nothing, long = [sys.executable, "-c", ""], [sys.executable, "-c", "import time; time.sleep(60)"]
often = [sys.executable, "-c", "import time; print('begun', flush=True); time.sleep(60)"]
supervisor.keep([long], nothing, often)
"""


def test_a_frequent_round_that_never_ends_is_ended_and_another_begins():
    with subprocess.Popen([sys.executable, "-c", HUNG], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert [process.stdout.readline() for _ in range(3)] == ["begun\n"] * 3
            assert len(psutil.Process(process.pid).children()) < 4
        finally:
            process.terminate()
            process.wait(20)


OFTEN = """
import sys
from danchu.project import supervisor
supervisor.OFTEN_SECONDS = 3
nothing, long = [sys.executable, "-c", ""], [sys.executable, "-c", "import time; time.sleep(60)"]
supervisor.keep([long], nothing, nothing)
"""


def test_the_round_of_every_few_minutes_is_no_zombie_until_the_next_one():
    with subprocess.Popen([sys.executable, "-c", OFTEN]) as process:
        try:
            until, begun = time.monotonic() + 30, set()
            while time.monotonic() < until and len(begun) < 3:
                begun |= {each.pid for each in psutil.Process(process.pid).children()}
                time.sleep(0.1)
            assert len(begun) == 3  # the site, the daily round, and the first frequent one
            time.sleep(1.5)
            dead = [each for each in psutil.Process(process.pid).children() if each.status() == psutil.STATUS_ZOMBIE]
            assert dead == []
        finally:
            process.terminate()
            process.wait(10)
