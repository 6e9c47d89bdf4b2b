"""Counts of a decision: every sheet, what is missing or does not agree, challenges and recounts."""

from datetime import datetime
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.records.queries import papers_about
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.discuss import forms_counts as forms
from danchu.discuss import queries, queries_papers
from danchu.discuss.actions.adding import add_ballots
from danchu.discuss.actions.challenges import accept_challenge, record_challenge, refuse_challenge
from danchu.discuss.actions.closing import Sheet, count_anew, record_count
from danchu.discuss.models import Decision, Option
from danchu.discuss.policies import may_count_in
from danchu.discuss.queries_papers import CountPlace
from danchu.discuss.states import Form, State
from danchu.lib import clock


def place(request: Request, pk: int, form: str, group: int) -> tuple[Decision, list[Option], CountPlace]:
    """A decision, what it lets choose and one place where it is counted, for who counts there, or 404."""
    decision, options = queries.access_with_options(request.user, request.ward, pk)
    found = queries_papers.access_place(decision, form, group)
    if not may_count_in(request.user, decision, group or None):
        raise PermissionDenied("discuss.count")
    return decision, options, found


@allowed("discuss.count")
def counts(request: Request, pk: int) -> HttpResponseBase:
    """Every count sheet by group, form and round, and what is still missing."""
    decision, options = queries.access_with_options(request.user, request.ward, pk)
    conducts = rules.has_perm("discuss.conduct", request.user, decision)
    found = queries_papers.count_places(decision)
    opening = [each.in_force[0] for each in found if each.opens_minutes]
    papers = papers_about(request.user, request.ward, opening)
    places = [
        {
            "place": each,
            "papers": papers[each.in_force[0].pk] if each.opens_minutes else None,
            "counts": decision.state == State.OPEN
            and (conducts or may_count_in(request.user, decision, each.key or None)),
            # Until both have counted, neither sees what the other found.
            "sheets": [(sheet, _row(sheet.votes, options)) for sheet in each.sheets if not _hidden(each, sheet)],
            "waits": len(each.in_force) == 1 and each.form == Form.BALLOT,
        }
        for each in found
    ]
    shown = {
        "decision": decision,
        "options": options,
        "places": places,
        "unread": queries_papers.unread(decision),
        "challenges": list(queries_papers.challenges_of(decision)),
        "answers": rules.has_perm("discuss.recognise", request.user, decision),
        "is_closed": decision.state == State.CLOSED,
        "is_open": decision.state == State.OPEN,
    }
    return render(request, "discuss/counts.html", shown)


def _hidden(where: CountPlace, sheet: Any) -> bool:
    return where.form == Form.BALLOT and len(where.in_force) == 1 and not sheet.superseded_reason


def _names(typed: str) -> str:
    return "; ".join(filter(None, map(str.strip, typed.splitlines())))


def _row(votes: dict[str, int], options: list[Option]) -> list[tuple[Option, int]]:
    return [(each, votes.get(str(each.position), 0)) for each in options]


@allowed("discuss.count")
def count(request: Request, pk: int, form: str, group: int) -> HttpResponseBase:
    """Enter what the next counter counted."""
    decision, options, found = place(request, pk, form, group)
    hands = found.form == Form.MEETING
    batch = None if hands else queries_papers.batch_of(decision, found.group)
    shape = forms.CountForm(
        *sent(request),
        options=options,
        hands=hands and not decision.is_secret,
        initial={
            "given": found.heard,
            "returned": found.heard,
            "team": "\n".join(batch.members) if batch else "",
        },
    )

    def act(data: dict[str, Any]) -> str:
        sheet = Sheet(
            form=Form(form),
            group=found.group,
            counted_by=data["counted_by"],
            given=data["given"],
            returned=data["returned"],
            invalid=data["invalid"],
            votes=shape.votes(),
            counter=found.next_counter or 1,
            team=_names(data["team"]),
            place=data["place"],
            witnesses=_names(data["witnesses"]),
        )
        record_count(decision=decision, sheet=sheet, by=request.user, at=clock.now())
        return reverse("discuss:counts", args=[pk])

    return form_page(
        request,
        shape,
        title=f"Ghi số kiểm phiếu, người thứ {found.next_counter or 1}" if not hands else "Ghi kết quả biểu quyết",
        intro=f"{decision.title} · {found.group or decision.organisation}",
        act=act,
        done="Đã ghi số kiểm phiếu.",
        back=reverse("discuss:counts", args=[pk]),
        template="discuss/count.html",
        heard=found.heard,
        is_single=not decision.seats,
    )


@allowed("discuss.count")
def anew(request: Request, pk: int, form: str, group: int) -> HttpResponseBase:
    """Begin a new round of counting."""
    decision, _, found = place(request, pk, form, group)

    def act(data: dict[str, Any]) -> str:
        count_anew(decision=decision, group=found.group, form=Form(form), **data, by=request.user, at=clock.now())
        return reverse("discuss:counts", args=[pk])

    return form_page(
        request,
        forms.AnewForm(*sent(request)),
        title="Kiểm phiếu lại",
        intro=f"{decision.title} · {found.group or decision.organisation}",
        act=act,
        done="Đã mở lần kiểm mới.",
        submit="Kiểm lại từ đầu",
        back=reverse("discuss:counts", args=[pk]),
    )


@allowed("discuss.count")
def blank(request: Request, pk: int, form: str, group: int) -> HttpResponseBase:
    """The empty count sheet, to be filled by hand."""
    decision, options, found = place(request, pk, form, group)
    shown = {"decision": decision, "place": found, "options": options, "today": clock.today()}
    return render(request, "discuss/count_blank.html", shown)


@allowed("discuss.count")
def challenge(request: Request, pk: int) -> HttpResponseBase:
    """Take down a challenge of the result."""
    decision = queries.access_decision(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        record_challenge(decision=decision, **data, by=request.user, at=clock.now())
        return reverse("discuss:counts", args=[pk])

    return form_page(
        request,
        forms.ChallengeForm(*sent(request)),
        title="Ghi khiếu nại kết quả",
        intro=decision.title,
        act=act,
        done="Đã ghi khiếu nại.",
        back=reverse("discuss:counts", args=[pk]),
    )


@allowed("discuss.recognise")
def answer(request: Request, pk: int, challenge: int) -> HttpResponseBase:
    """Accept a challenge, which opens a recount, or refuse it; with the reason."""
    decision = queries.access_decision(request.user, request.ward, pk)
    found = queries_papers.access_challenge(decision, challenge)

    def act(data: dict[str, Any]) -> str:
        accepts = request.POST.get("lam") == "accept"
        (accept_challenge if accepts else refuse_challenge)(
            challenge=found, answer=data["answer"], by=request.user, at=clock.now()
        )
        return reverse("discuss:counts", args=[pk])

    return form_page(
        request,
        forms.AnswerForm(*sent(request)),
        title="Trả lời khiếu nại kết quả",
        intro=decision.title,
        act=act,
        done="Đã trả lời khiếu nại.",
        back=reverse("discuss:counts", args=[pk]),
        template="discuss/challenge_answer.html",
        challenge=found,
    )


@allowed("discuss.conduct")
def add(request: Request, pk: int) -> HttpResponseBase:
    """After a meeting that could not reach the majority: papers for the households not yet heard."""
    decision = queries.access_decision(request.user, request.ward, pk)

    def act(data: dict[str, Any]) -> str:
        closes_at: datetime = clock.moment_on(data["closes_on"], data["hour"])
        add_ballots(decision=decision, closes_at=closes_at, by=request.user, at=clock.now())
        return reverse("discuss:papers", args=[pk])

    return form_page(
        request,
        forms.AddForm(*sent(request)),
        title="Phát phiếu cho hộ chưa có ý kiến",
        intro=decision.title,
        act=act,
        done="Đã mở lấy ý kiến bằng phiếu. Hãy lập đợt phát phiếu cho từng tổ.",
        submit="Phát phiếu",
        back=reverse("discuss:papers", args=[pk]),
    )
