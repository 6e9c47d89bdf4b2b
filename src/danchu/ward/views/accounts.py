"""Accounts of staff, looked after by the administrator: given, closed, opened again, made safe again."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from danchu.core.models import User
from danchu.core.ordering import ByGivenName
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.lib.vntext import fold
from danchu.ward import queries, queries_access, second_factor
from danchu.ward.actions import accounts as acts
from danchu.ward.forms_sign_in import AccountForm
from danchu.ward.models import Person
from danchu.ward.views.invitation import paper

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
        Column("Họ và tên", "display_name", link=True, order=ByGivenName("display_name")),
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
        Column("Họ và tên", "full_name", link=True, order="sort_key"),
        Column(
            "Năm sinh",
            lambda row: str(row.born_on.year if row.born_on else row.born_in_year or ""),
            order=Coalesce(ExtractYear("born_on"), "born_in_year"),
        ),
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
    }
    return render(request, "ward/accounts/one.html", shown)


@allowed("ward.change_accounts")
def give(request: Request, pk: int) -> HttpResponse:
    """Give somebody on the roll an account of staff; the answer is the paper with the link."""
    person = queries_access.access_person_for_account(request.ward, pk)

    def act(data: dict[str, Any]) -> HttpResponse:
        account = acts.give_staff_account(person=person, username=data["username"], by=request.user, at=clock.now())
        return paper(request, account)

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
