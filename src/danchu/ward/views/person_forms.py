"""Keeping the people on the roll: every change of a person."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from danchu.core.models import User
from danchu.core.ui.access import allowed
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.picking import is_page, pick, picked_line
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import forms, queries
from danchu.ward.actions.households import split_household
from danchu.ward.actions.people import (
    add_outsider,
    change_person,
    move_person,
    person_leaves,
    person_leaves_household,
    person_returns,
)
from danchu.ward.models import Person
from danchu.ward.views.changing import change_page
from danchu.ward.views.choices import HOUSEHOLD


@allowed("ward.change_roll")
def new(request: Request) -> HttpResponseBase:
    """Enter somebody who is to hold an office without living here."""
    form = forms.PersonForm(*sent(request))

    def act(_data: dict[str, Any]) -> str:
        made = add_outsider(ward=request.ward, data=form.person(), by=request.user, at=clock.now())
        return made.get_absolute_url()

    return form_page(
        request,
        form,
        title="Thêm người không cư trú tại phường",
        intro="Dành cho người giữ chức danh mà không có hộ ở phường. Thành viên của hộ: thêm ở trang của hộ.",
        act=act,
        done="Đã thêm. Giờ có thể ghi chức danh.",
        back=reverse("ward:people"),
    )


@allowed("ward.change_roll")
def change(request: Request, pk: int) -> HttpResponseBase:
    """Correct what is said of a person."""
    found = _person(request, pk)
    shape = forms.MemberForm if found.household_id and not found.is_head else forms.PersonForm
    form = shape(*sent(request), initial=forms.typed(found))

    def act(*, by: User, at: datetime, relation: str = "", **_: Any) -> None:
        change_person(person=found, data=form.person(), relation=relation, by=by, at=at)

    return change_page(request, found, form, act, title=f"Sửa {found.full_name}")


@allowed("ward.change_roll")
def leave(request: Request, pk: int) -> HttpResponseBase:
    """Record that a person moved away, died, or lives elsewhere while keeping an office."""
    found = _person(request, pk)
    form = forms.PersonDepartureForm(*sent(request), household=found.household, leaving=found)

    def act(*, departure: str, by: User, at: datetime, left_on: Any, new_head: Person | None = None) -> None:
        if departure == forms.PersonDepartureForm.OFFICE:
            person_leaves_household(person=found, new_head=new_head, by=by, at=at)
        else:
            person_leaves(person=found, departure=departure, left_on=left_on, new_head=new_head, by=by, at=at)

    title = f"Ghi nhận {found.full_name} không còn ở phường"
    return change_page(request, found, form, act, title=title, submit="Ghi nhận")


@allowed("ward.change_roll")
def come_back(request: Request, pk: int) -> HttpResponseBase:
    """Record that a person is back, or was noted as gone by mistake."""
    found = _person(request, pk)
    title = f"Ghi nhận {found.full_name} trở lại danh sách"
    act = partial(person_returns, person=found)
    return change_page(request, found, Form(*sent(request)), act, title=title, submit="Ghi nhận")


@allowed("ward.change_roll")
def move(request: Request, pk: int) -> HttpResponseBase:
    """Move a person to another household: search for it, then say the relation."""
    found = _person(request, pk)
    title = f"Chuyển {found.full_name} sang hộ khác"
    rows = queries.households_visible_to(request.user, request.ward).filter(left_on=None)
    household = pick(request, HOUSEHOLD, rows, intro=title, back=found.get_absolute_url())
    if is_page(household):
        return household
    return change_page(
        request,
        found,
        forms.PersonMoveForm(*sent(request), household=found.household, leaving=found),
        partial(move_person, person=found, household=household),
        title=title,
        submit="Chuyển",
        template="core/picked_form_page.html",
        picked=[picked_line(request, HOUSEHOLD, "Hộ chuyển đến", household)],
    )


@allowed("ward.change_roll")
def split(request: Request, pk: int) -> HttpResponseBase:
    """Let a member begin a household of their own."""
    found = _person(request, pk)
    initial = forms.known(found.household, forms.SplitForm) if found.household else {}
    form = forms.SplitForm(
        *sent(request),
        ward=request.ward,
        household=found.household,
        leaving=found,
        initial={**initial, "code": ""},
    )
    title = f"Tách hộ: {found.full_name} làm chủ hộ mới"
    return change_page(request, found, form, partial(split_household, person=found), title=title, submit="Tách hộ")


def _person(request: Request, pk: int) -> Person:
    return queries.access_person(request.user, request.ward, pk)
