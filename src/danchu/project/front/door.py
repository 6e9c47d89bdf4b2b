"""The ASGI application: kept pages from memory, everything else from Django.

A kept page is answered within the event loop, without a thread and without a query, whatever the threads are doing.
"""

import gzip
from collections.abc import Callable
from pathlib import Path

from danchu.core.ui.access import KEEP
from danchu.project.front.asked import Asked, Receive, Scope, Send
from danchu.project.front.bodies import Bodies, Gone
from danchu.project.front.desk import Answer, Application, Desk
from danchu.project.front.pages import Page, Pages, lines_of, packed, wish_of
from danchu.project.front.refusals import Refusal


class Door:
    """Stands before ``application`` (WSGI). ``revisions`` is the folder of the wards' revision files; ``off_disk`` says
    of a path that what is sent there may not come to lie on a disk."""

    def __init__(
        self,
        application: Application,
        revisions: Path,
        *,
        off_disk: Callable[[str], bool] = lambda path: False,
        pages: Pages | None = None,
        bodies: Bodies | None = None,
        desk: Desk | None = None,
    ) -> None:
        self._pages = pages or Pages(revisions)
        self._bodies = bodies or Bodies(off_disk)
        self._desk = desk or Desk(application)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        asked = Asked(scope)
        try:
            await self._answer(asked, receive, send)
        except Gone:
            pass
        except Refusal as refusal:
            headers, body = refusal.headers_and_body(asked)
            await _send(send, refusal.status, headers, body)

    def close(self) -> None:
        """End what was begun: nothing is asked any more."""
        self._desk.close()

    async def _answer(self, asked: Asked, receive: Receive, send: Send) -> None:
        key = self._pages.key(asked) if asked.is_plain_reading else None
        if key and (page := self._pages.find(key)):
            await _send_page(send, asked, page)
            return
        looked_at = _looked_at if asked.is_plain_reading else _as_it_is
        async with self._bodies.whole(asked, receive) as (body, length):
            answer, page = await self._desk.ask(asked, body, length, looked_at)
        if page is None:
            await _send_answer(send, answer)
            return
        self._pages.learn(asked, page)
        if key:
            self._pages.keep(key, asked, page)
        await _send_page(send, asked, page)


def _looked_at(answer: Answer) -> tuple[Answer, Page | None]:
    wish = wish_of(answer)
    return answer, packed(answer, wish) if wish else None


def _as_it_is(answer: Answer) -> tuple[Answer, None]:
    return answer, None


async def _send_page(send: Send, asked: Asked, page: Page) -> None:
    if page.tag in asked.header(b"if-none-match"):
        await _send(send, 304, page.headers, b"")
    elif asked.takes_gzip:
        await send({"type": "http.response.start", "status": 200, "headers": page.lines})
        await send({"type": "http.response.body", "body": page.packed})
    else:
        body = gzip.decompress(page.packed)
        await _send(send, 200, [*page.headers, ("Content-Length", str(len(body)))], body)


async def _send_answer(send: Send, answer: Answer) -> None:
    headers = [(name, value) for name, value in answer.headers if name != KEEP]
    if answer.file:
        await _begin(send, answer.status, headers)
        await send({"type": "http.response.pathsend", "path": answer.file})
    else:
        await _send(send, answer.status, headers, answer.body)


async def _send(send: Send, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    await _begin(send, status, headers)
    await send({"type": "http.response.body", "body": body})


async def _begin(send: Send, status: int, headers: list[tuple[str, str]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": lines_of(headers)})
