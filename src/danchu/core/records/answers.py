"""A document as a file to download."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from danchu.core.files.names import safe_name
from danchu.core.models import OfficialDocument
from danchu.core.records import pdf, word
from danchu.core.records.papers import file_stem, mark_of, paper_of
from danchu.lib import clock

_FORMS = {
    "pdf": (pdf.write, "application/pdf", "pdf"),
    "word": (word.write, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
}


def file_answer(document: OfficialDocument, form: str) -> HttpResponse:
    """``document`` as ``form`` ("pdf" or "word"), or 404."""
    if form not in _FORMS:
        raise Http404("no such form")
    write, mime, extension = _FORMS[form]
    answer = HttpResponse(write(paper_of(document, clock.today()), mark_of(document)), content_type=mime)
    name = safe_name(f"{file_stem(document)}.{extension}", extension)
    answer["Content-Disposition"] = content_disposition_header(form == "word", name) or ""
    answer["Cache-Control"] = "private, no-cache"
    return answer
