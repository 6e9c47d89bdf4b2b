"""Keeping the household roll: every change of a household."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from danchu.core.models import User
from danchu.core.ui.access import allowed
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import forms, queries
from danchu.ward.actions.households import (
    change_household,
    household_leaves,
    household_returns,
    move_household,
    open_household,
)
from danchu.ward.actions.people import add_member, change_head
from danchu.ward.models import Household
from danchu.ward.views.changing import change_page


@allowed("ward.change_roll")
def new(request: Request) -> HttpResponseBase:
    """Enter a household with its head."""
    form = forms.NewHouseholdForm(*sent(request), ward=request.ward, initial={"group": request.GET.get("to")})

    def act(data: dict[str, Any]) -> str:
        about = {name: data[name] for name in ("group", "code", "address")}
        made = open_household(**about, head=form.person(), by=request.user, at=clock.now())
        return made.get_absolute_url()

    return form_page(
        request,
        form,
        title="Thêm hộ",
        intro="Ghi hộ và chủ hộ trước, rồi thêm các thành viên khác ở trang của hộ.",
        act=act,
        done="Đã thêm hộ.",
        back=reverse("ward:households"),
    )


@allowed("ward.change_roll")
def change(request: Request, pk: int) -> HttpResponseBase:
    """Correct code and address."""
    found = queries.access_household(request.user, request.ward, pk)
    form = forms.HouseholdForm(*sent(request), initial=forms.known(found, forms.HouseholdForm))
    return change_page(request, found, form, partial(change_household, household=found), title=f"Sửa {_name(found)}")


@allowed("ward.change_roll")
def move(request: Request, pk: int) -> HttpResponseBase:
    """Move a household within the ward."""
    found = queries.access_household(request.user, request.ward, pk)
    initial = forms.known(found, forms.HouseholdMoveForm)
    form = forms.HouseholdMoveForm(*sent(request), ward=request.ward, initial=initial)
    return change_page(
        request, found, form, partial(move_household, household=found), title=f"Chuyển {_name(found)} trong phường"
    )


@allowed("ward.change_roll")
def leave(request: Request, pk: int) -> HttpResponseBase:
    """Record that a household has moved away."""
    found = queries.access_household(request.user, request.ward, pk)
    return change_page(
        request,
        found,
        forms.HouseholdDepartureForm(*sent(request)),
        partial(household_leaves, household=found),
        title=f"Ghi nhận {_name(found)} chuyển đi",
        intro="Mọi thành viên đang ở trong hộ được ghi chuyển đi cùng ngày; thẻ của hộ không còn dùng được.",
        submit="Ghi nhận",
    )


@allowed("ward.change_roll")
def come_back(request: Request, pk: int) -> HttpResponseBase:
    """Record that a household has come back."""
    found = queries.access_household(request.user, request.ward, pk)
    return change_page(
        request,
        found,
        Form(*sent(request)),
        partial(household_returns, household=found),
        title=f"Ghi nhận {_name(found)} trở lại",
        intro="Những người đã chuyển đi cùng hộ cũng trở lại danh sách. Thẻ cũ không còn dùng được; hãy cấp thẻ mới.",
        submit="Ghi nhận",
    )


@allowed("ward.change_roll")
def head(request: Request, pk: int) -> HttpResponseBase:
    """Name another head."""
    found = queries.access_household(request.user, request.ward, pk)
    return change_page(
        request,
        found,
        forms.HeadForm(*sent(request), household=found),
        partial(change_head, household=found),
        title=f"Đổi chủ {_name(found)}",
        intro="Sau khi đổi, hãy xem lại quan hệ của các thành viên với chủ hộ mới.",
    )


@allowed("ward.change_roll")
def add(request: Request, pk: int) -> HttpResponseBase:
    """Add a member."""
    found = queries.access_household(request.user, request.ward, pk)
    form = forms.MemberForm(*sent(request))

    def act(*, relation: str, by: User, at: datetime, **_: Any) -> None:
        add_member(household=found, data=form.person(), relation=relation, by=by, at=at)

    return change_page(request, found, form, act, title=f"Thêm thành viên {_name(found)}", done="Đã thêm.")


def _name(household: Household) -> str:
    return f"hộ {household.head_name or household.code}"
