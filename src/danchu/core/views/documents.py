"""Official documents at the desk: the register, one document, and every act on it."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from danchu.core import forms
from danchu.core.actions.documents import (
    prepare_document,
)
from danchu.core.files.serving import serve
from danchu.core.models import OfficialDocument
from danchu.core.ordering import ByGivenName
from danchu.core.records import beside, kinds, queries, screen
from danchu.core.records.answers import document_answer
from danchu.core.records.papers import mark_of, paper_of
from danchu.core.records.states import DocumentState
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.lib.vntext import capitalise
from statute.documents import document_types

FIRST_YEAR = 2023


def _kinds(request: Request) -> Iterable[tuple[str, str]]:
    return kinds.choices()


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return DocumentState.choices


def _years(request: Request) -> Iterable[tuple[str, str]]:
    return ((str(year), f"Năm {year}") for year in range(clock.today().year, FIRST_YEAR - 1, -1))


def _in_year(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return rows.filter(year=int(chosen)) if re.fullmatch(r"20\d\d", chosen) else rows.none()


class Documents(Register):
    """The register of documents issued (sổ đăng ký văn bản đi), with the drafts."""

    audience = "core.open_documents"
    title = "Sổ văn bản"
    intro = "Văn bản do phường lập: dự thảo, đã ban hành, đã thu hồi. Số không dùng lại."
    noun = "văn bản"
    search_in = "search_text"
    empty = "Chưa có văn bản nào. Văn bản được lập từ trang của từng việc, ví dụ từ một nội dung công khai."
    columns = (
        Column("Trích yếu", "subject", link=True),
        Column("Số, ký hiệu", "symbol", order=("letters", "number")),
        Column("Loại", lambda row: document_types()[row.letters], order="letters"),
        Column("Ngày ban hành", "issued_on"),
        Column("Người ký", "signer_name", order=ByGivenName("signer_name")),
        Column("Trạng thái", "get_state_display"),
        Column("Lý do thu hồi", "withdrawal_reason", export_only=True),
        Column("Mã băm", "digest", export_only=True),
    )
    filters = (
        Filter("loai", "Loại", _kinds, by_field("kind")),
        Filter("trang-thai", "Trạng thái", _states, by_field("state")),
        Filter("nam", "Năm", _years, _in_year),
    )

    def rows(self, request: Request) -> QuerySet[OfficialDocument]:
        return queries.visible_to(request.user, request.ward).defer("paper", "source").order_by("-pk")


@allowed("core.handle_documents")
def prepare(request: Request, kind: str, target: int) -> HttpResponseBase:
    """Write a new document; the text is filled in from the records."""
    made, row = queries.access_target(request.user, request.ward, kind, target)
    form = forms.SourceForm(*sent(request), source=made.source_for(row))

    def act(_data: dict[str, Any]) -> str:
        made_now = prepare_document(
            ward=request.ward, kind=made.key, target=row, source=form.source(), by=request.user, at=clock.now()
        )
        return made_now.get_absolute_url()

    return form_page(
        request,
        form,
        title=f"Lập {made.label}",
        intro="Nội dung đã điền sẵn từ hồ sơ. Sửa nếu cần, rồi lưu.",
        act=act,
        done="Đã lưu dự thảo. Xem lại rồi ban hành.",
        submit="Lưu dự thảo",
        back=made.address(request.user, row),
    )


@allowed("core.open_documents")
def one(request: Request, pk: int) -> HttpResponseBase:
    """A document as it is printed, what became of it, and the acts that are possible now."""
    document = queries.access_document(request.user, request.ward, pk)
    kind = kinds.of(document.kind)
    target = document.target
    shown = {
        "document": document,
        "label": capitalise(kind.label),
        "address": kind.address(request.user, target) if target is not None else "",
        "links": beside.links(request.user, document),
        **screen.context(paper_of(document, clock.today()), mark_of(document)),
    }
    return render(request, "core/records/document.html", shown)


@allowed("core.open_documents")
def download(request: Request, pk: int, form: str) -> HttpResponseBase:
    """The Word or PDF file, or the signed copy (``ban-da-ky``)."""
    document = queries.access_document(request.user, request.ward, pk)
    if form != "ban-da-ky":
        return document_answer(document, form)
    if document.signed_copy is None:
        raise Http404("no signed copy")
    return serve(request, document.signed_copy)
