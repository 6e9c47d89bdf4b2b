"""Who may open a page. Every view carries exactly one of these; a test walks every route as every role."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import rules
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

from danchu.core.ui import unsent
from danchu.core.ui.request import Request

type View = Callable[..., HttpResponseBase]

PUBLIC = "public"
SIGNED_IN = "signed-in"
KEEP = "X-Danchu-Keep"
"""The header by which a page tells the front that it may be kept until the ward publishes again."""


def public(view: View) -> View:
    """A page for anyone."""
    view.audience = PUBLIC  # type: ignore[attr-defined]
    return view


def keeping(*reads: str) -> Callable[[View], View]:
    """A page for anyone that changes only when the ward publishes or the day changes: the front may keep it.

    Such a page has no form that needs a token and says nothing about the visitor. ``reads`` are the names of the
    address's query that it reads; what others say changes nothing on it.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def keepable(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if _says_nothing_of_itself(request) and _is_named(request):
                response.headers[KEEP] = " ".join([request.ward.code, *reads])
            return response

        keepable.reads = frozenset(reads)  # type: ignore[attr-defined]
        return public(keepable)

    return guard


kept = keeping()
"""A page that may be kept and reads nothing of the address's query."""


def _says_nothing_of_itself(request: Request) -> bool:
    return request.method == "GET" and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _is_named(request: Request) -> bool:
    """Whether the site is asked by a name that somebody gave it, at its own port: invented ones (of a wildcard, with
    another port) would each be kept as another site."""
    host = request.get_host()
    name, _ = split_domain_port(host)
    given = {request.ward.host, *settings.ALLOWED_HOSTS}
    return bool({name, "*"} & given) and host in {name, f"{name}:{request.get_port()}"}


def programs(view: View) -> View:
    """An interface for other programs, open to anyone. It must look at no cookie: then the token of a form would prove
    nothing, and is not asked for."""
    exempt = csrf_exempt(public(view))
    exempt.for_programs = True  # type: ignore[attr-defined]
    return exempt


def signed_in(view: View) -> View:
    """A page for anyone with an account of this ward."""
    return _guarded(view, SIGNED_IN, lambda request: True)


def allowed(permission: str) -> Callable[[View], View]:
    """A page for those whom the policy ``permission`` lets in, asked with the ward as its object.

    A page about one object asks its own policy again with that object (or gets the object through an ``access_*``
    query, which is the same).
    """

    def guard(view: View) -> View:
        return _guarded(view, permission, lambda request: rules.has_perm(permission, request.user, request.ward))

    return guard


def _guarded(view: View, audience: str, may: Callable[[Request], bool]) -> View:
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return unsent.signed_out(request) or redirect_to_login(request.get_full_path())
        if not may(request):
            raise PermissionDenied(audience)
        return view(request, *args, **kwargs)

    guarded.audience = audience  # type: ignore[attr-defined]
    return guarded


def may_open(request: Request, address: str) -> bool:
    """Whether the guard of the page at ``address`` lets this person in; False where there is no page of the house."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return False
    match getattr(view, "audience", ""):
        case "":
            return False
        case audience if audience == PUBLIC:
            return True
        case audience if audience == SIGNED_IN:
            return request.user.is_authenticated
        case permission:
            return request.user.is_authenticated and rules.has_perm(permission, request.user, request.ward)
