"""What strangers send is read in a process of its own: with little processor time and memory, without the secrets of
the site in its surroundings, and ended as a whole when it takes too long.

One file at a time in each process of the site, and one that waits: the threads of the others stay free for pages. See
``docs/files.md``.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import BoundedSemaphore, Timer
from typing import Any, BinaryIO, cast

from danchu.core.files.refused import FileRefused

TOO_HEAVY = "Mở tệp này mất quá nhiều thời gian hoặc bộ nhớ nên không được nhận. Hãy lưu lại tệp gọn hơn rồi tải lên."
BUSY = "Máy đang kiểm tra nhiều tệp khác. Hãy đợi một phút rồi gửi lại."
UNREADABLE = "Phần mềm không đọc được tệp này. Hãy mở tệp trên máy, lưu lại rồi tải lên lần nữa."

PLACES, PLACE_SECONDS = 2, 1
"""How many threads may be here at once, of the four that answer, and how long a further one waits for its place."""
TURN_SECONDS = 20
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from danchu.core.files.confinement import main; main()"
)
_KEPT_SURROUNDINGS = ("LD_LIBRARY_PATH", "TZ")
_places, _turn = BoundedSemaphore(PLACES), BoundedSemaphore(1)
log = logging.getLogger(__name__)


class Busy(FileRefused):
    """Nothing is wrong with the file: others are before it."""


@dataclass(frozen=True)
class Bounds:
    """Seconds of a processor, bytes of memory (with what Python itself takes, about 35 MB), seconds by the clock."""

    processor: int = 15
    memory: int = 320_000_000
    clock: int = 60


def ask(reader: str, content: bytes, *, bounds: Bounds, **given: Any) -> tuple[Any, list[bytes]]:
    """What ``answer`` of the module ``reader`` says of ``content``, and the bytes that it made of it.

    Raises ``FileRefused``: with what the reader says, that it took too much, or that others are before it.
    """
    with _held(_places, PLACE_SECONDS), _held(_turn, TURN_SECONDS), unnamed() as file:
        file.write(content)
        file.flush()
        with started(reader, file, bounds, given) as child:
            answer = out_of(child).read()
            with suppress(subprocess.TimeoutExpired):
                child.wait(5)  # it has said all and is about to end
    return _understood(reader, answer, child.returncode)


@contextmanager
def _held(semaphore: BoundedSemaphore, seconds: float) -> Iterator[None]:
    if not semaphore.acquire(timeout=seconds):
        raise Busy(BUSY)
    try:
        yield
    finally:
        semaphore.release()


@contextmanager
def started(reader: str, file: BinaryIO, bounds: Bounds, given: Mapping[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    """The process of ``reader``, which reads ``file`` from its beginning; ended, with all that it started, at the end
    or when its time is up."""
    file.seek(0)
    orders = [sys.path, reader, {"processor": bounds.processor, "memory": bounds.memory}, dict(given)]
    child = subprocess.Popen(  # noqa: S603 - our own Python with our own code
        [sys.executable, "-I", "-S", "-B", "-c", _START, *(json.dumps(each) for each in orders)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={each: os.environ[each] for each in _KEPT_SURROUNDINGS if each in os.environ},
        cwd="/",
        start_new_session=True,
    )
    alarm = Timer(bounds.clock, _end, [child])
    alarm.daemon = True
    alarm.start()
    try:
        yield child
    finally:
        alarm.cancel()
        _end(child)
        child.wait()
        out_of(child).close()


def refusal_of(reader: str, code: int) -> FileRefused:
    """Why a process that was ended by force, or ended itself with ``code``, gave no answer."""
    log.warning("reading a file: %s ended with %s", reader, code)
    return FileRefused(TOO_HEAVY if code < 0 or code == _NO_MEMORY else UNREADABLE)


_NO_MEMORY = 3
"""What ``confinement`` ends with when there is not enough memory even to say so."""


def _understood(reader: str, answer: bytes, code: int) -> tuple[Any, list[bytes]]:
    head, _, rest = answer.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        raise refusal_of(reader, code) from None
    if "refused" in said:
        raise FileRefused(said["refused"])
    if code or "failed" in said or sum(said["sizes"]) != len(rest):
        log.error("reading a file: %s failed: %s", reader, said.get("failed"))
        raise refusal_of(reader, code or 1)
    blobs, at = [], 0
    for size in said["sizes"]:
        blobs.append(rest[at : at + size])
        at += size
    return said["answer"], blobs


@contextmanager
def unnamed() -> Iterator[BinaryIO]:
    """An empty file without a name: in memory where the system can, so that nothing that is to be sealed reaches the
    disk."""
    if hasattr(os, "memfd_create"):
        file: BinaryIO = os.fdopen(os.memfd_create("danchu"), "w+b")
    else:
        file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed below
    with file:
        yield file


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def out_of(child: subprocess.Popen[bytes]) -> BinaryIO:
    """What the process writes."""
    return cast(BinaryIO, child.stdout)
