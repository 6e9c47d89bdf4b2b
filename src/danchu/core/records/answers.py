"""A document as a file to download."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from danchu.core.files.names import safe_name
from danchu.core.models import OfficialDocument
from danchu.core.records import pdf
from danchu.core.records.blocks import Paper
from danchu.core.records.papers import file_stem, mark_of, paper_of
from danchu.lib import clock


def _word(paper: Paper, mark: str) -> bytes:
    from danchu.core.records import word

    return word.write(paper, mark)


_FORMS = {
    "pdf": (pdf.write, "application/pdf", "pdf"),
    "word": (_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
}


def file_answer(document: OfficialDocument, form: str) -> HttpResponse:
    """``document`` as ``form`` ("pdf" or "word"), or 404."""
    return paper_answer(paper_of(document, clock.today()), form, file_stem(document), mark_of(document))


def paper_answer(paper: Paper, form: str, stem: str, mark: str = "") -> HttpResponse:
    """``paper`` as ``form`` ("pdf" or "word") under the file name ``stem``, or 404: also for lists and blanks to sign,
    which are no documents of the register."""
    if form not in _FORMS:
        raise Http404("no such form")
    write, mime, extension = _FORMS[form]
    answer = HttpResponse(write(paper, mark), content_type=mime)
    answer["Content-Disposition"] = (
        content_disposition_header(form == "word", safe_name(f"{stem}.{extension}", extension)) or ""
    )
    answer["Cache-Control"] = "private, no-cache"
    return answer
