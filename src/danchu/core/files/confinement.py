"""The other side of ``confined``: the process in which one foreign file is read, and nothing else happens.

It loads what its reader needs (a module of ours with ``answer``), gives away what it does not need, reads the file from
its input and writes one line of JSON and the bytes that it made to its output.
"""

import contextlib
import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from danchu.core.files.refused import FileRefused

type Answer = tuple[Any, list[bytes]]

MOST_OPEN_FILES = 16
NO_MEMORY = 3


def main() -> None:
    _path, reader, bounds, given = (json.loads(each) for each in sys.argv[1:])
    answer: Callable[[Any, Any], Answer] = import_module(reader).answer
    _confine(bounds)
    said, blobs = _answered(answer, given)
    sys.stdout.flush()  # what the reader itself has said stands before
    out = sys.stdout.buffer
    out.write(json.dumps(said).encode() + b"\n")
    for each in blobs:
        out.write(each)
    out.flush()
    os._exit(0)  # what is in memory need not be tidied up


def _confine(bounds: Mapping[str, int]) -> None:
    """A system that does not know one of the bounds does without it."""
    with contextlib.suppress(OSError):
        os.nice(10)  # pages come first
    for kind, soft, hard in (
        (resource.RLIMIT_CPU, bounds["processor"], bounds["processor"] + 1),
        (resource.RLIMIT_AS, bounds["memory"], bounds["memory"]),
        (resource.RLIMIT_NOFILE, MOST_OPEN_FILES, MOST_OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft, hard))


def _answered(answer: Callable[[Any, Any], Answer], given: Any) -> tuple[dict[str, Any], list[bytes]]:
    try:
        said, blobs = answer(sys.stdin.buffer, given)
    except FileRefused as refused:
        return {"refused": refused.message}, []
    except MemoryError:
        os._exit(NO_MEMORY)
    except Exception as problem:  # its words may hold what somebody wrote
        return {"failed": f"{type(problem).__name__} at {_place(problem)}"}, []
    return {"answer": said, "sizes": [len(each) for each in blobs]}, blobs


def _place(problem: BaseException) -> str:
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
