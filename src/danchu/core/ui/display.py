"""How a person wants to see lists: rows on a page, height of the rows, columns. Kept in cookies for a year, so that it
works without an account and without script; lists for everyone, which are the same for all, look at none.

``?hien=1&dong=50&kieu=thuong&cot=…`` (the form below ``Hiển thị``) is remembered; ``?dong=50`` alone holds for once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from danchu.core.ui.request import Request

SIZES = (20, 50, 100, 200)
"""Rows of a page that one can choose."""
REMEMBER, SIZE, STYLE, COLUMNS = "hien", "dong", "kieu", "cot"
"""The names in addresses; of ``SIZE`` and ``STYLE`` those of the cookies end so too."""
NAMES = (REMEMBER, SIZE, STYLE, COLUMNS)
COMPACT, ROOMY = "gon", "thuong"
STYLES = ((COMPACT, "Gọn"), (ROOMY, "Thường"))
_COOKIE = "danchu-"
_SECONDS = 365 * 24 * 3600
_LONGEST = 400


@dataclass(frozen=True)
class Display:
    """What is wished for a list: ``size`` rows a page, rows of one line (``compact``), and the keys of the columns
    that are shown or hidden other than the list itself does (``turned``)."""

    size: int
    compact: bool = False
    turned: frozenset[str] = field(default_factory=frozenset)


def size_asked(text: str) -> int:
    """The number of rows that ``text`` names, 0 where it names none that can be chosen."""
    return next((each for each in SIZES if str(each) == text), 0)


def wished(request: Request, name: str, *, size: int, same_for_all: bool) -> Display:
    """How the list ``name`` is to be shown, which has ``size`` rows a page unless somebody wants another number."""
    for_once = size_asked(request.GET.get(SIZE, ""))
    if same_for_all:
        return Display(for_once or size)
    kept = request.COOKIES
    return Display(
        for_once or size_asked(kept.get(_COOKIE + SIZE, "")) or size,
        kept.get(_COOKIE + STYLE) != ROOMY,
        frozenset(kept.get(_COOKIE + COLUMNS + "-" + name, "")[:_LONGEST].split(".")),
    )


def remember(response: HttpResponse, request: Request, name: str, usual: Iterable[tuple[str, bool]]) -> None:
    """Keep what the form says. ``usual`` are the keys of the columns with whether the list shows them by itself: kept
    is only what differs, so that a column that is new appears to everybody."""
    ticked = {*request.GET.getlist(COLUMNS)}
    turned = [key for key, is_shown in usual if is_shown != (key in ticked)]
    style = request.GET.get(STYLE, "")
    _keep(response, SIZE, str(size_asked(request.GET.get(SIZE, "")) or ""))
    _keep(response, STYLE, style if style == ROOMY else "")
    _keep(response, f"{COLUMNS}-{name}", ".".join(turned))


def _keep(response: HttpResponse, name: str, value: str) -> None:
    if not value:
        response.delete_cookie(_COOKIE + name, samesite="Lax")
        return
    secure: Any = settings.SESSION_COOKIE_SECURE
    response.set_cookie(_COOKIE + name, value, max_age=_SECONDS, secure=secure, httponly=True, samesite="Lax")
