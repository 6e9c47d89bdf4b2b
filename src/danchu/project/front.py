"""In front of Django: pages that anyone may see are answered from memory while the ward's revision stays the same.

A page says that it may be kept by the header ``X-Danchu-Keep`` with the ward's code (``core.ui.access.public``); the
header never leaves the house. Kept pages are found without a query: the revision is a small file (``core.revision``).
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from danchu.core.ui.access import KEEP
from danchu.lib import clock

type Environ = dict[str, Any]
type StartResponse = Callable[..., Any]
type Application = Callable[[Environ, StartResponse], Iterable[bytes]]
type Page = tuple[list[tuple[str, str]], bytes, bytes]

MOST_PAGES = 2_000
MOST_BYTES = 500_000
SESSION_MARK = "sessionid="


class Front:
    """A WSGI application before ``inner``. ``revisions`` is the folder of the wards' revision files."""

    def __init__(self, inner: Application, revisions: Path) -> None:
        self._inner = inner
        self._revisions = revisions
        self._ward_of_host: dict[str, str] = {}
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or SESSION_MARK in environ.get("HTTP_COOKIE", ""):
            return self._inner(environ, _without_mark(start_response))
        key = self._key(environ)
        if key and (page := self._pages.get(key)):
            return _answer(page, environ, start_response)
        return self._ask(environ, start_response)

    def _key(self, environ: Environ) -> tuple[str, ...] | None:
        """What a page depends on: address, revision of the ward, and the day (pages speak of today)."""
        host = str(environ.get("HTTP_HOST", ""))
        ward = self._ward_of_host.get(host)
        if ward is None:
            return None
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"])
        asked = (scheme, environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))
        return (host, *map(str, asked), self._revision(ward), clock.today().isoformat())

    def _revision(self, ward: str) -> str:
        try:
            return (self._revisions / ward).read_text(encoding="ascii")
        except FileNotFoundError:
            return ""

    def _ask(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # The key is made before Django reads the data: a publication in between then leaves the page under a
        # revision that nobody asks for any more.
        key = self._key(environ)
        said: list[Any] = []
        answer = self._inner(environ, lambda *parts: said.append(parts))
        status, headers = said[-1][0], said[-1][1]
        ward = next((value for name, value in headers if name == KEEP), None)
        headers = [(name, value) for name, value in headers if name != KEEP]
        if ward is None or not status.startswith("200") or any(name == "Set-Cookie" for name, _ in headers):
            start_response(status, headers)
            return answer
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        self._ward_of_host[environ.get("HTTP_HOST", "")] = ward
        page = _page(headers, body)
        if key and len(body) <= MOST_BYTES:
            with self._lock:
                self._pages[key] = page
                while len(self._pages) > MOST_PAGES:
                    self._pages.popitem(last=False)
        return _answer(page, environ, start_response)


def _page(headers: list[tuple[str, str]], body: bytes) -> Page:
    replaced = {"content-length", "vary", "cache-control"}
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    return [*kept, ("Vary", "Accept-Encoding, Cookie"), ("Cache-Control", "no-cache")], body, gzip.compress(body, 6)


def _answer(page: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    headers, body, packed = page
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        start_response("200 OK", [*headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))])
        return [packed]
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]


def _without_mark(start_response: StartResponse) -> StartResponse:
    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [(name, value) for name, value in headers if name != KEEP], *rest)

    return start
