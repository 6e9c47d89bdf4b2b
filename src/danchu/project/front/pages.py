"""Public pages in memory, under the revision of their ward: never stale, bounded in bytes, packed once.

A page says by the header ``KEEP`` (``core.ui.access.keeping``) that it may be kept until its ward publishes again, and
which names of the address's query it reads. Other names change nothing on the page: they are not looked at here, so a
link with ``?fbclid=…`` is answered from memory and no invented query drives a page out.
"""

import gzip
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from cachetools import LRUCache

from danchu.core.revision import said_in
from danchu.core.ui.access import KEEP
from danchu.lib import clock
from danchu.project.front.asked import Asked
from danchu.project.front.desk import Answer

PLAIN_BYTES = 12_000_000
"""What pages without a query may take. A page packed is 5 to 25 kB; a ward with a thousand public pages fits in."""
ASKED_BYTES = 4_000_000
"""What pages with a query (a filter, a second sheet) may take: apart, so that no question drives the others out."""
LARGEST = 500_000
"""The largest page that is kept, in bytes before packing."""
LONGEST_QUERY = 200
MOST_NAMES = 20
_OVERHEAD = 2_000  # of a page besides its bytes: headers, key, objects; measured
_HOSTS, _PLACES = 64, 4_096

type _Key = tuple[str, bool, str, tuple[tuple[str, str], ...], str, str]


class Wish(NamedTuple):
    """That a page be kept: for which ward, and which names of the query it reads."""

    ward: str
    reads: frozenset[str]


class Page(NamedTuple):
    """A page that may be sent to anyone: its headers, the lines of a packed answer, its bytes packed by gzip, how long
    they were, the tag by which a browser asks whether it has changed, and how it wishes to be kept."""

    headers: list[tuple[str, str]]
    lines: list[tuple[bytes, bytes]]
    packed: bytes
    length: int
    tag: str
    wish: Wish


def wish_of(answer: Answer) -> Wish | None:
    """What ``answer`` says about being kept. One that is no success, or sets a cookie, is never kept."""
    said = next((value for name, value in answer.headers if name == KEEP), "")
    if not said or answer.status != 200 or any(name.lower() == "set-cookie" for name, _ in answer.headers):
        return None
    ward, *reads = said.split()
    return Wish(ward, frozenset(reads))


def packed(answer: Answer, wish: Wish) -> Page:
    """``answer`` as a page for anyone. Slow: to be called in a thread."""
    replaced = {"content-length", "vary", "cache-control", "etag", KEEP.lower()}
    tag = f'W/"{hashlib.sha256(answer.body).hexdigest()[:24]}"'
    headers = [(name, value) for name, value in answer.headers if name.lower() not in replaced]
    headers += [("Vary", "Accept-Encoding, Cookie"), ("Cache-Control", "no-cache"), ("ETag", tag)]
    body = gzip.compress(answer.body, 9, mtime=0)
    lines = lines_of([*headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))])
    return Page(headers, lines, body, len(answer.body), tag, wish)


def lines_of(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """``headers`` as ASGI wants them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


class Pages:
    """The pages that are kept. ``revisions`` is the folder of the wards' revision files. For one thread only."""

    def __init__(self, revisions: Path, *, plain_bytes: int = PLAIN_BYTES, asked_bytes: int = ASKED_BYTES) -> None:
        self._revisions = revisions
        self._plain: LRUCache[_Key, Page] = LRUCache(plain_bytes, getsizeof=_size)
        self._asked: LRUCache[_Key, Page] = LRUCache(asked_bytes, getsizeof=_size)
        self._wards: LRUCache[str, str] = LRUCache(_HOSTS)
        self._reads: LRUCache[tuple[str, str], frozenset[str]] = LRUCache(_PLACES)

    def key(self, asked: Asked) -> _Key | None:
        """What the page asked for depends on: address, revision of the ward, and the day (pages speak of today).

        None while nothing is known of the place, or when its query is too long to be kept. To be made before Django
        reads the data: a publication in between then leaves the page under a revision that nobody asks for any more.
        """
        ward = self._wards.get(asked.host)
        reads = self._reads.get((asked.host, asked.path))
        if ward is None or reads is None or (query := _read_of(asked.query, reads)) is None:
            return None
        return (asked.host, asked.is_https, asked.path, query, self._revision(ward), clock.today().isoformat())

    def find(self, key: _Key) -> Page | None:
        return self._shelf(key).get(key)

    def learn(self, asked: Asked, page: Page) -> None:
        """Remember whose the host is and what the page at this place reads: from then on it can be found."""
        self._wards[asked.host] = page.wish.ward
        self._reads[(asked.host, asked.path)] = page.wish.reads

    def keep(self, key: _Key, asked: Asked, page: Page) -> None:
        """Keep ``page``; those that were asked for longest ago make room. Not when it is very large, nor when names
        that it does not read were asked for: it is right, but may repeat them."""
        shelf = self._shelf(key)
        if page.length <= LARGEST and _size(page) <= shelf.maxsize and _has_only(asked.query, page.wish.reads):
            shelf[key] = page

    @property
    def bytes_kept(self) -> int:
        return int(self._plain.currsize + self._asked.currsize)

    def _shelf(self, key: _Key) -> LRUCache[_Key, Page]:
        return self._asked if key[3] else self._plain

    def _revision(self, ward: str) -> str:
        return said_in(f"{self._revisions}/{ward}")


def _has_only(query: str, reads: frozenset[str]) -> bool:
    return all(name in reads for name, _ in parse_qsl(query, keep_blank_values=True))


def _read_of(query: str, reads: frozenset[str]) -> tuple[tuple[str, str], ...] | None:
    """The part of ``query`` that the page reads, in one order; None where that is more than is kept."""
    if not query or not reads:
        return ()
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_NAMES)
    except ValueError:
        return None
    found = sorted((pair for pair in pairs if pair[0] in reads), key=lambda pair: pair[0])
    return tuple(found) if sum(len(name) + len(value) for name, value in found) <= LONGEST_QUERY else None


def _size(page: Page) -> int:
    return len(page.packed) + _OVERHEAD
