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
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import queries_law as queries
from danchu.ward.actions import law as acts
from danchu.ward.forms_law import CorrectionForm
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


def _may_change(request: Request) -> bool:
    return bool(permissions.has_perm(CHANGES, request.user, request.ward))


def _words(correction: RuleCorrection, law: Parameter) -> str:
    override = in_force.override_of(correction)
    return replace(law, value=override.value).words() if override else correction.value


def _rule(key: str) -> str:
    return reverse("ward:rule", args=[key])
