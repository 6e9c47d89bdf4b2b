"""What is sent is taken in whole, in time, within bounds, and sealed words never come to lie on a disk."""

import asyncio
import resource
from contextlib import AsyncExitStack
from io import BytesIO

import pytest

from danchu.core.ui.in_memory import keeps_in_memory
from danchu.project.front.asked import Asked
from danchu.project.front.bodies import Bodies, Bounds, Gone
from danchu.project.front.refusals import Refusal

QUICK = Bounds(
    most_bytes=10_000,
    in_memory=1_000,
    off_disk=15_000,
    moment=0.05,
    grace=0.3,
    least_rate=1_000,
    longest=3,
    drained=40_000,
    slow_of_network=2,
    slow_in_all=3,
)
SEALED = "/gui/to-cao/"


def asked(path="/gui/phan-anh/", method="POST", client="192.0.2.1", **headers):
    lines = [(name.replace("_", "-").encode(), str(value).encode()) for name, value in headers.items()]
    scope = {"method": method, "path": path, "query_string": b"", "headers": lines, "client": (client, 1)}
    return Asked({**scope, "scheme": "http"})


class Line:
    """A sender: pieces, each after a pause in seconds; ``gone`` says that the sender hangs up then."""

    def __init__(self, *pieces, pause=0.0, gone=False):
        self.left = list(pieces)
        self.pause = pause
        self.gone = gone

    async def receive(self):
        await asyncio.sleep(self.pause)
        if not self.left and self.gone:
            return {"type": "http.disconnect"}
        piece = self.left.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(self.left) or self.gone}


def taken(line, bounds=QUICK, **how):
    async def take():
        async with Bodies(lambda path: path == SEALED, bounds).whole(asked(**how), line.receive) as (body, length):
            return body.read(), length, type(body)

    return asyncio.run(take())


def test_a_body_is_whole_however_it_comes():
    pieces = [bytes([number]) * 300 for number in range(9)]
    assert taken(Line(*pieces))[:2] == (b"".join(pieces), 2_700)
    assert taken(Line(*pieces, pause=0.02))[:2] == (b"".join(pieces), 2_700)
    assert taken(Line(b""))[:2] == (b"", 0)


def test_of_who_only_reads_no_body_is_taken():
    assert taken(Line(), method="GET")[:2] == (b"", 0)


@pytest.mark.parametrize("line", [Line(b"a", b"b", pause=5), Line(*[b"x"] * 100, pause=0.02)])
def test_who_sends_too_slowly_is_told_so(line):
    with pytest.raises(Refusal) as refused:
        taken(line)
    assert refused.value.status == 408


def test_who_sends_slowly_but_steadily_is_waited_for():
    assert taken(Line(*[b"x" * 100] * 20, pause=0.05))[1] == 2_000


def test_what_is_too_large_is_refused_after_reading_and_what_is_far_too_large_at_once():
    line = Line(*[b"x" * 1_000] * 20)
    with pytest.raises(Refusal) as refused:
        taken(line)
    assert (refused.value.status, line.left) == (413, [])
    line = Line(b"x")
    with pytest.raises(Refusal) as refused:
        taken(line, content_length=50_000)
    assert (refused.value.status, line.left) == (413, [b"x"])


def test_who_hangs_up_has_sent_nothing():
    with pytest.raises(Gone):
        taken(Line(b"half", gone=True))


def test_sealed_words_stay_in_memory():
    assert taken(Line(b"x" * 9_000), path=SEALED)[2] is BytesIO
    assert taken(Line(b"x" * 9_000))[2] is not BytesIO


def test_the_page_of_sealed_words_is_known_and_an_unknown_one_is_none():
    assert keeps_in_memory(SEALED)
    assert not keeps_in_memory("/gui/phan-anh/")
    assert not keeps_in_memory("/khong-co/")


def at_once(*askers, bounds=QUICK):
    """The statuses of several senders at the same moment: 0 for who is taken."""
    bodies = Bodies(lambda path: path == SEALED, bounds)

    async def one(stack, each, line):
        try:
            await stack.enter_async_context(bodies.whole(each, line.receive))
        except Refusal as refused:
            return refused.status
        return 0

    async def all_of_them():
        async with AsyncExitStack() as stack:
            return await asyncio.gather(*(one(stack, each, line) for each, line in askers))

    found = asyncio.run(all_of_them())
    return found, bodies


def slow():
    return Line(b"x" * 200, b"x", pause=0.1)


def test_of_one_network_and_in_all_only_so_many_are_slow_at_once():
    found, _ = at_once(*[(asked(), slow()) for _ in range(3)])
    assert found == [0, 0, 503]
    found, _ = at_once(*[(asked(client=f"192.0.2.{number}"), slow()) for number in range(4)])
    assert found == [0, 0, 0, 503]


def test_ordinary_forms_are_never_held_up():
    found, _ = at_once(*[(asked(), Line(b"x")) for _ in range(50)])
    assert found == [0] * 50


def test_places_are_free_again_afterwards():
    bodies = at_once(*[(asked(), slow()) for _ in range(3)])[1]

    async def again():
        async with bodies.whole(asked(), slow().receive) as (_, length):
            return length

    assert asyncio.run(again()) == 201


def test_what_is_kept_off_disks_is_bounded_for_all_together():
    found, bodies = at_once(*[(asked(path=SEALED), Line(b"x" * 8_000)) for _ in range(3)])
    assert sorted(found) == [0, 503, 503]

    async def again():
        async with bodies.whole(asked(path=SEALED), Line(b"x" * 9_000).receive) as (_, length):
            return length

    assert asyncio.run(again()) == 9_000


@pytest.mark.parametrize("size", [5_000, 1_001])
def test_a_full_disk_is_told_as_such(size):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))
    try:
        with pytest.raises(Refusal) as refused:
            taken(Line(b"x" * size))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.status == 507
    assert "hết chỗ chứa" in refused.value.title
