"""The law as the software has it, and what the ward lays over it: corrected rules, swapped days."""

from dataclasses import replace
from typing import Any

import rules as permissions
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core import in_force
from danchu.core.models import RuleCorrection
from danchu.core.ui.access import allowed
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import queries_law as queries
from danchu.ward.actions import law as acts
from danchu.ward.forms_law import CorrectionEndForm, CorrectionForm, SwappedDayForm
from statute.calendars import public_holidays
from statute.parameters import HOW_TO_WRITE, UNITS, Parameter

SEES, CHANGES = "ward.see_law", "ward.change_law"
NARROWED = (("", "Tất cả"), ("corrected", "Phường đã điều chỉnh"), ("unverified", "Chưa đối chiếu văn bản"))


@allowed(SEES)
def rules(request: Request) -> HttpResponse:
    """Every number of the law that the software counts by, with its article."""
    query, only = request.GET.get("q", "")[:100], request.GET.get("chi", "")
    context = {
        "rules": queries.found_in(queries.rules_on(request.ward, clock.today()), query, only),
        "query": query,
        "only": only,
        "choices": NARROWED,
    }
    return render(request, "ward/law/rules.html", context)


@allowed(SEES)
def rule(request: Request, key: str) -> HttpResponse:
    """One rule: its periods, its article, what the ward corrected."""
    periods = queries.access_rule(key)
    context = {
        "rule": periods[0],
        "periods": periods,
        "unit": UNITS[periods[0].unit],
        "newer": periods[0].citation.source.newer_than_read,
        "corrections": [(each, _words(each, periods[0])) for each in queries.corrections(request.ward).filter(key=key)],
        "today": clock.today(),
        "may_change": _may_change(request),
    }
    return render(request, "ward/law/rule.html", context)


@allowed(CHANGES)
def correct(request: Request, key: str) -> HttpResponseBase:
    """Give a rule another value from a day to come on."""
    law = queries.access_rule(key)[0]

    def act(data: dict[str, Any]) -> str:
        acts.correct_rule(ward=request.ward, key=key, **data, by=request.user, at=clock.now())
        return _rule(key)

    form = CorrectionForm(*sent(request))
    form.fields["value"].help_text = HOW_TO_WRITE.get(law.unit, f"Một số, tính bằng {UNITS[law.unit]}.")
    return form_page(
        request,
        form,
        title=f"Điều chỉnh: {law.label}",
        intro=f"Luật: {law.words()} ({law.citation}).",
        act=act,
        done="Đã ghi điều chỉnh.",
        back=_rule(key),
    )


@allowed(CHANGES)
def end(request: Request, pk: int) -> HttpResponseBase:
    """Let a correction hold no longer."""
    correction = queries.access_correction(request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        acts.end_correction(correction=correction, **data, by=request.user, at=clock.now())
        return _rule(correction.key)

    form = CorrectionEndForm(*sent(request), initial={"holds_to": correction.holds_to or clock.today()})
    title = "Kết thúc điều chỉnh"
    return form_page(request, form, title=title, act=act, done="Đã ghi ngày kết thúc.", back=_rule(correction.key))


@allowed(CHANGES)
def drop(request: Request, pk: int) -> HttpResponseBase:
    """Take away a correction that has not begun."""
    correction = queries.access_correction(request.ward, pk)
    address = _rule(correction.key)

    def act(_data: dict[str, Any]) -> str:
        acts.drop_correction(correction=correction, by=request.user, at=clock.now())
        return address

    return form_page(
        request,
        Form(*sent(request)),
        title="Bỏ điều chỉnh chưa áp dụng",
        intro="Quy định của luật giữ nguyên.",
        act=act,
        done="Đã bỏ.",
        submit="Bỏ điều chỉnh",
        back=address,
    )


@allowed(SEES)
def days(request: Request) -> HttpResponse:
    """The days off of this year and the next, and the days that were swapped."""
    today = clock.today()
    calendar = in_force.calendar()
    years = [year for year in (today.year, today.year + 1) if year <= calendar.last.year]
    context = {
        "years": [(year, sorted(public_holidays(year).items())) for year in years],
        "swapped": queries.swapped_days(request.ward),
        "confirmed_to": calendar.confirmed_to,
        "today": today,
        "may_change": _may_change(request),
    }
    return render(request, "ward/law/days.html", context)


@allowed(CHANGES)
def swap(request: Request) -> HttpResponseBase:
    """Enter a day that the Government swapped."""

    def act(data: dict[str, Any]) -> str:
        acts.swap_day(ward=request.ward, **data, by=request.user, at=clock.now())
        return reverse("ward:days-off")

    return form_page(
        request,
        SwappedDayForm(*sent(request)),
        title="Ghi ngày nghỉ, ngày làm bù",
        intro="Hạn của đơn thư đang giải quyết được tính lại ngay.",
        act=act,
        done="Đã ghi. Hạn được tính theo lịch mới.",
        back=reverse("ward:days-off"),
    )


@allowed(CHANGES)
def unswap(request: Request, pk: int) -> HttpResponseBase:
    """Take a swap back."""
    swapped = queries.access_swapped(request.ward, pk)

    def act(_data: dict[str, Any]) -> str:
        acts.unswap_day(swapped=swapped, by=request.user, at=clock.now())
        return reverse("ward:days-off")

    return form_page(
        request,
        Form(*sent(request)),
        title=f"Bỏ ngày hoán đổi {swapped}",
        intro="Hạn của đơn thư đang giải quyết được tính lại ngay.",
        act=act,
        done="Đã bỏ.",
        submit="Bỏ ngày này",
        back=reverse("ward:days-off"),
    )


def _may_change(request: Request) -> bool:
    return bool(permissions.has_perm(CHANGES, request.user, request.ward))


def _words(correction: RuleCorrection, law: Parameter) -> str:
    override = in_force.override_of(correction)
    return replace(law, value=override.value).words() if override else correction.value


def _rule(key: str) -> str:
    return reverse("ward:rule", args=[key])
