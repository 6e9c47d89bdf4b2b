"""A foreign file is read in a process of its own; whatever it makes that process do, the site goes on."""

import os
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from danchu.core.files import confined
from danchu.core.files.confined import BUSY, TOO_HEAVY, UNREADABLE, Bounds
from danchu.core.files.refused import FileRefused

BOUNDS = Bounds(processor=1, clock=20)


def asked(does: str, content: bytes = b"abc", bounds: Bounds = BOUNDS, **given: object):
    return confined.ask("tests.core.files.readers", content, bounds=bounds, does=does, **given)


def refusal(does: str, bounds: Bounds = BOUNDS, **given: object) -> str:
    with pytest.raises(FileRefused) as refused:
        asked(does, bounds=bounds, **given)
    return refused.value.message


def test_what_the_reader_says_and_the_bytes_that_it_made_come_back():
    content = os.urandom(3_000_000)
    said, made = asked("tells", content)
    assert (said["size"], made) == (len(content), [content, b"more"])


def test_the_reader_sees_nothing_of_the_surroundings_of_the_site(monkeypatch):
    monkeypatch.setenv("DANCHU_SECRET_KEY", "a secret")
    said, _ = asked("tells")
    assert not {each for each in said["surroundings"] if each not in {"LD_LIBRARY_PATH", "TZ", "LC_CTYPE"}}
    assert said["place"] == "/"


def test_a_file_that_would_be_read_for_ever_is_refused_after_its_time():
    assert refusal("counts") == TOO_HEAVY


def test_a_file_that_unpacks_to_too_much_is_refused():
    assert refusal("gathers") == TOO_HEAVY


def test_a_reader_that_waits_is_ended_when_its_time_by_the_clock_is_up():
    begun = time.monotonic()
    assert refusal("waits", bounds=Bounds(clock=1)) == TOO_HEAVY
    assert time.monotonic() - begun < 10


def test_a_reader_writes_nothing_to_the_disk(tmp_path):
    assert refusal("writes", path=str(tmp_path / "x")) == UNREADABLE
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


@pytest.mark.parametrize("does", ["ends", "babbles"])
def test_a_reader_that_breaks_is_a_refusal(does):
    assert refusal(does) == UNREADABLE


def test_files_that_come_at_once_are_read_one_after_the_other(monkeypatch):
    monkeypatch.setattr(confined, "PLACE_SECONDS", 60)
    with ThreadPoolExecutor(4) as pool:
        times = sorted(said for said, _ in pool.map(asked, ["draws"] * 4))
    assert all(ended <= begun for (_, ended), (begun, _) in pairwise(times))


def test_no_more_than_two_wait_here_so_that_others_answer_pages(monkeypatch):
    monkeypatch.setattr(confined, "PLACE_SECONDS", 0.05)
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(asked, "waits", bounds=Bounds(clock=2)) for _ in range(4)]
        said = sorted(str(each.exception()) for each in waiting)
    assert said == sorted([BUSY] * 2 + [TOO_HEAVY] * 2)


def test_who_waits_too_long_for_the_others_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(confined, "TURN_SECONDS", 0.05)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(asked, "draws")
        while confined._turn._value and not other.done():
            time.sleep(0.001)
        assert refusal("tells") == BUSY
        other.result()
    asked("tells")


def test_a_process_of_its_own_is_cheap():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    confined.ask("danchu.core.files.gate", b"%PDF-1.7\n%%EOF\n", bounds=BOUNDS, kinds=["pdf"], edges=[], longest=1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5
