"""What somebody typed meets a door that was shut meanwhile, and is not lost.

Two doors shut while a page stands open. Whoever signs in in another tab makes the token of the page stale: then the
page is shown anew as if it were only opened, with a fresh token and what was typed (``pages.sent`` gives it to the
form). And a session ends: then a page says so, carries what was typed, and after signing in leads to the form with it.

Nothing is kept on the server. Nothing is done here either: what is shown anew is opened (GET), never sent. Only what a
page of this site sent comes back; else a foreign page could put words into a form and need no more than one press.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_LONGEST_WORD = 24
"""What is longer and has no space is a token and no word."""
_ATTRIBUTE = "danchu_unsent"


@dataclass
class Unsent:
    """What was typed and not sent; ``is_shown`` once a form took it up."""

    typed: QueryDict
    is_shown: bool = False


def of(request: HttpRequest) -> Unsent | None:
    """What was typed into the page that ``request`` opens anew, if anything was."""
    return getattr(request, _ATTRIBUTE, None)


def without_token(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The answer to a form whose token is stale or missing (Django's ``CSRF_FAILURE_VIEW``)."""
    if not is_from_here(request):
        return render(request, "403_csrf.html", status=403)
    answer = _page_anew(request)
    return answer if answer is not None else _told(request, request.POST, sends_again=True)


def signed_out(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form that was sent after its session ended; none where nothing was typed that could be lost."""
    unsent = of(request) or Unsent(request.POST)
    if not is_from_here(request) or not any(_carried(unsent.typed)):
        return None
    unsent.is_shown = True
    return _told(request, unsent.typed, sends_again=False)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this very site was sent, by a person and not by a script, which has its own way."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return mode == "navigate" and request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _page_anew(request: HttpRequest) -> HttpResponseBase | None:
    """The page at the address of ``request``, opened, with what was typed; None where it has no form for it."""
    if (match := request.resolver_match) is None:
        return None
    unsent, sent = Unsent(request.POST), (request.method, request.POST, request.FILES)
    _become(request, "GET", QueryDict(), MultiValueDict())
    setattr(request, _ATTRIBUTE, unsent)
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return None
    finally:
        _become(request, *sent)
    if not unsent.is_shown:
        return None
    add_never_cache_headers(answer)
    answer.status_code = 403
    return answer


def _become(request: HttpRequest, method: str | None, data: QueryDict, files: MultiValueDict) -> None:
    request.method = method
    request.POST = data  # type: ignore[assignment] # Django's own setter
    request._files = files  # type: ignore[attr-defined]


def _told(request: HttpRequest, typed: QueryDict, *, sends_again: bool) -> HttpResponse:
    """A page that says why nothing was sent, shows what was ``typed`` and carries it on.

    With ``sends_again`` its button sends the same once more. Else its form bears no token on purpose: it comes to
    ``without_token``, which opens the form with what was typed.
    """
    carried = list(_carried(typed))
    words = "\n\n".join(value for _, value in carried if _is_words(value))
    shown = {"carried": carried, "words": words, "sends_again": sends_again}
    answer = render(request, "core/unsent.html", shown, status=403)
    add_never_cache_headers(answer)
    return answer


def _carried(data: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in data.lists():
        if name != TOKEN and not is_secret(name):
            yield from ((name, str(value)) for value in values)


def is_secret(name: str) -> bool:
    """Whether the field ``name`` holds a password or the like: no page says it again."""
    return "password" in name or name in {"words", "again"}


def _is_words(value: str) -> bool:
    return any(sign.isalpha() for sign in value) and (len(value) <= _LONGEST_WORD or " " in value.strip())
