"""The site as it is served: the front, WhiteNoise's packed files, threads, on the test database."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Thread

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler

from danchu.project.front import Front


@cache
def collect_static() -> None:
    """Put the packed and named files where WhiteNoise serves them, once."""
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def serving() -> Iterator[str]:
    """The address of a running site. The port is free, the front remembers nothing of earlier sites."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
    server.set_app(Front(WSGIHandler(), settings.HOME / "revisions"))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
