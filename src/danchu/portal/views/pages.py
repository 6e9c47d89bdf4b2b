"""Short pages of words: how to use this site, and for whom it works."""

from django.http import HttpResponse
from django.shortcuts import render

from danchu.core.ui.access import kept
from danchu.core.ui.request import Request


@kept
def guide(request: Request) -> HttpResponse:
    """What a resident can do here, step by step."""
    return render(request, "portal/guide.html")


@kept
def accessibility(request: Request) -> HttpResponse:
    """What the site does for those who see, hear or move differently, and whom to tell when it fails."""
    return render(request, "portal/accessibility.html")
