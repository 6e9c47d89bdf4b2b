"""Where anyone who holds a document checks it: the address is in its QR code."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from danchu.core.records import queries, screen
from danchu.core.records.answers import document_answer
from danchu.core.records.papers import mark_of, paper_of
from danchu.core.records.states import DocumentState
from danchu.core.ui.access import public
from danchu.core.ui.request import Request
from danchu.lib import clock


@public
def check(request: Request, code: str) -> HttpResponseBase:
    """Number, title, date, signer, whether it is in force, its digest; the document itself where it is public."""
    document = queries.access_by_code(request.ward, code)
    paper = paper_of(document, clock.today())
    shown = {
        "document": document,
        "in_force": document.state == DocumentState.ISSUED,
        "type_name": paper.type_name,
        "issuer": paper.issuer.replace("\n", " "),
        **(screen.context(paper, mark_of(document)) if document.is_public else {}),
    }
    return render(request, "core/records/check.html", shown)


@public
def download(request: Request, code: str, form: str) -> HttpResponseBase:
    """The PDF of a public document."""
    document = queries.access_by_code(request.ward, code)
    if not document.is_public or form != "pdf":
        raise Http404("not public")
    return document_answer(document, form, everyone=True)
