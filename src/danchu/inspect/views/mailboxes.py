"""The mailboxes: their addresses for everyone; at the desk, how reading them goes."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danchu.core.ui.access import allowed, kept
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Register
from danchu.core.ui.request import Request
from danchu.inspect import queries_mail
from danchu.inspect.actions import mailboxes as acts
from danchu.inspect.forms.mail import MailboxForm
from danchu.inspect.mail_server import ServerProblem, opened, try_sending
from danchu.inspect.models import Mailbox
from danchu.lib import clock
from danchu.ward import queries as ward_queries

RUNS = "inspect.run_mailboxes"


@kept
def addresses(request: Request) -> HttpResponse:
    """Where one can write to."""
    return render(request, "inspect/mail_addresses.html", {"mailboxes": list(queries_mail.mailboxes(request.ward))})


def _state(box: Mailbox) -> str:
    if box.retired_at:
        return "Thôi dùng"
    if not box.account:
        return "Chưa nhận thư vào sổ"
    return box.last_error or ("Đang nhận thư" if box.checked_at else "Chưa nhận lần nào")


class Mailboxes(Register):
    """Every mailbox, those in use first."""

    audience = "inspect.see_mailboxes"
    title = "Hòm thư điện tử"
    intro = "Thư đến được vào sổ thành phản ánh, kiến nghị; trả lời đi từ chính hòm thư đó."
    noun = "hòm thư"
    columns = (
        Column("Hòm thư", "name", link=True),
        Column("Địa chỉ", "address", unbroken=True),
        Column("Của", "whose"),
        Column("Thư để riêng", "waiting", numeric=True),
        Column("Nhận lần cuối", "checked_at"),
        Column("Tình trạng", _state),
    )
    buttons = (
        Button("Thêm hòm thư", "inspect:new-mailbox", RUNS, strong=True),
        Button("Sổ thư", "inspect:mails", "inspect.see_mail"),
    )
    empty = "Chưa có hòm thư nào. Thêm địa chỉ thư của phường, của từng tổ, từng đơn vị."

    def rows(self, request: Request) -> Any:
        return queries_mail.all_mailboxes(request.user, request.ward)


@allowed("inspect.see_mailboxes")
def mailbox(request: Request, pk: int) -> HttpResponse:
    """One mailbox: whose, how it is read, what waits in it."""
    found = queries_mail.access_mailbox(request.user, request.ward, pk)
    return render(request, "inspect/mailbox.html", {"mailbox": found, "state": _state(found)})


@allowed(RUNS)
def new(request: Request) -> HttpResponse:
    """Add a mailbox."""
    form = MailboxForm(*sent(request), ward=request.ward)

    def act(data: dict[str, Any]) -> str:
        group, organisation = form.owner()
        return acts.add_mailbox(
            ward=request.ward,
            name=data["name"],
            address=data["address"],
            group=ward_queries.groups(request.ward).filter(pk=group).first(),
            organisation=ward_queries.organisations(request.ward).filter(pk=organisation).first(),
            account=data["account"],
            by=request.user,
            at=clock.now(),
        ).get_absolute_url()

    back = reverse("inspect:mailboxes")
    return form_page(request, form, title="Thêm hòm thư", act=act, done="Đã thêm hòm thư.", back=back)


@allowed(RUNS)
@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    """Try whether the server lets it be read and sent from; nothing is read or sent."""
    found = queries_mail.access_mailbox(request.user, request.ward, pk)
    try:
        messages.success(request, _tried(found))
    except ServerProblem as problem:
        messages.error(request, str(problem))
    return redirect(found)


def _tried(box: Mailbox) -> str:
    if box.ward.is_demonstration:
        raise ServerProblem("Phường trình diễn không nối với máy chủ thư nào.")
    account = settings.MAILBOXES.get(box.account)
    if account is None:
        raise ServerProblem("Hòm thư chưa có tài khoản trên máy chủ thư.")
    with opened(account):
        pass
    mailer = f"mail-{box.account}"
    if mailer not in settings.MAILERS:
        return "Nhận thư được. Chưa đặt nơi gửi riêng: thư trả lời đi bằng máy chủ gửi thư chung."
    try_sending(mailer)
    return "Nhận thư và gửi thư đều được."
