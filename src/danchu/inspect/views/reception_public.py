"""The reception of citizens as everyone sees it: when, by what rules, booking, the screen in the waiting room."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from danchu.core import calendars
from danchu.core.actors import VISITOR
from danchu.core.limits import network_of, sender_of, take
from danchu.core.refusals import Refused
from danchu.core.sites import full_address
from danchu.core.ui.access import kept, public
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.inspect import law
from danchu.inspect import queries_reception as queries
from danchu.inspect.actions.visiting import book_visit, cancel_visit
from danchu.inspect.forms import reception as forms
from danchu.inspect.models import ReceptionDay
from danchu.inspect.states import DayState, VisitState
from danchu.lib import clock
from statute import reception as statute

_OWN = "inspect.booking"
_MOST_SHOWN = 40
SCREEN_SECONDS = 5
TOO_OFTEN = "Đã gửi quá nhiều lần từ mạng này. Hãy đợi một giờ rồi thử lại, hoặc gọi điện cho phường."


@kept
def reception(request: Request) -> HttpResponseBase:
    """When the ward receives citizens, by what rules, and on which grounds it may refuse."""
    today, book = clock.today(), law.book()
    shown = {
        "days": queries.coming(request.ward, today)[:_MOST_SHOWN],
        "rules": queries.rules_of(request.ward),
        "weekly": book.value("reception.chair_per_week", today),
        "answer": book.value("reception.answer", today),
        "from": book.value("reception.group_from", today),
        "many": book.value("reception.many", today),
        "few_speak": book.value("reception.representatives_up_to_ten", today),
        "many_speak": book.value("reception.representatives", today),
        "obligations": statute.obligations(),
        "grounds": statute.grounds(),
    }
    return render(request, "inspect/reception.html", shown)


@public
def book(request: Request, pk: int) -> HttpResponseBase:
    """Book a place on one day."""
    day = queries.access_coming(request.ward, pk)
    form = forms.GuestForm(*sent(request), ward=request.ward)
    free = queries.free_slots(day) if queries.is_bookable(day, clock.now()) else 0

    def act(_data: dict[str, Any]) -> str:
        if not take("booking-network", sender_of(request), clock.now()):
            raise Refused(TOO_OFTEN)
        request.session[_OWN] = book_visit(day=day, guest=form.guest(), by=VISITOR, at=clock.now()).pk
        return reverse("inspect:reception-booked")

    return form_page(
        request,
        form,
        title="Đặt lịch tiếp công dân",
        act=act,
        done="Đã đặt lịch.",
        submit="Đặt lịch",
        back=reverse("inspect:reception"),
        template="inspect/reception_book_form.html",
        day=day,
        free=free,
    )


@public
@never_cache
def booked(request: Request) -> HttpResponseBase:
    """What was booked in this browser: number, hour, code. The code stands in no address."""
    visit = queries.visits(request.ward).filter(pk=request.session.get(_OWN) or 0).first()
    if visit is None or visit.is_sealed:
        return redirect("inspect:reception-booking")
    return render(request, "inspect/reception_booked.html", {"visit": visit, "day": visit.day})


@public
@never_cache
@sensitive_post_parameters("code")
def booking(request: Request) -> HttpResponseBase:
    """Find one's booking again by its code."""

    def act(data: dict[str, Any]) -> str:
        visit = queries.visit_with_code(request.ward, data["code"])
        if visit is None or visit.is_sealed:
            if not take("receipt-network", network_of(request), clock.now()):
                raise Refused(TOO_OFTEN)
            raise Refused("Không có lịch hẹn nào mang mã này. Hãy xem lại từng ký tự.")
        request.session[_OWN] = visit.pk
        return reverse("inspect:reception-booked")

    return form_page(
        request,
        forms.CodeForm(*sent(request)),
        title="Xem, hủy lịch hẹn",
        intro="Nhập mã trên phiếu hẹn để xem lại hoặc hủy.",
        act=act,
        done="Đã tìm thấy lịch hẹn.",
        submit="Xem lịch hẹn",
        back=reverse("inspect:reception"),
    )


@public
@never_cache
def cancel(request: Request) -> HttpResponseBase:
    """Give back the place that this browser booked or found by its code."""
    visit = queries.visits(request.ward).filter(pk=request.session.get(_OWN) or 0, state=VisitState.BOOKED).first()
    if visit is None:
        return redirect("inspect:reception-booking")
    found = visit

    def act(_data: dict[str, Any]) -> str:
        cancel_visit(visit=found, by=VISITOR, at=clock.now())
        del request.session[_OWN]
        return reverse("inspect:reception")

    return form_page(
        request,
        forms.Form(*sent(request)),
        title="Hủy lịch hẹn",
        intro=f"{found.day}, số {found.number}.",
        act=act,
        done="Đã hủy lịch hẹn. Chỗ của ông/bà được nhường cho người khác.",
        submit="Hủy lịch hẹn",
        back=reverse("inspect:reception-booked"),
    )


@kept
def calendar(request: Request, pk: int) -> HttpResponse:
    """The day as a file for the calendar of a phone."""
    day = queries.access_coming(request.ward, pk)
    address = full_address(request.ward, reverse("inspect:reception"))
    return calendars.answer(_entry(day, address), f"tiep-cong-dan-{day.pk}", clock.now())


def _entry(day: ReceptionDay, address: str) -> calendars.Entry:
    return calendars.Entry(
        uid=f"reception-{day.pk}@{day.ward.code}.danchu",
        title=f"Tiếp công dân, {day.ward.name}",
        place=day.place,
        address=address,
        starts=clock.moment_on(day.day, day.starts.hour, day.starts.minute),
        ends=clock.moment_on(day.day, day.ends.hour, day.ends.minute),
        is_cancelled=day.state == DayState.CANCELLED,
    )


@public
@never_cache
def screen(request: Request, pk: int) -> HttpResponse:
    """What the screen in the waiting room shows: numbers, no names. It loads itself anew."""
    day = queries.access_coming(request.ward, pk)
    waiting = [each for each in queries.queue(day) if each.state in (VisitState.ARRIVED, VisitState.CALLED)]
    shown = {
        "day": day,
        "called": [each for each in waiting if each.state == VisitState.CALLED],
        "waiting": [each for each in waiting if each.state == VisitState.ARRIVED],
    }
    answer = render(request, "inspect/reception_screen.html", shown)
    if day.state != DayState.ENDED:
        answer.headers["Refresh"] = str(SCREEN_SECONDS)
    return answer
