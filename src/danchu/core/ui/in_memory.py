"""Pages on which secrets are sent: nothing of what is sent may come to lie on the disk, in a report or in a browser.

A large upload is otherwise written to the system's folder for temporary files.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from danchu.core.ui.access import View

MOST_BYTES = 60_000_000
"""What one sending may hold, all files together."""
_MARK = "keeps_in_memory"


class InMemoryHandler(MemoryFileUploadHandler):
    """Keeps every file in memory; refuses to read what is larger than ``MOST_BYTES`` as a whole."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("more than a sealed sending may hold")
        self.activated = True


class InMemoryMiddleware:
    """Sets the handler before anything reads the body, for views that ``in_memory`` marked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Choose by the view that was found."""
        if _is_marked(view):
            request.upload_handlers = [InMemoryHandler(request)]


def keeps_in_memory(path: str) -> bool:
    """Whether what is sent to ``path`` may come to lie in memory only."""
    try:
        return _is_marked(resolve(path).func)
    except Resolver404:
        return False


def _is_marked(view: Any) -> bool:
    return bool(getattr(view, _MARK, False))


def in_memory(view: View) -> View:
    """A page on which secrets are sent or shown: uploads stay in memory, nothing is kept by browsers or reports.

    Stands above the access guard.
    """

    guarded = never_cache(sensitive_post_parameters()(view))
    setattr(guarded, _MARK, True)
    return guarded
