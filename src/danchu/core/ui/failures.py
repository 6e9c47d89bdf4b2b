"""When the software fails: one number stands on the page, in the answer's header and in the log, so that whoever met
the fault and whoever mends it speak of the same one.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseServerError
from django.template.loader import render_to_string

from danchu.lib import codes

HEADER = "X-Danchu-Error"
SIGNS = 8

type Told = Callable[[HttpRequest, str], HttpResponseBase]


def failed(request: HttpRequest) -> HttpResponseBase:
    """The answer to a request in which the software failed (Django's ``handler500``). It asks nothing of the database
    and of the page shell, which may be what failed. A view for programs has its own answer, ``tells_failure``."""
    number = codes.written(codes.new_code(SIGNS))
    request.failure_number = number  # type: ignore[attr-defined] # for the log, which is written next
    match = request.resolver_match
    told: Told = getattr(match.func, "tells_failure", _page) if match else _page
    response = told(request, number)
    response.headers[HEADER] = number
    return response


def _page(request: HttpRequest, number: str) -> HttpResponseBase:
    return HttpResponseServerError(render_to_string("500.html", {"number": number}))
