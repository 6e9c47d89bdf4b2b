"""What the page shell needs on every page. No queries here beyond what the request already made."""

from functools import cache
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch

from danchu.core.ui.menu import links, menu
from danchu.core.ui.request import Request


def shell(request: Request) -> dict[str, Any]:
    """The ward, the menu for this person, and whether this is a demonstration. Without a ward (an unknown host) only
    the last.
    """
    ward = getattr(request, "ward", None)
    if ward is None:
        return {"demonstration": settings.DEMO}
    return {
        "ward": ward,
        "demonstration": settings.DEMO,
        "embedded": bool(settings.EMBEDDED_IN),
        "menu": menu(request.user, ward, request.path),
        "site_links": links(request.path, foot=False),
        "foot_links": links(request.path, foot=True),
        "enter_address": _to(settings.LOGIN_URL),
        "leave_address": _to("account_logout"),
        "start_address": _to(settings.LOGIN_REDIRECT_URL),
    }


@cache
def _to(route: str) -> str:
    try:
        return resolve_url(route)
    except NoReverseMatch:
        return "/"
