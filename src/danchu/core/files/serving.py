"""Answering with a stored file: only what is safe to show is shown in the page, the rest is downloaded."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified

from danchu.core.answers import named
from danchu.core.files.storage import preview_of
from danchu.core.models import StoredFile

SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


def serve(request: HttpRequest, stored: StoredFile, *, edge: int = 0, everyone: bool = False) -> HttpResponseBase:
    """``stored`` as an answer; with ``edge`` the smaller version of a picture. The caller has checked who may see it.

    ``everyone`` says that it belongs to something published: then browsers of visitors may keep it, and ask each time
    whether it still stands. What those who are signed in open is kept nowhere.
    """
    everyone = everyone and not request.user.is_authenticated
    tag = f'"{stored.sha256}-{edge}"'
    if everyone and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    place = preview_of(stored, edge) if edge else str(stored.content.name)
    shown = stored.mime in SHOWN and "tai-ve" not in request.GET
    answer = named(
        FileResponse(default_storage.open(place), content_type=stored.mime), stored.name, shown=shown, everyone=everyone
    )
    if everyone:
        answer.headers["ETag"] = tag
    return answer
