"""The register of letters, and what the desk does about those that were set aside."""

from collections.abc import Iterable
from typing import Any

import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danchu.core.refusals import Objection, Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.inspect import queries, queries_mail, seal
from danchu.inspect.actions import mail as acts
from danchu.inspect.forms.mail import AttachMailForm, LetterForm, OpenFromMailForm
from danchu.inspect.forms.sealed import NOBODY, LeftOutForm
from danchu.inspect.models import MailMessage
from danchu.inspect.states import MailVerdict, MailWay
from danchu.lib import clock

SEES, WORKS, HANDLES = "inspect.see_mail", "inspect.register", "inspect.handle"
FAILING = "chua-gui"


def _boxes(request: Request) -> Iterable[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in queries_mail.all_mailboxes(request.user, request.ward)]


def _by_verdict(rows: Any, chosen: str) -> Any:
    if chosen == FAILING:
        return queries_mail.unsent(rows)
    return by_field("verdict")(rows, chosen)


class Mails(Register):
    """Every letter that came or left, the newest first."""

    audience = SEES
    title = "Sổ thư điện tử"
    noun = "thư"
    columns = (
        Column("Tiêu đề", lambda row: row.subject or "(không có tiêu đề)", link=True, order="subject"),
        Column("Đến, đi", "get_way_display"),
        Column("Người gửi, nhận", lambda row: row.correspondent_name or row.correspondent, order="correspondent_name"),
        Column("Địa chỉ", "correspondent", export_only=True),
        Column("Hòm thư", "mailbox.name"),
        Column("Lúc", "received_at"),
        Column("Kết quả", "fate"),
        Column("Vụ việc", "case.symbol", unbroken=True),
    )
    filters = (
        Filter(
            "ket-qua",
            "Kết quả",
            lambda request: [*MailVerdict.choices, (FAILING, "Thư đi chưa gửi được")],
            _by_verdict,
        ),
        Filter("hom-thu", "Hòm thư", _boxes, by_field("mailbox")),
    )
    buttons = (Button("Hòm thư", "inspect:mailboxes", "inspect.see_mailboxes"),)
    search_in = "search_text"
    empty = "Chưa có thư nào."

    def rows(self, request: Request) -> Any:
        return queries_mail.mails(request.user, request.ward)


@allowed(SEES)
def mail(request: Request, pk: int) -> HttpResponse:
    """One letter: what became of it, and, while it waits, what can be done."""
    found = queries_mail.access_mail(request.user, request.ward, pk)
    case = found.case and queries.visible_to(request.user, request.ward).filter(pk=found.case.pk).first()
    shown = {
        "mail": found,
        "case": case,
        "files": queries_mail.files_of(found),
        "may_write": case is not None and found.way == MailWay.IN and rules.has_perm(HANDLES, request.user, case),
        "waits": found.verdict == MailVerdict.ASIDE,
        "may_send": found.notice is not None and not found.notice.sent_at,
    }
    return render(request, "inspect/mail.html", shown)


@allowed(WORKS)
def open_case(request: Request, pk: int) -> HttpResponse:
    """Open a case from a letter that was set aside."""
    found = queries_mail.access_mail(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        return acts.open_from_mail(message=found, kind=data["kind"], by=request.user, at=clock.now()).get_absolute_url()

    return form_page(
        request,
        OpenFromMailForm(*sent(request)),
        title="Mở vụ việc từ thư",
        intro="Người gửi được báo số, mã theo dõi và hạn trả lời.",
        submit="Mở vụ việc",
        act=act,
        done="Đã mở vụ việc.",
        back=found.get_absolute_url(),
    )


@allowed(WORKS)
def attach(request: Request, pk: int) -> HttpResponse:
    """Write a letter that was set aside into a case."""
    found = queries_mail.access_mail(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        symbol = data["symbol"].strip()
        case = queries.visible_to(request.user, request.ward).filter(symbol__iexact=symbol).first()
        if case is None:
            raise Refused(Objection(f"Không thấy vụ việc số {symbol}.", "symbol"))
        return acts.attach_mail(message=found, case=case, by=request.user, at=clock.now()).get_absolute_url()

    initial = {"symbol": found.case.symbol if found.case else ""}
    return form_page(
        request,
        AttachMailForm(*sent(request), initial=initial),
        title="Ghi thư vào vụ việc",
        intro="Nội dung và tệp kèm thư vào nhật ký của vụ việc, chỉ cán bộ đọc được.",
        submit="Ghi vào vụ việc",
        act=act,
        done="Đã ghi thư vào vụ việc.",
        back=found.get_absolute_url(),
    )


@allowed(WORKS)
def put_under_seal(request: Request, pk: int) -> HttpResponse:
    """A letter that was set aside is a denunciation: sealed, and erased where it stood."""
    found = queries_mail.access_mail(request.user, request.ward, pk)
    form = LeftOutForm(*sent(request), ward=request.ward)

    def act(_data: dict[str, Any]) -> str:
        sealed = seal.close(*_gathered(found), form.chosen())
        acts.seal_mail(message=found, sealed=sealed, by=request.user, at=clock.now())
        return reverse("inspect:desk")

    if not form.keys:
        messages.error(request, NOBODY)
    return form_page(
        request,
        form,
        title="Niêm phong thư thành đơn tố cáo",
        intro="Nội dung, người gửi và tệp được niêm phong thành đơn tố cáo, rồi xóa khỏi sổ thư. Không phục hồi được. "
        "Sau đó hãy xóa thư gốc trên máy chủ thư.",
        submit="Niêm phong, xóa bản rõ",
        act=act,
        done="Đã niêm phong. Hãy xóa thư gốc trên máy chủ thư.",
        back=found.get_absolute_url(),
    )


def _gathered(row: MailMessage) -> tuple[seal.Letter, list[seal.Enclosure]]:
    enclosures = []
    for file in queries_mail.files_of(row):
        with file.content.open("rb") as content:
            enclosures.append(seal.Enclosure(file.name, file.mime, content.read()))
    words = "\n\n".join(filter(None, [row.subject, row.text]))
    return seal.Letter(text=words, name=row.correspondent_name, email=row.correspondent), enclosures


@allowed(WORKS)
def drop(request: Request, pk: int) -> HttpResponse:
    """Do nothing about a letter that was set aside."""
    found = queries_mail.access_mail(request.user, request.ward, pk)

    def act(_data: dict[str, Any]) -> str:
        acts.drop_mail(message=found, by=request.user, at=clock.now())
        return reverse("inspect:mails") + f"?ket-qua={MailVerdict.ASIDE}"

    return form_page(
        request,
        Form(*sent(request)),
        title="Bỏ thư này",
        intro="Nội dung và tệp được xóa khỏi phần mềm; sổ vẫn ghi thư của ai, lúc nào. Thư gốc còn trên máy chủ thư.",
        submit="Bỏ thư",
        act=act,
        done="Đã bỏ thư.",
        back=found.get_absolute_url(),
    )


@allowed(WORKS)
@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    """Send once more what did not leave."""
    found = queries_mail.access_mail(request.user, request.ward, pk)
    form = Form({})

    def act(_data: dict[str, Any]) -> str:
        return acts.send_mail_again(message=found, by=request.user, at=clock.now()).get_absolute_url()

    return form_page(
        request, form, title="Gửi lại thư", act=act, done="Thư được gửi lại.", back=found.get_absolute_url()
    )


@allowed(HANDLES)
def write(request: Request, pk: int) -> HttpResponse:
    """Write to who sent a case in."""
    case = queries.access_case(request.user, request.ward, pk)
    if not rules.has_perm(HANDLES, request.user, case):
        raise PermissionDenied(HANDLES)

    def act(data: dict[str, Any]) -> str:
        acts.write_to_sender(case=case, text=data["text"], by=request.user, at=clock.now())
        return case.get_absolute_url()

    return form_page(
        request,
        LetterForm(*sent(request)),
        title="Gửi thư cho người gửi",
        intro=f"{case}: {case.title}. Thư đi ngay và được ghi vào nhật ký mà người gửi đọc được.",
        submit="Gửi thư",
        act=act,
        done="Thư đang được gửi.",
        back=case.get_absolute_url(),
    )
