"""Pages go out packed, those of people who are signed in too."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from danchu.core.ui.access import KEEP

_TEXTS = (
    "text/",
    "application/json",
    "application/xml",
    "application/geo+json",
    "application/atom+xml",
    "image/svg+xml",
)


class PackingMiddleware(GZipMiddleware):
    """Django's, which adds some bytes by chance, so that lengths tell little of what is in a page. Left alone are files
    that are packed already, streams, and pages that the front keeps: it packs each once."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(_TEXTS)
        if response.streaming or KEEP in response.headers or not is_text:
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed
