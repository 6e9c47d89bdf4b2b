"""What the page shell needs on every page. No queries here beyond what the request already made."""

from typing import Any

from django.conf import settings

from danchu.core.ui.menu import entries_for
from danchu.core.ui.request import Request


def shell(request: Request) -> dict[str, Any]:
    """The ward, the menu for this person, and whether this is a demonstration."""
    ward = getattr(request, "ward", None)
    return {"ward": ward, "demonstration": settings.DEMO, "menu": entries_for(request) if ward else []}
