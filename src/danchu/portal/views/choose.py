"""My residential group, remembered on this device. The pages it leads to stay the same for everyone."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from danchu.core.models import User
from danchu.core.ui.access import public
from danchu.core.ui.request import Request
from danchu.ward import queries as ward_queries
from danchu.ward.models import ResidentialGroup

COOKIE = "to"
REMEMBERED = 365 * 24 * 3600


@public
def choose(request: Request) -> HttpResponse:
    """Straight to the group that was chosen before or that one lives in; else, and with ``?doi=1``, a list to choose
    from."""
    groups = list(ward_queries.groups(request.ward))
    if request.method == "POST":
        chosen = _named(groups, request.POST.get("to", ""))
        if chosen is not None:
            return _remembered(chosen)
    own = _own(request, groups)
    if own is not None and request.method == "GET" and "doi" not in request.GET:
        return redirect("portal:group", own.code)
    first = _named(groups, request.GET.get("doi", ""))
    return render(request, "portal/choose.html", {"groups": groups, "first": first, "own": own})


def _named(groups: list[ResidentialGroup], code: str) -> ResidentialGroup | None:
    return next((each for each in groups if each.code == code), None)


def _own(request: Request, groups: list[ResidentialGroup]) -> ResidentialGroup | None:
    if chosen := _named(groups, request.COOKIES.get(COOKIE, "")):
        return chosen
    household = ward_queries.household_of(request.user) if isinstance(request.user, User) else None
    return household.group if household else None


def _remembered(group: ResidentialGroup) -> HttpResponse:
    response = redirect("portal:group", group.code)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, group.code, max_age=REMEMBERED, secure=secure, httponly=True, samesite="Lax")
    return response
