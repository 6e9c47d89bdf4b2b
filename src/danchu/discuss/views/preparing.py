"""Preparing a decision at the desk, step by step: kind, plan, conditions, candidates, opening, withdrawing."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.converters import key_of
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.picking import Choice, is_page, pick, picked_line
from danchu.core.ui.request import Request
from danchu.discuss import forms_preparing as forms
from danchu.discuss import law, queries_planning
from danchu.discuss.actions.initiatives import take_up_initiative
from danchu.discuss.actions.preparing import change_plan, prepare_decision
from danchu.discuss.models import Decision, Initiative
from danchu.discuss.plans import Answerable, plan_of
from danchu.discuss.states import Answer
from danchu.lib import clock
from danchu.ward.models import Person


def _person(person: Person) -> str:
    where = person.household
    return ", ".join(part for part in (person.birth, f"hộ {where.code}, {where.group}" if where else "") if part)


CANDIDATE = Choice(
    name="nguoi",
    title="Thêm người vào danh sách bầu",
    noun="người",
    hint="Họ tên",
    describe=_person,
)


def desk_of(decision: Decision) -> str:
    """Its page at the desk."""
    return reverse("discuss:desk-decision", args=[decision.pk])


@allowed("discuss.prepare")
def prepare(request: Request) -> HttpResponseBase:
    """Begin: first the kind of matter (``?loai=``), with what the law allows for each, then the plan. ``?sang-kien=``
    names the initiative that is taken up."""
    initiative = _initiative(request)
    chosen = request.GET.get("loai", "")
    try:
        kind = law.kind_of(chosen, clock.today()) if chosen else None
    except Refused:
        kind = None
    if kind is None:
        return render(
            request,
            "discuss/choose_kind.html",
            {
                "cards": law.kind_cards(clock.today()),
                "initiative": initiative,
                "suggested": initiative.kind if initiative else "",
            },
        )
    form = forms.PlanForm(*sent(request), user=request.user, ward=request.ward, kind=kind, initiative=initiative)

    def act(data: dict[str, Any]) -> str:
        with transaction.atomic():
            decision = prepare_decision(ward=request.ward, plan=form.plan(), by=request.user, at=clock.now())
            if initiative is not None:
                take_up_initiative(
                    initiative=initiative,
                    decision=decision,
                    front_agreed_on=data.get("front_agreed_on"),
                    by=request.user,
                    at=clock.now(),
                )
        return desk_of(decision)

    return form_page(
        request,
        form,
        title="Chuẩn bị việc đưa ra bàn",
        act=act,
        done="Đã lưu. Xem những gì còn thiếu ở dưới rồi bắt đầu lấy ý kiến.",
        submit="Lưu",
        back=reverse("discuss:desk"),
        template="discuss/plan_form.html",
        card=law.kind_card(kind, clock.today()),
    )


def _initiative(request: Request) -> Initiative | None:
    key = key_of(request.GET.get("sang-kien", ""))
    return None if key is None else queries_planning.access_answered(request.user, request.ward, key)


@allowed("discuss.prepare")
def add_candidate(request: Request, pk: int) -> HttpResponseBase:
    """Put a person on the list of an election, by search."""
    decision = queries_planning.access_prepared(request.user, request.ward, pk)
    intro = f"{decision.title}. Tìm trong danh sách dân cư của phạm vi bầu."
    person = pick(request, CANDIDATE, queries_planning.electable(decision), intro=intro, back=desk_of(decision))
    if is_page(person):
        return person

    def act(data: dict[str, Any]) -> str:
        added = Answerable(Answer.CANDIDATE, person.full_name, person, data["note"], data["is_self_nominated"])
        plan = plan_of(decision)
        if any(each.person == person for each in plan.options):
            raise Refused(f"{person.full_name} đã có trong danh sách.")
        plan = replace(plan, options=(*forms.candidates_of(decision), added))
        return desk_of(change_plan(decision=decision, plan=plan, by=request.user, at=clock.now()))

    return form_page(
        request,
        forms.CandidateForm(*sent(request)),
        title="Thêm người vào danh sách bầu",
        act=act,
        done=f"Đã thêm {person.full_name}.",
        submit="Thêm vào danh sách",
        back=desk_of(decision),
        template="core/picked_form_page.html",
        picked=[picked_line(request, CANDIDATE, "Người ứng cử", person)],
    )


@allowed("discuss.prepare")
@require_POST
def drop_candidate(request: Request, pk: int, position: int) -> HttpResponse:
    """Take a person off the list again."""
    decision = queries_planning.access_prepared(request.user, request.ward, pk)
    kept = tuple(each for place, each in enumerate(plan_of(decision).options, start=1) if place != position)
    change_plan(decision=decision, plan=replace(plan_of(decision), options=kept), by=request.user, at=clock.now())
    return redirect(desk_of(decision))
