"""Keeps the processes of one site together: web server, background worker, the round that is made once a day, and the
one that is made every few minutes.

Only the standard library, so that watching costs next to no memory. ``danchu serve`` prepares and becomes this.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
DANCHU = [sys.executable, "-m", "danchu"]
PATIENCE = 15
OFTEN_SECONDS = 180
MOST_SECONDS = 1200
"""After so long a frequent round has met something that it does not come out of; it is ended, and another begins."""
MOST_CONNECTIONS = 512
"""Of one web process: with the temporary files of what is sent they stay below the 1,024 that a process may open."""
HEAD_MILLISECONDS = 15_000
"""In which the head of a request has to come; an idle connection is closed after as long."""
LITTLE_MEMORY = {"MALLOC_ARENA_MAX": "2"}
"""Else glibc gives each thread a heap of its own, and each keeps what its largest page once needed."""
BUFFER_BYTES = 65_536
"""The largest head, and what is read ahead for a slow reader."""


def web(host: str, port: int, workers: int) -> list[str]:
    """The command of the web server. It speaks HTTP/1 to a proxy on the same machine. The front's event loop needs no
    more than one thread of the server; the threads that ask Django are the front's own."""
    return [
        *(sys.executable, "-m", "granian", "danchu.project.asgi:application", "--interface", "asginl", "--http", "1"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--no-ws"),
        *("--backpressure", str(MOST_CONNECTIONS), "--http1-header-read-timeout", str(HEAD_MILLISECONDS)),
        *("--workers-kill-timeout", str(PATIENCE - 5)),
        *("--http1-buffer-size", str(BUFFER_BYTES), "--log-level", "warning", "--respawn-failed-workers"),
    ]


def local_day() -> date:
    return datetime.now(UTC).astimezone(VIETNAM).date()


def keep(
    commands: Sequence[Sequence[str]], daily: Sequence[str], often: Sequence[str], greeting: Sequence[str] = ()
) -> int:
    """Run ``commands`` until one of them ends or a signal comes, then end them all; run ``daily`` once a day and
    ``often`` every few minutes, not before the one that was begun has ended or is ended. ``greeting`` comes after the
    first daily round, so that it stands last on the terminal.

    Each has a session of its own: Ctrl-C reaches this process only, which ends them in order and with all that they
    have started.
    """
    environment = LITTLE_MEMORY | os.environ
    running = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda caught, frame: stopped.append(caught))
    made_on: date | None = None
    rounds: list[subprocess.Popen[bytes]] = []
    frequent, next_at = None, time.monotonic() + OFTEN_SECONDS
    while not stopped and all(each.poll() is None for each in running):
        if made_on != local_day():
            made_on = local_day()
            rounds.append(subprocess.Popen(daily, start_new_session=True))
        if greeting and rounds[0].poll() is not None:
            rounds.append(subprocess.Popen(greeting, start_new_session=True))
            greeting = ()
        elif not greeting:
            rounds = [each for each in rounds if each.poll() is None]  # asked, else it stays as a zombie
        if frequent is not None and frequent.poll() is not None:
            frequent = None
        if frequent is not None and time.monotonic() >= next_at - OFTEN_SECONDS + MOST_SECONDS:
            _kill(frequent)
        if time.monotonic() >= next_at and frequent is None:
            frequent = subprocess.Popen(often, start_new_session=True)
            next_at = time.monotonic() + OFTEN_SECONDS
        time.sleep(0.5)
    _end([*running, *rounds, *([frequent] if frequent else [])])
    if stopped:
        sys.stdout.write("\nĐã dừng trang web.\n")
    return 0 if stopped else 1


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each to end; what has not ended in time is ended by force, children included."""
    alive = [each for each in processes if each.poll() is None]
    for each in alive:
        each.terminate()
    until = time.monotonic() + PATIENCE
    for each in alive:
        with suppress(subprocess.TimeoutExpired):
            each.wait(max(0.0, until - time.monotonic()))
    for each in alive:
        _kill(each)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def main(arguments: Sequence[str]) -> int:
    host, port, workers, *greeting = arguments
    worker = [*DANCHU, "db_worker", "--no-startup-delay", "--verbosity", "0"]
    site = [web(host, int(port), int(workers)), worker]
    return keep(site, [*DANCHU, "daily"], [*DANCHU, "often"], [*DANCHU, *greeting] if greeting else [])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
