"""The page that one looks at while a long job goes on: it loads itself anew until the result is there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

REFRESH_SECONDS = 2


def waiting_page(request: HttpRequest, *, title: str, what: str, done: int, total: int, **context: Any) -> HttpResponse:
    """A progress bar under ``what``; without a ``total`` one that only moves. Works without JavaScript."""
    shown = {
        "title": title,
        "what": what,
        "done": min(done, total),
        "total": total,
        "percent": 100 * min(done, total) // total if total else None,
        **context,
    }
    response = render(request, "core/waiting.html", shown)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response
