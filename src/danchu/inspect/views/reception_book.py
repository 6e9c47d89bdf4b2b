"""The reception book: recording what was said, answering, promising, printing the year."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.answers import as_file
from danchu.core.records.queries import papers_about
from danchu.core.ui.access import allowed
from danchu.core.ui.in_memory import in_memory
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.inspect import law, receipt_sheet, reception_sheets
from danchu.inspect import queries_reception as queries
from danchu.inspect.actions.reception_book import (
    add_promise,
    answer_reception,
    keep_promise,
    record_denunciation,
    record_reception,
)
from danchu.inspect.forms import reception as forms
from danchu.inspect.forms.sealed import NOBODY
from danchu.inspect.models import ReceptionEntry, ReceptionPromise, ReceptionVisit
from danchu.inspect.states import Outcome, ReceptionKind
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from statute import reception as statute

SEALED = "Tố cáo, đã niêm phong"


def _years(request: Request) -> list[tuple[str, str]]:
    found = queries.years(request.ward)
    return [(str(each), str(each)) for each in found]


class ReceptionBook(Register):
    """The reception book with the columns of form 03."""

    audience = "inspect.receive"
    title = "Sổ tiếp công dân"
    intro = "Mẫu số 03 ban hành kèm theo Thông tư số 04/2021/TT-TTCP."
    noun = "lượt tiếp"
    search_in = "search_text"
    empty = "Sổ chưa có dòng nào."
    template = "inspect/reception_book.html"
    prints_all = True
    columns = (
        Column("Số", lambda row: f"{row.number}/{row.year}", link=True, unbroken=True, order=("year", "number")),
        Column("Ngày tiếp", "received_on", unbroken=True),
        Column(
            "Họ tên, địa chỉ", lambda row: SEALED if row.is_sealed else ", ".join(filter(None, [row.name, row.address]))
        ),
        Column("Giấy tờ tùy thân", "identity", export_only=True),
        Column("Nội dung", lambda row: "" if row.is_sealed else row.content[:200]),
        Column("Phân loại", "get_kind_display"),
        Column("Số người", "people", numeric=True, total=True),
        Column("Cơ quan đã giải quyết", "settled_before", export_only=True),
        Column("Xử lý", "get_outcome_display"),
        Column("Hướng dẫn, chuyển đến", "sent_to", export_only=True),
        Column("Theo dõi kết quả", "followed", export_only=True),
        Column("Ghi chú", "note", export_only=True),
        Column("Hạn trả lời", "due_on", unbroken=True),
    )
    filters = (
        Filter("nam", "Năm", _years, by_field("year")),
        Filter("phan-loai", "Phân loại", lambda request: ReceptionKind.choices, by_field("kind")),
        Filter("xu-ly", "Xử lý", lambda request: Outcome.choices, by_field("outcome")),
    )
    buttons = (
        Button("Ghi lượt tiếp", "inspect:record-reception", "inspect.receive", strong=True),
        Button("Lời hứa", "inspect:reception-promises", "inspect.keep_promise"),
    )

    def rows(self, request: Request) -> QuerySet[ReceptionEntry]:
        return queries.entries(request.ward)

    def context(self, request: Request) -> dict[str, Any]:
        return {"years": [int(value) for value, _ in _years(request)]}


class ReceptionPromises(Register):
    """What was promised when citizens were received; while nothing else is asked for, what is not kept yet."""

    audience = "inspect.keep_promise"
    title = "Lời hứa khi tiếp công dân"
    noun = "lời hứa"
    empty = "Không có lời hứa nào chưa thực hiện."
    columns = (
        Column("Nội dung", "text", link=True),
        Column("Đơn vị", "unit"),
        Column("Hứa ngày", "promised_on", unbroken=True),
        Column("Hạn", "due_on", unbroken=True),
        Column("Thực hiện ngày", "kept_on", unbroken=True),
        Column("Kết quả", "how", export_only=True),
    )
    filters = (
        Filter(
            "loc",
            "Tình trạng",
            lambda request: [("xong", "Đã thực hiện"), ("tre", "Quá hạn chưa thực hiện"), ("tat-ca", "Tất cả")],
            lambda rows, chosen: queries.promises_by(rows, chosen, clock.today()),
            otherwise="Chưa thực hiện",
            unless_chosen=lambda rows: rows.filter(kept_on=None),
        ),
    )

    def rows(self, request: Request) -> QuerySet[ReceptionPromise]:
        return queries.promises_visible_to(request.user, request.ward).order_by("due_on", "pk")

    def url_of(self, row: ReceptionPromise) -> str:
        return reverse("inspect:reception-promise", args=[row.pk])


@allowed("inspect.receive")
def year_book(request: Request, year: int) -> HttpResponse:
    """The book of one year as a PDF in the shape of form 03."""
    if not 2000 <= year <= clock.today().year:
        raise Http404("no such year")
    return reception_sheets.book(request.ward, year, queries.entries(request.ward).filter(year=year))


@allowed("inspect.receive")
def record(request: Request, pk: int = 0) -> HttpResponseBase:
    """Write into the book what somebody says: of a visit in the queue, or without one."""
    visit = queries.access_visit(request.ward, pk) if pk else None
    form = forms.RecordForm(
        *sent(request), ward=request.ward, initial=_initial(request, visit), representation=_representation()
    )

    def act(_data: dict[str, Any]) -> str:
        entry = record_reception(
            ward=request.ward,
            record=form.record(),
            visit=visit,
            pledge=form.pledge(),
            by=request.user,
            at=clock.now(),
        )
        return entry.get_absolute_url()

    return form_page(
        request,
        form,
        title="Ghi sổ tiếp công dân",
        intro=str(visit) if visit else "Người đến ngoài lịch, hoặc nghe qua điện thoại.",
        act=act,
        done="Đã ghi sổ.",
        submit="Ghi sổ",
        back=visit.day.get_absolute_url() if visit else reverse("inspect:reception-book"),
        template="inspect/reception_record.html",
        denounce=reverse("inspect:record-denunciation-visit", args=[pk])
        if visit
        else reverse("inspect:record-denunciation"),
    )


def _initial(request: Request, visit: ReceptionVisit | None) -> dict[str, Any]:
    received = _received(request, visit)
    if visit is None:
        return received
    return {
        "name": visit.name,
        "phone": visit.phone,
        "content": visit.matter,
        "people": visit.people,
        **received,
    }


def _received(request: Request, visit: ReceptionVisit | None) -> dict[str, Any]:
    """Who receives, as far as the plan of the day tells; the form asks."""
    if visit is None:
        return {"receiver": request.user.display_name}
    return {"receiver": visit.day.receiver, "by_chair": visit.day.by_chair}


def _representation() -> str:
    today, book = clock.today(), law.book()
    few, many = book.value("reception.group_from", today), book.value("reception.many", today)
    speak = book.value("reception.representatives_up_to_ten", today)
    return (
        f"Từ {few.number} người cùng một nội dung: {speak.words()} đại diện; {many.words()}: "
        f"{book.value('reception.representatives', today).words()} ({few.citation})."
    )


@in_memory
@allowed("inspect.receive")
def denounce(request: Request, pk: int = 0) -> HttpResponseBase:
    """Take down a denunciation: sealed before it reaches the disk. The visit then says nothing any more."""
    visit = queries.access_visit(request.ward, pk) if pk else None
    form = forms.SpokenForm(*sent(request), ward=request.ward, initial=_received(request, visit))

    def act(data: dict[str, Any]) -> str:
        entry = record_denunciation(
            ward=request.ward,
            seal=form.sealed(),
            receiver=data["receiver"],
            by_chair=data["by_chair"],
            visit=visit,
            by=request.user,
            at=clock.now(),
        )
        return entry.get_absolute_url()

    return form_page(
        request,
        form,
        title="Ghi tố cáo",
        intro="Nội dung và người tố cáo được niêm phong ngay; chỉ người giải quyết mở được. Đọc lại cho người đó nghe "
        "trước khi bấm."
        if form.can_be_sealed
        else NOBODY,
        act=act,
        done="Đã niêm phong và vào sổ. Trao mã theo dõi cho người tố cáo.",
        submit="Niêm phong, vào sổ",
        back=visit.day.get_absolute_url() if visit else reverse("inspect:reception-book"),
    )


@allowed("inspect.receive")
def entry(request: Request, pk: int) -> HttpResponseBase:
    """One line of the book: what was said, how it was dealt with, promises, papers."""
    found = queries.access_entry(request.ward, pk)
    limit = statute.representatives(found.people, found.received_on, law.book())
    shown = {
        "entry": found,
        "promises": queries.promises_of(found),
        "ground": statute.ground(found.ground),
        "limit": limit if limit and found.representatives > limit.number else None,
        "papers": None if found.is_sealed else papers_about(request.user, request.ward, [found])[found.pk],
        "awaits_answer": found.due_on is not None and found.answered_on is None,
        "today": clock.today(),
    }
    return render(request, "inspect/reception_entry.html", shown)


@allowed("inspect.receive")
def receipt(request: Request, pk: int) -> HttpResponse:
    """What whoever came takes home: what was received, its number, the code to follow it by."""
    found = queries.access_entry(request.ward, pk)
    if found.case is None or (found.is_sealed and found.received_on != clock.today()):
        raise Http404("nothing was taken in, or its code is no longer the desk's to show")
    return as_file(receipt_sheet.pdf(found.case), "bien-nhan", "pdf", shown=True)


@allowed("inspect.receive")
def answer(request: Request, pk: int) -> HttpResponseBase:
    """Give the answer that was put off."""
    found = queries.access_entry(request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        return answer_reception(entry=found, **data, by=request.user, at=clock.now()).get_absolute_url()

    return form_page(
        request,
        forms.AnswerForm(*sent(request)),
        title="Trả lời sau tiếp công dân",
        intro=f"{found}{f', hạn {vn_date(found.due_on)}' if found.due_on else ''}.",
        act=act,
        done="Đã ghi trả lời.",
        submit="Trả lời",
        back=found.get_absolute_url(),
    )


@allowed("inspect.receive")
def pledge(request: Request, pk: int) -> HttpResponseBase:
    """Enter something that was promised."""
    found = queries.access_entry(request.ward, pk)
    form = forms.PledgeForm(*sent(request), ward=request.ward)

    def act(_data: dict[str, Any]) -> str:
        if (given := form.pledge()) is not None:
            add_promise(entry=found, pledge=given, by=request.user, at=clock.now())
        return found.get_absolute_url()

    return form_page(
        request, form, title="Thêm lời hứa", intro=str(found), act=act, done="Đã ghi.", back=found.get_absolute_url()
    )


@allowed("inspect.keep_promise")
def promise(request: Request, pk: int) -> HttpResponseBase:
    """One promise, and the place to say how it was kept."""
    found = queries.access_promise(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        keep_promise(promise=found, **data, by=request.user, at=clock.now())
        return reverse("inspect:reception-promise", args=[found.pk])

    return form_page(
        request,
        forms.KeptForm(*sent(request)),
        title="Lời hứa khi tiếp công dân",
        intro=str(found.entry),
        act=act,
        done="Đã ghi lời hứa được thực hiện.",
        submit="Đã thực hiện",
        back=reverse("inspect:reception-promises"),
        template="inspect/reception_promise.html",
        promise=found,
        is_late=found.kept_on is None and found.due_on < clock.today(),
    )
