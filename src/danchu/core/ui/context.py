"""What the page shell needs on every page. No queries here beyond what the request already made."""

from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch

from danchu.core.ui.menu import entries_for, links_for
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
        "menu": entries_for(request),
        "site_links": links_for(request, foot=False),
        "foot_links": links_for(request, foot=True),
        "enter_address": _to(settings.LOGIN_URL),
        "leave_address": _to("account_logout"),
        "start_address": _to(settings.LOGIN_REDIRECT_URL),
    }


def _to(route: str) -> str:
    try:
        return resolve_url(route)
    except NoReverseMatch:
        return "/"
