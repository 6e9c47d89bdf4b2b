"""Answering with a stored file: only what is safe to show is shown in the page, the rest is downloaded."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_cache_control

from danchu.core.files.storage import preview_of
from danchu.core.models import StoredFile

SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
_NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def serve(request: HttpRequest, stored: StoredFile, *, edge: int = 0) -> HttpResponseBase:
    """``stored`` as an answer; with ``edge`` the smaller version of a picture. The caller has checked who may see it.

    The content never changes under one address, but who may see it does: browsers ask again each time.
    """
    tag = f'"{stored.sha256}-{edge}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    place = preview_of(stored, edge) if edge else str(stored.content.name)
    shown = stored.mime in SHOWN and "tai-ve" not in request.GET
    answer = FileResponse(
        default_storage.open(place), as_attachment=not shown, filename=stored.name, content_type=stored.mime
    )
    answer.headers["ETag"] = tag
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = _NO_SCRIPT
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
