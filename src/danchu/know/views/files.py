"""Documents and photographs, to those who may see what they belong to."""

from django.http import Http404, HttpResponseBase

from danchu.core.files.checks import PREVIEW_EDGES
from danchu.core.files.serving import serve
from danchu.core.ui.access import allowed, public
from danchu.core.ui.request import Request
from danchu.know import queries


@public
def attachment(request: Request, pk: int, name: str) -> HttpResponseBase:
    """A document of a disclosure. ``name`` is for people; ``?co=480`` asks for a smaller picture."""
    found = queries.access_attachment(request.user, request.ward, pk)
    return serve(request, found.file, edge=_edge(request), everyone=True)


@allowed("know.post")
def photo(request: Request, pk: int, which: str) -> HttpResponseBase:
    """The photograph of a posting (``niem-yet``) or of taking it down (``go``)."""
    posting = queries.access_posting(request.user, request.ward, pk)
    stored = {"niem-yet": posting.posted_photo, "go": posting.taken_down_photo}.get(which)
    if stored is None:
        raise Http404("no such photograph")
    return serve(request, stored, edge=_edge(request))


def _edge(request: Request) -> int:
    wanted = request.GET.get("co", "")
    return int(wanted) if wanted in {str(edge) for edge in PREVIEW_EDGES} else 0
