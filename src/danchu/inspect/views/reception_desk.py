"""The reception of citizens at the desk: the calendar, planning it, and the queue of one day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.inspect import law, reception_sheets
from danchu.inspect import queries_reception as queries
from danchu.inspect.actions.reception import end_day, plan_days, set_rules, start_day
from danchu.inspect.actions.visiting import call_next, cancel_visit, check_in, enter_visit, miss_visit, skip_visit
from danchu.inspect.forms import reception as forms
from danchu.inspect.models import ReceptionDay, ReceptionVisit
from danchu.inspect.states import DAY_LIFE, DayState, VisitState
from danchu.lib import clock

_EVERY = "tat-ca"


def _to_come(rows: QuerySet[ReceptionDay]) -> QuerySet[ReceptionDay]:
    return rows.filter(day__gte=clock.today()).order_by("day", "starts", "pk")


def _by_state(rows: QuerySet[ReceptionDay], chosen: str) -> QuerySet[ReceptionDay]:
    return rows if chosen == _EVERY else by_field("state")(rows, chosen)


class ReceptionDays(Register):
    """The reception days; while nothing else is asked for, those to come. Above them the weeks without the chair."""

    audience = "inspect.see_reception"
    title = "Tiếp công dân"
    noun = "buổi tiếp"
    empty = "Chưa có buổi tiếp nào sắp tới."
    template = "inspect/reception_days.html"
    columns = (
        Column("Ngày", "day", link=True, unbroken=True),
        Column("Giờ", "hours", unbroken=True, order="starts"),
        Column("Người tiếp", "who"),
        Column("Nơi tiếp", "place"),
        Column("Trạng thái", "get_state_display"),
        Column("Đặt trước, lấy số", "booked", numeric=True, total=True),
        Column("Đã tiếp", "received", numeric=True, total=True),
        Column("Lý do hủy", "cancel_reason", export_only=True),
    )
    filters = (
        Filter(
            "trang-thai",
            "Trạng thái",
            lambda request: [*DayState.choices, (_EVERY, "Mọi buổi")],
            _by_state,
            otherwise="Từ hôm nay",
            unless_chosen=_to_come,
        ),
    )
    buttons = (
        Button("Lên lịch", "inspect:plan-reception", "inspect.plan_reception", strong=True),
        Button("Sổ tiếp công dân", "inspect:reception-book", "inspect.receive"),
        Button("Nội quy", "inspect:reception-rules", "inspect.plan_reception"),
    )

    def rows(self, request: Request) -> QuerySet[ReceptionDay]:
        return queries.with_counts(queries.days(request.ward)).order_by("-day", "-starts", "-pk")

    def context(self, request: Request) -> dict[str, Any]:
        return {
            "missing": queries.weeks_without_chair(request.ward, clock.today()),
            "rule": law.book().value("reception.chair_per_week", clock.today()),
        }


@allowed("inspect.plan_reception")
def plan(request: Request) -> HttpResponseBase:
    """Plan a month or more from a pattern; what was planned last is offered again."""
    last = queries.days(request.ward).order_by("-day", "-pk").first()
    today = clock.today()
    since = max(last.day + timedelta(days=1), today) if last else today
    initial: dict[str, Any] = {"since": since, "until": since + timedelta(days=30), "weekdays": [3], "by_chair": True}
    if last is not None:
        initial |= {**forms.session_of(last), "weekdays": [last.day.weekday()]}
    form = forms.PlanForm(*sent(request), initial=initial)

    def act(data: dict[str, Any]) -> str:
        planned = plan_days(
            ward=request.ward,
            session=form.session(),
            since=data["since"],
            until=data["until"],
            weekdays=tuple(data["weekdays"]),
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, f"Đã thêm {len(planned)} buổi tiếp.")
        return reverse("inspect:reception-days")

    return form_page(
        request,
        form,
        title="Lên lịch tiếp công dân",
        intro="Lịch hiện ngay trên cổng của phường.",
        act=act,
        done="Người dân đã có thể đặt lịch.",
        submit="Lên lịch",
        back=reverse("inspect:reception-days"),
    )


@allowed("inspect.plan_reception")
def rules(request: Request) -> HttpResponseBase:
    """Write the ward's own rules of its reception room."""
    found = queries.rules_of(request.ward)
    initial = {"text": found.text if found else ""}

    def act(data: dict[str, Any]) -> str:
        set_rules(ward=request.ward, **data, by=request.user, at=clock.now())
        return reverse("inspect:reception")

    return form_page(
        request,
        forms.RulesForm(*sent(request), initial=initial),
        title="Nội quy tiếp công dân",
        intro="Nội quy được đăng trên cổng, dưới lịch tiếp.",
        act=act,
        done="Đã đăng nội quy.",
        submit="Đăng",
        back=reverse("inspect:reception-days"),
    )


@allowed("inspect.see_reception")
def day(request: Request, pk: int) -> HttpResponseBase:
    """One day: its queue for those who receive; hours and numbers for those who oversee."""
    found = queries.access_day(request.ward, pk)
    visits = list(queries.queue(found))
    by_state = {state: [each for each in visits if each.state == state] for state in VisitState}
    shown = {
        "day": found,
        "called": by_state[VisitState.CALLED],
        "waiting": by_state[VisitState.ARRIVED],
        "awaited": by_state[VisitState.BOOKED],
        "through": [each for each in visits if each.ended_at is not None],
        "numbers": [(state.label, len(by_state[state])) for state in VisitState if by_state[state]],
        "moves": DAY_LIFE.moves_from(found.state),
        "is_today": found.day == clock.today(),
        "may_start": found.day <= clock.today(),
    }
    return render(request, "inspect/reception_day.html", shown)


@allowed("inspect.receive")
def enter(request: Request, pk: int) -> HttpResponseBase:
    """Somebody stands at the desk: a number for them."""
    found = queries.access_day(request.ward, pk)
    form = forms.DeskGuestForm(*sent(request), ward=request.ward)

    def act(_data: dict[str, Any]) -> str:
        visit = enter_visit(day=found, guest=form.guest(), by=request.user, at=clock.now())
        messages.success(request, f"Số thứ tự: {visit.number}. In phiếu ở dòng của người này.")
        return found.get_absolute_url()

    return form_page(
        request,
        form,
        title="Ghi người đến, cấp số",
        intro=str(found),
        act=act,
        done="Đã cấp số.",
        submit="Cấp số",
        back=found.get_absolute_url(),
    )


_OF_DAY: dict[str, Callable[..., Any]] = {"bat-dau": start_day, "goi": call_next, "ket-thuc": end_day}
_OF_VISIT: dict[str, Callable[..., Any]] = {
    "den": check_in,
    "bo-qua": skip_visit,
    "vang": miss_visit,
    "huy": cancel_visit,
}


@allowed("inspect.receive")
@require_POST
def step(request: Request, pk: int, move: str) -> HttpResponse:
    """Begin the day, call the next number, end the day: one press."""
    found = queries.access_day(request.ward, pk)
    return _at_once(request, found, _OF_DAY.get(move), day=found)


@allowed("inspect.receive")
@require_POST
def visit_step(request: Request, pk: int, move: str) -> HttpResponse:
    """Somebody is there, was called in vain, is absent, takes the booking back: one press."""
    visit = queries.access_visit(request.ward, pk)
    return _at_once(request, visit.day, _OF_VISIT.get(move), visit=visit)


def _at_once(request: Request, found: ReceptionDay, act: Callable[..., Any] | None, **about: Any) -> HttpResponse:
    if act is None:
        raise Http404("no such step")
    try:
        done = act(**about, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, " ".join(each.text for each in refused.objections))
    else:
        if isinstance(done, ReceptionVisit):
            messages.success(request, f"Số {done.number}: {done.get_state_display().lower()}.")
        else:
            messages.success(request, f"{done.get_state_display()}.")
    return redirect(found.get_absolute_url())


@allowed("inspect.receive")
def slip(request: Request, pk: int) -> HttpResponse:
    """The number on a slip of paper, to print."""
    return reception_sheets.slip(queries.access_visit(request.ward, pk))
