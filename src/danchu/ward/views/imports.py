"""Importing the household roll: the file, its columns, the check, the result that waits for a decision."""

import hashlib
from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danchu.core.answers import as_file
from danchu.core.files.refused import FileRefused
from danchu.core.ordering import ByGivenName
from danchu.core.refusals import Refused
from danchu.core.spreadsheets import errors
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.core.ui.waiting import waiting_page
from danchu.lib import clock
from danchu.ward import import_forms, queries, tasks
from danchu.ward.actions.imports import Upload, apply_import, begin_import, discard_import, start_check
from danchu.ward.models import RollImport, RollImportLine
from danchu.ward.roll_import import checking
from danchu.ward.roll_import.fields import fields, template_file
from danchu.ward.roll_import.layout import ALL_SHEETS, Layout, heads, proposal
from danchu.ward.states import ImportLineKind, ImportState

_STORED = "households_stored"


class Imports(Register):
    """The imports of the roll, the latest first."""

    audience = "ward.change_roll"
    title = "Nhập danh sách hộ"
    intro = "Nhập hộ và người trong hộ từ bảng tính. Chưa ghi gì vào sổ trước khi anh chị xem kết quả và đồng ý."
    noun = "lượt nhập"
    empty = "Chưa có lượt nhập nào. Tải tệp mẫu về điền, hoặc bấm “Nhập tệp mới” với danh sách phường đang có."
    columns = (
        Column("Tệp", "file_name", link=True),
        Column("Bắt đầu", "started_at"),
        Column(
            "Người nhập",
            lambda row: str(row.started_by or "Quản trị hệ thống"),
            order=ByGivenName("started_by__display_name"),
        ),
        Column("Trạng thái", "get_state_display"),
        Column("Hộ mới", lambda row: row.counts.get("households_new"), numeric=True),
        Column("Hộ thay đổi", lambda row: row.counts.get("households_changed"), numeric=True),
        Column("Dòng lỗi", lambda row: row.counts.get("bad_rows"), numeric=True),
    )
    buttons = (
        Button("Tải tệp mẫu", "ward:roll-template", "ward.change_roll"),
        Button("Nhập tệp mới", "ward:roll-import-new", "ward.change_roll", strong=True),
    )

    def rows(self, request: Request) -> QuerySet[RollImport]:
        return queries.imports_visible_to(request.user, request.ward)


@allowed("ward.change_roll")
def new(request: Request) -> HttpResponseBase:
    """Choose the file. It is looked at at once, so that a wrong one is told here."""

    def act(data: dict[str, Any]) -> str:
        upload = data["file"]
        file = cast(BinaryIO, upload.file)
        with checking.opened(file, upload.name) as table:
            proposal(table, fields(clock.today()))
        digest = hashlib.file_digest(_from_start(file), "sha256").hexdigest()
        row = begin_import(ward=request.ward, upload=Upload(upload.name, digest, file), by=request.user, at=clock.now())
        return reverse("ward:roll-import-columns", args=[row.pk])

    return form_page(
        request,
        import_forms.UploadForm(*sent(request)),
        title="Nhập tệp mới",
        act=act,
        done="Đã nhận tệp. Hãy xem các cột được hiểu thế nào.",
        submit="Tiếp tục",
        back=reverse("ward:roll-imports"),
        template="ward/imports/new.html",
    )


def _from_start(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


@allowed("ward.change_roll")
def template_to_fill(request: Request) -> HttpResponseBase:
    """The file to download and fill in."""
    return as_file(template_file(clock.today()), "mau-danh-sach-ho", "xlsx")


@allowed("ward.change_roll")
def columns(request: Request, pk: int) -> HttpResponseBase:
    """How the columns are understood, to change where that is wrong; then the check begins."""
    row = queries.access_import(request.user, request.ward, pk)
    if row.state not in {ImportState.UPLOADED, ImportState.READY}:
        return redirect(row)
    kept = Layout.of(row.layout) if row.layout else None
    wanted = request.POST.get("trang") or request.GET.get("trang") or (kept.sheet if kept else "")
    known = fields(clock.today())
    with row.file.open("rb") as file, checking.opened(file, row.file_name) as table:
        try:
            head = proposal(table, known, wanted)
        except FileRefused as refused:
            messages.error(request, refused.message)
            wanted, kept, head = "", None, proposal(table, known)
        sheet = wanted or head.sheet
        form = import_forms.LayoutForm(
            request.POST or None, head=head, sheet=sheet, kept=kept if kept and kept.sheet == sheet else None
        )

        def act(data: dict[str, Any]) -> str:
            heads(table, known, form.layout())
            start_check(roll_import=row, layout=form.layout(), by=request.user, at=clock.now())
            return str(row.get_absolute_url())

        answer = form_page(
            request,
            form,
            title="Các cột của tệp",
            act=act,
            done="Đang kiểm tra từng dòng.",
            submit="Kiểm tra",
            template="ward/imports/columns.html",
            row=row,
            head=head,
            sheet=sheet,
            sheets=import_forms.sheet_choices(table.sheets),
            all_sheets=sheet == ALL_SHEETS,
            other=_other(row),
        )
    if answer.status_code == 302:
        tasks.check_roll.enqueue(row.pk)
    return answer


def _other(row: RollImport) -> RollImport | None:
    found = queries.open_import(row.ward)
    return found if found is not None and found.pk != row.pk else None


def _kinds(request: Request) -> Iterable[tuple[str, str]]:
    return ImportLineKind.choices


class Lines(Register):
    """What an import found, line by line. The page of one import shows it."""

    noun = "dòng"
    search_in = "search_text"
    search_hint = "Mã hộ, tên, nội dung"
    empty = "Tệp giống hệt sổ hiện nay: không có gì để thay đổi."
    template = "ward/imports/result.html"
    columns = (
        Column("Loại", "get_kind_display"),
        Column("Trang tính", "sheet", export_only=True),
        Column("Dòng", "row", numeric=True),
        Column("Ô", "cell"),
        Column("Hộ", "household"),
        Column("Chủ hộ", "head_name"),
        Column("Cột", "header", export_only=True),
        Column("Giá trị", "value"),
        Column("Nội dung", "message"),
    )
    filters = (Filter("loai", "Loại", _kinds, by_field("kind")),)

    def __init__(self, row: RollImport) -> None:
        self._row = row
        self.title = f"Kết quả: {row.file_name}"  # type: ignore[misc]

    def rows(self, request: Request) -> QuerySet[RollImportLine]:
        return queries.lines_of(self._row)

    def url_of(self, row: RollImportLine) -> str:
        return ""

    def context(self, request: Request) -> dict[str, Any]:
        counts = self._row.counts
        return {
            "row": self._row,
            "counts": counts,
            "changes": any(
                counts.get(key)
                for key in ("households_new", "households_changed", "people_new", "people_changed", "groups_new")
            ),
            "ready": self._row.state == ImportState.READY,
            "stored": self._row.state == ImportState.DONE,
        }


@allowed("ward.change_roll")
def one(request: Request, pk: int) -> HttpResponseBase:
    """An import: its progress while work goes on, then what was found."""
    row = queries.access_import(request.user, request.ward, pk)
    if row.state == ImportState.UPLOADED:
        return redirect("ward:roll-import-columns", pk=row.pk)
    if row.is_running:
        storing = row.state == ImportState.APPLYING
        return waiting_page(
            request,
            title="Đang nhập vào sổ" if storing else "Đang kiểm tra",
            intro=f"Tệp {row.file_name}",
            what="Đọc và ghi vào sổ" if storing else "Kiểm tra từng dòng",
            done=row.done,
            total=row.total,
            stop=reverse("ward:roll-import-discard", args=[row.pk]),
        )
    if row.state == ImportState.DISCARDED:
        return render(request, "ward/imports/discarded.html", {"row": row})
    return Lines(row).respond(request)


@allowed("ward.change_roll")
def faults(request: Request, pk: int) -> HttpResponseBase:
    """The faults as .xlsx; while the file is still there, with the rows that hold them."""
    row = queries.access_import(request.user, request.ward, pk)
    found = list(queries.faults_of(row))
    several = len({each.sheet for each in found}) > 1
    listed = [each.as_error(with_sheet=several) for each in found]
    rows, heading = ([], []) if several or not row.file else _rows_of(row, {each.row for each in found}, found)
    return as_file(errors.workbook(listed, rows, heading), f"loi-nhap-danh-sach-{row.pk}", "xlsx")


def _rows_of(row: RollImport, numbers: set[int | None], found: list[RollImportLine]) -> tuple[list[Any], list[str]]:
    """The faulty rows as they stand in the file, and the heads above them."""
    if not found:
        return [], []
    sheet = found[0].sheet
    with row.file.open("rb") as file, checking.opened(file, row.file_name) as table:
        head = proposal(table, fields(clock.today()), sheet)
        titles = {column.index: column.header for column in head.columns}
        heading = [titles.get(index, "") for index in range(max(titles, default=-1) + 1)]
        return [each for each in table.rows(head.sheet) if each.number in numbers], heading


@allowed("ward.change_roll")
@require_POST
def apply(request: Request, pk: int) -> HttpResponseBase:
    """Store what was found; ``chi-dong-dung`` leaves the faulty households out."""
    row = queries.access_import(request.user, request.ward, pk)
    try:
        apply_import(roll_import=row, accept_good="chi-dong-dung" in request.POST, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        tasks.apply_roll.enqueue(row.pk, request.user.pk)
    return redirect(row)


@allowed("ward.change_roll")
@require_POST
def discard(request: Request, pk: int) -> HttpResponseBase:
    """Leave everything as it is."""
    row = queries.access_import(request.user, request.ward, pk)
    try:
        discard_import(roll_import=row, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(row)
    messages.success(request, "Đã bỏ lượt nhập. Sổ hộ không thay đổi, tệp đã được xóa.")
    return redirect("ward:roll-imports")
