"""A file as an answer: the only place that names it, says whether it is shown or saved, and who may keep it."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from danchu.core.files.names import safe_name

MIMES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NOBODY = "private, no-store"
ASK_AGAIN = "no-cache"
_NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors "


def as_file(content: bytes, stem: str, extension: str, *, shown: bool = False, everyone: bool = False) -> HttpResponse:
    """``content`` under the name ``stem.extension``, with the rest as in ``named``."""
    answer = HttpResponse(content, content_type=MIMES[extension])
    return named(answer, safe_name(f"{stem}.{extension}", extension), shown=shown, everyone=everyone)


def named[R: HttpResponseBase](answer: R, name: str, *, shown: bool = False, everyone: bool = False) -> R:
    """``answer`` as the file ``name`` (made safe before), in which a browser runs nothing; ``shown`` rather than saved.

    No browser and no proxy keeps it, as most of what the house makes names people. With ``everyone`` it is for anyone:
    then it may be kept, but whoever does asks each time whether it still stands, for what was published can be
    withdrawn.
    """
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=not shown, filename=name) or ""
    answer.headers["Cache-Control"] = ASK_AGAIN if everyone else NOBODY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = _NOTHING_RUNS + ("'self'" if shown else "'none'")
    return answer
