"""A document as a file to download."""

from django.http import Http404, HttpResponse

from danchu.core.answers import as_file
from danchu.core.models import OfficialDocument
from danchu.core.records import pdf
from danchu.core.records.blocks import Paper
from danchu.core.records.papers import file_stem, mark_of, paper_of
from danchu.lib import clock


def _word(paper: Paper, mark: str) -> bytes:
    from danchu.core.records import word

    return word.write(paper, mark)


_FORMS = {"pdf": (pdf.write, "pdf"), "word": (_word, "docx")}


def document_answer(document: OfficialDocument, form: str, *, everyone: bool = False) -> HttpResponse:
    """``document`` as ``form`` ("pdf" or "word"), or 404; ``everyone`` may keep a public one."""
    return paper_answer(
        paper_of(document, clock.today()), form, file_stem(document), mark_of(document), everyone=everyone
    )


def paper_answer(paper: Paper, form: str, stem: str, mark: str = "", *, everyone: bool = False) -> HttpResponse:
    """``paper`` as ``form`` ("pdf" or "word") under the file name ``stem``, or 404: also for lists and blanks to sign,
    which are no documents of the register."""
    if form not in _FORMS:
        raise Http404("no such form")
    write, extension = _FORMS[form]
    return as_file(write(paper, mark), stem, extension, shown=form == "pdf", everyone=everyone)
