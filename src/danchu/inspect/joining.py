"""Who says the same of a remark: an account, or a browser that a cookie of its own tells from others."""

import secrets

from django.conf import settings
from django.http import HttpResponseBase

from danchu.core.limits import hidden
from danchu.core.models import User
from danchu.core.ui.request import Request
from danchu.inspect.models import Case

COOKIE = "cung-phan-anh"
REMEMBERED = 365 * 24 * 3600


def who(request: Request, case: Case) -> tuple[str, str]:
    """A keyed hash that stands for who asks, and the browser's sign to ``remember``; empty for an account. The hash is
    another for each ``case``: nobody can be followed from one to the next.
    """
    if isinstance(request.user, User):
        return hidden("inspect.join", f"{case.pk}:account:{request.user.pk}"), ""
    sign = request.COOKIES.get(COOKIE, "")
    if not 20 <= len(sign) <= 40:
        sign = secrets.token_urlsafe(20)
    return hidden("inspect.join", f"{case.pk}:browser:{sign}"), sign


def remember(response: HttpResponseBase, sign: str) -> None:
    """Let the browser be known again."""
    if sign:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, sign, max_age=REMEMBERED, secure=secure, httponly=True, samesite="Lax")
