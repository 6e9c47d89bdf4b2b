"""One request as the front sees it: the head, of which only a few lines are looked at before Django reads the rest."""

from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from functools import cached_property
from typing import Any

from danchu.core.limits import caller, network

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]

SESSION_MARK = "sessionid="


class Asked:
    """The head of a request, from the ``scope`` of ASGI."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query = bytes(scope["query_string"]).decode("latin-1")
        self._first = dict(reversed(scope["headers"]))

    def header(self, name: bytes) -> str:
        """The first header of this name in small letters; empty where there is none."""
        return self._first.get(name, b"").decode("latin-1")

    def headers(self) -> Iterator[tuple[str, str]]:
        """Every header, without those that have an underscore in their name: WSGI cannot tell them from those with a
        hyphen, so a visitor could speak in the name of the proxy."""
        for name, value in self.scope["headers"]:
            if b"_" not in name:
                yield name.decode("latin-1"), value.decode("latin-1")

    @cached_property
    def host(self) -> str:
        return self.header(b"host")

    @property
    def is_https(self) -> bool:
        """Whether the visitor came by HTTPS, as the proxy says."""
        return "https" in {self.header(b"x-forwarded-proto"), self.scope["scheme"]}

    @property
    def takes_gzip(self) -> bool:
        return "gzip" in self.header(b"accept-encoding")

    @property
    def wants_a_page(self) -> bool:
        """Whether a person's browser asks, rather than a program."""
        return "text/html" in self.header(b"accept")

    @property
    def is_plain_reading(self) -> bool:
        """Whether it asks for a page and says nothing of who asks."""
        return self.method == "GET" and SESSION_MARK not in self.header(b"cookie")

    @property
    def carries_a_body(self) -> bool:
        return self.method not in {"GET", "HEAD", "OPTIONS", "TRACE"}

    @property
    def length(self) -> int:
        """How long the body is said to be, in bytes; 0 where nothing is said."""
        said = self.header(b"content-length")
        return int(said) if said.isdecimal() else 0

    @cached_property
    def network(self) -> str:
        """The network that the request comes from, as limits count it."""
        client = self.scope.get("client")
        return network(caller(self.header(b"x-forwarded-for"), client[0] if client else ""))
