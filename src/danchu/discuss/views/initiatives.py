"""Initiatives as everyone reads them, and what residents do: propose, back, take back, withdraw."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danchu.core.refusals import Refused
from danchu.core.ui.access import PUBLIC, public, signed_in
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.discuss import forms_initiatives as forms
from danchu.discuss import queries, queries_planning
from danchu.discuss.actions.initiatives import (
    back_initiative,
    propose,
    take_back_backing,
)
from danchu.discuss.models import Initiative
from danchu.discuss.states import INITIATIVE_LIFE, InitiativeState
from danchu.lib import clock
from danchu.ward.models import Household
from danchu.ward.queries import household_of, names_of_groups


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return InitiativeState.choices


def _groups(request: Request) -> Iterable[tuple[str, str]]:
    return [(str(pk), name) for pk, name in names_of_groups(request.ward)]


STATE = Filter("trang-thai", "Trạng thái", _states, by_field("state"))
GROUP = Filter("to", "Tổ dân phố", _groups, by_field("group"))
PROGRESS = Column("Hộ ủng hộ", lambda row: f"{row.backed}/{row.needed}", numeric=True, order="backed")


class Initiatives(Register):
    """Every initiative of the ward's residents, newest first."""

    audience = PUBLIC
    kept = True
    title = "Sáng kiến của người dân"
    intro = "Đề xuất được đủ số hộ trong tổ ủng hộ thì phải được đưa ra cộng đồng bàn (Điều 16 Luật số 10/2022/QH15)."
    noun = "sáng kiến"
    search_in = "search_text"
    empty = "Chưa có sáng kiến nào. Ông/bà có thể là người đầu tiên."
    columns = (
        Column("Sáng kiến", "title", link=True),
        Column("Tổ dân phố", "group.name"),
        PROGRESS,
        Column("Ủng hộ đến hết ngày", "valid_until"),
        Column("Trạng thái", "get_state_display"),
    )
    filters = (STATE, GROUP)
    buttons = (Button("Đề xuất sáng kiến", "discuss:propose", strong=True),)

    def rows(self, request: Request) -> QuerySet[Initiative]:
        return queries_planning.with_progress(queries.initiatives(request.ward)).order_by("-opened_at", "-pk")


@public
def initiative(request: Request, pk: int) -> HttpResponseBase:
    """One initiative with its progress; whoever speaks for a household of the group backs it here in one tap."""
    found = queries_planning.access_initiative(request.ward, pk)
    household = _own_household(request, found)
    shown = {
        "initiative": found,
        "missing": max(0, found.needed - found.backed),
        "household": household,
        "backing": queries_planning.backing_of(found, household),
        "gathers": _gathers(found),
        "may_withdraw": found.proposed_by_id == request.user.pk
        and "withdraw" in INITIATIVE_LIFE.moves_from(found.state),
    }
    return render(request, "discuss/initiative.html", shown)


def _gathers(found: Initiative) -> bool:
    return found.state == InitiativeState.GATHERING and clock.today() <= found.valid_until


def _own_household(request: Request, found: Initiative) -> Household | None:
    if not request.user.is_authenticated:
        return None
    household = household_of(request.user)
    return household if household and household.group_id == found.group_id else None


@signed_in
def new(request: Request) -> HttpResponseBase:
    """Propose something to the own residential group."""
    household = household_of(request.user)

    def act(data: dict[str, Any]) -> str:
        return propose(ward=request.ward, **data, by=request.user, at=clock.now()).get_absolute_url()

    return form_page(
        request,
        forms.ProposalForm(*sent(request)),
        title="Đề xuất sáng kiến",
        intro=f"Gửi đến {household.group}: các hộ trong tổ đọc và bấm ủng hộ."
        if household
        else "Tài khoản này chưa gắn với hộ nào trong phường; hãy báo tổ trưởng hoặc phường trước khi đề xuất.",
        act=act,
        done="Đã gửi sáng kiến. Hộ của ông/bà là hộ ủng hộ đầu tiên.",
        submit="Gửi sáng kiến",
        back=reverse("discuss:initiatives"),
    )


@signed_in
@require_POST
def back(request: Request, pk: int) -> HttpResponse:
    """Back it for the own household."""
    return _at_once(request, pk, back_initiative, "Đã ghi nhận: hộ của ông/bà ủng hộ sáng kiến này.")


@signed_in
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """Back it no longer."""
    return _at_once(request, pk, take_back_backing, "Đã rút ý kiến ủng hộ của hộ.")


def _at_once(request: Request, pk: int, act: Any, done: str) -> HttpResponse:
    found = queries_planning.access_initiative(request.ward, pk)
    try:
        act(initiative=found, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, " ".join(each.text for each in refused.objections))
    else:
        messages.success(request, done)
    return redirect(found.get_absolute_url())
