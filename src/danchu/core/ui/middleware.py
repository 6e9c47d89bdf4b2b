"""The ward of a request."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.db.models import CharField, Q
from django.http import Http404, HttpResponse

from danchu.core import in_force
from danchu.core.models import Ward
from danchu.core.prepared import Prepared
from danchu.core.ui.request import Request

_ANSWERING = Prepared(
    lambda name: Ward.objects.filter(Q(host=name) | Q(host=None)).order_by("pk")[:2],
    name=CharField(),
)


class WardMiddleware:
    """Sets ``request.ward`` from the host; an account of another ward is nobody here."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if _has_nul(request):
            raise BadRequest("no database keeps such a sign")
        request.ward = ward_of_host(request.get_host())
        if request.user.is_authenticated:
            if request.user.ward_id == request.ward.pk:
                request.user.ward = request.ward  # read already
            else:
                request.user = AnonymousUser()
        with in_force.within(request.ward.pk):
            return self.get_response(request)


def ward_of_host(host: str) -> Ward:
    """The ward that answers under ``host``; the one without a host name answers under every other name."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    found = {ward.host: ward for ward in _ANSWERING(name=name)}
    ward = found.get(name) or found.get(None)
    if ward is None:
        raise Http404("no ward answers under this host")
    return ward


def _has_nul(request: Request) -> bool:
    """Whether an address holds what no text holds; the interface for programs answers by its own standard."""
    if "\0" in request.path_info:
        return True
    return "%00" in request.META.get("QUERY_STRING", "") and not request.path_info.startswith("/open311/")
