"""When the software fails: one number stands on the page, in the answer's header and in the log, so that whoever met
the fault and whoever mends it speak of the same one.
"""

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseServerError
from django.template.loader import render_to_string

from danchu.core import full_disk
from danchu.lib import codes

HEADER = "X-Danchu-Error"
SIGNS = 8

type Told = Callable[[HttpRequest, str], HttpResponseBase]


def failed(request: HttpRequest) -> HttpResponseBase:
    """The answer to a request in which the software failed (Django's ``handler500``), or the disk is full. It asks
    nothing of the database and of the page shell, which may be what failed. A view for programs has its own answer,
    ``tells_failure``."""
    if full_disk.is_behind(sys.exc_info()[1]):
        return _without_room(request)
    number = codes.written(codes.new_code(SIGNS))
    request.failure_number = number  # type: ignore[attr-defined] # for the log, which is written next
    match = request.resolver_match
    told: Told = getattr(match.func, "tells_failure", _page) if match else _page
    response = told(request, number)
    response.headers[HEADER] = number
    return response


def _page(request: HttpRequest, number: str) -> HttpResponseBase:
    return HttpResponseServerError(render_to_string("500.html", {"number": number}))


def _without_room(request: HttpRequest) -> HttpResponseBase:
    """Nothing failed but the disk: no number to look for, and the log has a line that says what to do."""
    full_disk.report()
    response = HttpResponse(render_to_string("507.html"), status=507)
    response.headers["Retry-After"] = str(full_disk.AGAIN_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
