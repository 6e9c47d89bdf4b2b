"""Printing household cards. The sheet is the answer to the form: its codes are kept nowhere but on paper."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from danchu.core.answers import as_file
from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Column, Register
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.lib.vntext import vn_number
from danchu.ward import card_sheet, queries_access
from danchu.ward.actions.cards import issue_cards, replace_card
from danchu.ward.forms_sign_in import IssueForm
from danchu.ward.models import ResidentialGroup

ISSUED_MEANWHILE = (
    "Thẻ vừa được cấp sau khi trang này mở ra. Nếu tờ in đã tốt thì không cần làm gì thêm; "
    "nếu muốn cấp lần nữa, hãy bấm lại."
)


class Cards(Register):
    """The residential groups with their cards; each leads to the printing of its cards."""

    audience = "ward.print_cards"
    title = "Thẻ hộ gia đình"
    intro = "Mỗi hộ một thẻ giấy có ô vuông và mã, để đăng nhập không cần điện thoại nhận tin nhắn. Chọn tổ để in."
    noun = "tổ dân phố"
    search_in = "search_text"
    empty = "Chưa có tổ dân phố nào. Hãy nhập danh sách hộ trước."
    columns = (
        Column("Tổ dân phố", "name", link=True),
        Column("Số hộ", "households_now", numeric=True, total=True),
        Column("Thẻ đang dùng", "cards_now", numeric=True, total=True),
        Column("Cấp gần nhất", "issued_last"),
    )

    def rows(self, request: Request) -> QuerySet[ResidentialGroup]:
        return queries_access.groups_with_cards(request.ward)

    def url_of(self, row: ResidentialGroup) -> str:
        return reverse("ward:issue-cards", args=[row.pk])


@allowed("ward.print_cards")
def issue(request: Request, pk: int) -> HttpResponse:
    """New cards for a whole group, after a word about those in force."""
    group = queries_access.access_group_with_cards(request.ward, pk)
    households, cards = vn_number(group.households_now), vn_number(group.cards_now)

    def act() -> HttpResponse:
        printed = issue_cards(group=group, by=request.user, at=clock.now())
        return _sheet(request, group, printed, f"the-ho-{group.code}")

    return _page(
        request,
        title=f"In thẻ hộ: {group}",
        newest=group.newest_card,
        act=act,
        intro=f"Tổ có {households} hộ, {cards} thẻ đang dùng.",
        warning=f"{cards} thẻ đang dùng sẽ không dùng được nữa." if group.cards_now else "",
        submit="Cấp thẻ mới và in",
        back=reverse("ward:cards"),
    )


@allowed("ward.print_cards")
def replace(request: Request, pk: int) -> HttpResponse:
    """A new card for one household that lost its own."""
    household = queries_access.access_household_with_card(request.ward, pk)

    def act() -> HttpResponse:
        printed = replace_card(household=household, by=request.user, at=clock.now())
        return _sheet(request, household.group, printed, f"the-ho-{household.code}")

    return _page(
        request,
        title=f"Cấp thẻ mới cho hộ {household.code}",
        newest=household.newest_card,
        act=act,
        intro=f"Chủ hộ: {household.head_name or 'chưa ghi'}. {household.group}.",
        warning="Thẻ cũ của hộ sẽ không dùng được nữa." if household.cards_now else "",
        submit="Cấp thẻ mới và in",
        back=household.get_absolute_url(),
    )


def _page(request: Request, *, newest: int | None, act: Any, **words: str) -> HttpResponse:
    # What was the newest card when the page was opened: sending the form once more must not void what was printed.
    seen = str(newest or 0)
    form = IssueForm(*sent(request), initial={"seen": seen})

    def checked(data: dict[str, Any]) -> HttpResponse:
        if data["seen"] != seen:
            form.data = {"seen": seen}
            raise Refused(ISSUED_MEANWHILE)
        with transaction.atomic():  # a sheet that cannot be drawn leaves the old cards in force
            return act()

    response = form_page(request, form, act=checked, template="ward/cards/issue.html", **words)
    add_never_cache_headers(response)
    return response


def _sheet(request: Request, group: ResidentialGroup, printed: Any, name: str) -> HttpResponse:
    pdf = card_sheet.pdf(
        ward=request.ward,
        group=group,
        printed=printed,
        address=request.build_absolute_uri(reverse("ward:card")),
        day=clock.today(),
    )
    return as_file(pdf, name, "pdf", shown=True)
