"""Accounts of staff, looked after by the administrator: given, closed, opened again, made safe again."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from danchu.core import squares
from danchu.core.models import User
from danchu.core.ui.access import allowed
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.lib.vntext import fold
from danchu.ward import queries, queries_access, second_factor
from danchu.ward.actions import accounts as acts
from danchu.ward.forms_sign_in import AccountForm, ConfirmForm
from danchu.ward.invitations import invite
from danchu.ward.models import Person

USED = {"dung": "Đang dùng", "khoa": "Đã khóa", "cho": "Chưa đặt mật khẩu"}


def _state(account: User) -> str:
    if not account.is_active:
        return USED["khoa"]
    return USED["dung"] if account.has_usable_password() else USED["cho"]


class Accounts(Register):
    """The accounts of staff."""

    audience = "ward.change_accounts"
    title = "Tài khoản cán bộ"
    intro = "Quyền của mỗi người theo chức danh đang giữ; tài khoản chỉ để đăng nhập."
    noun = "tài khoản"
    search_in = "person__search_text"
    empty = "Chưa có tài khoản cán bộ nào."
    columns = (
        Column("Họ và tên", "display_name", link=True),
        Column("Tên đăng nhập", "username"),
        Column("Tình trạng", _state),
        Column("Xác thực hai bước", "has_second_factor"),
        Column("Đăng nhập gần nhất", "last_login"),
    )
    filters = (Filter("tinh-trang", "Tình trạng", lambda request: USED.items(), queries_access.accounts_in_state),)
    buttons = (Button("Cấp tài khoản", "ward:people-for-account", "ward.change_accounts", strong=True),)

    def rows(self, request: Request) -> QuerySet[User]:
        return queries_access.staff_accounts(request.ward)

    def url_of(self, row: User) -> str:
        return reverse("ward:staff-account", args=[row.pk])


class PeopleForAccount(Register):
    """Whom to give an account: those on the roll without one of staff."""

    audience = "ward.change_accounts"
    exporting = "ward.export_roll"
    title = "Cấp tài khoản cho ai?"
    intro = "Chọn người đã có trong danh sách của phường."
    noun = "người"
    search_in = "search_text"
    empty = "Mọi người trong danh sách đều đã có tài khoản cán bộ."
    columns = (
        Column("Họ và tên", "full_name", link=True),
        Column("Năm sinh", lambda row: str(row.born_on.year if row.born_on else row.born_in_year or "")),
        Column("Chức danh", "office_now"),
        Column("Mã hộ", "household.code"),
    )
    filters = (
        Filter("chuc-danh", "Chức danh", lambda request: [("co", "Đang giữ chức danh")], queries_access.with_office),
    )

    def rows(self, request: Request) -> QuerySet[Person]:
        return queries_access.people_without_staff_account(request.ward)

    def url_of(self, row: Person) -> str:
        return reverse("ward:give-account", args=[row.pk])


@allowed("ward.change_accounts")
def one(request: Request, pk: int) -> HttpResponse:
    """One account: whose, in which offices, how it signs in, and what may be done with it."""
    account = queries_access.access_staff_account(request.ward, pk)
    shown = {
        "account": account,
        "state": _state(account),
        "offices": queries.offices_held(account),
        "has_second_factor": second_factor.has_second_factor(account),
        "sign_ins": queries_access.last_sign_ins(account),
        "is_own": account.pk == request.user.pk,
    }
    return render(request, "ward/accounts/one.html", shown)


@allowed("ward.change_accounts")
def give(request: Request, pk: int) -> HttpResponse:
    """Give somebody on the roll an account of staff; the answer is the paper with the link."""
    person = queries_access.access_person_for_account(request.ward, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        account = acts.give_staff_account(person=person, username=data["username"], by=request.user, at=clock.now())
        return _paper(request, account)

    return form_page(
        request,
        AccountForm(*sent(request), initial={"username": _suggested(person)}),
        title=f"Cấp tài khoản cho {person.full_name}",
        intro="Bước sau là tờ giấy có đường dẫn đặt mật khẩu để trao tận tay.",
        act=act,
        submit="Cấp tài khoản",
        back=reverse("ward:people-for-account"),
    )


def _suggested(person: Person) -> str:
    return ".".join(word for word in fold(person.full_name).split() if word.isalnum())[:40]


def _paper(request: Request, account: User) -> HttpResponse:
    invitation = invite(account, site=f"{request.scheme}://{request.get_host()}", at=clock.now())
    square = squares.svg_data_uri(invitation.address)
    response = render(request, "ward/accounts/paper.html", {"invitation": invitation, "square": square})
    add_never_cache_headers(response)
    return response


def _asked(
    request: Request,
    account: User,
    act: Callable[[dict[str, Any]], str | HttpResponse],
    *,
    title: str,
    intro: str,
    done: str = "",
) -> HttpResponse:
    """A page that asks before ``act``."""
    return form_page(
        request,
        cast(Form, ConfirmForm(*sent(request))),
        title=f"{title}: {account.display_name}",
        intro=intro,
        act=act,
        done=done,
        submit=title,
        back=_page_of(account),
    )


def _page_of(account: User) -> str:
    return reverse("ward:staff-account", args=[account.pk])


@allowed("ward.change_accounts")
def close(request: Request, pk: int) -> HttpResponse:
    """Close an account."""
    account = queries_access.access_staff_account(request.ward, pk)

    def act(_data: dict[str, Any]) -> str:
        acts.close_account(account=account, by=request.user, at=clock.now())
        return _page_of(account)

    intro = "Người này bị thoát ngay và không đăng nhập được nữa. Những gì đã làm vẫn giữ nguyên. Có thể mở lại."
    return _asked(request, account, act, title="Khóa tài khoản", intro=intro, done="Đã khóa tài khoản.")


@allowed("ward.change_accounts")
def reopen(request: Request, pk: int) -> HttpResponse:
    """Open a closed account again."""
    account = queries_access.access_staff_account(request.ward, pk)

    def act(_data: dict[str, Any]) -> str:
        acts.reopen_account(account=account, by=request.user, at=clock.now())
        return _page_of(account)

    intro = "Người này lại đăng nhập được bằng mật khẩu và cách xác thực đã có."
    return _asked(request, account, act, title="Mở lại tài khoản", intro=intro, done="Đã mở lại tài khoản.")


@allowed("ward.change_accounts")
def reset_password(request: Request, pk: int) -> HttpResponse:
    """Void the password; the answer is the paper with a new link."""
    account = queries_access.access_staff_account(request.ward, pk)

    def act(_data: dict[str, Any]) -> HttpResponse:
        return _paper(request, acts.reset_password(account=account, by=request.user, at=clock.now()))

    intro = (
        "Mật khẩu cũ và các đường dẫn đã trao hết tác dụng; người này bị thoát. Bước sau là tờ giấy có đường dẫn mới."
    )
    return _asked(request, account, act, title="Đặt lại mật khẩu", intro=intro)


@allowed("ward.change_accounts")
def reset_factor(request: Request, pk: int) -> HttpResponse:
    """Forget the second factor, and the password with it; the answer is the paper with a new link."""
    account = queries_access.access_staff_account(request.ward, pk)

    def act(_data: dict[str, Any]) -> HttpResponse:
        return _paper(request, acts.reset_second_factor(account=account, by=request.user, at=clock.now()))

    intro = (
        "Dùng khi mất điện thoại hoặc khóa bảo mật. Ứng dụng, khóa, mã dự phòng và mật khẩu cũ đều hết tác dụng; "
        "người này đặt lại từ đầu. Hãy chắc chắn đúng người đang đề nghị."
    )
    return _asked(request, account, act, title="Đặt lại xác thực hai bước", intro=intro)
