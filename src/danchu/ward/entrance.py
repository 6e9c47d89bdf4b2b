"""Where a sign-in may lead to."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, wanted: str) -> str:
    """``wanted`` if it is an address of this very site, else nothing. A bare word is none: Django's ``redirect`` would
    take it for the name of a route."""
    fits = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if fits and wanted.startswith(("/", "http://", "https://")) else ""


def destination(request: HttpRequest, wanted: str) -> str:
    """Where to go after signing in."""
    return safe_next(request, wanted) or resolve_url(settings.LOGIN_REDIRECT_URL)
