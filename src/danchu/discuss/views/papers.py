"""Ballot papers at the desk and on a group leader's phone: the team, printing, handing out, taking in."""

from collections.abc import Iterable
from typing import Any

import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters

from danchu.core.answers import as_file
from danchu.core.ordering import ByGivenName
from danchu.core.refusals import Objection, Refused
from danchu.core.ui.access import allowed, public
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.discuss import forms_papers as forms
from danchu.discuss import paper_sheet, queries, queries_papers
from danchu.discuss.actions.papers import give_back, hand_out, plan_papers, print_papers, return_paper, void_papers
from danchu.discuss.actions.reading import read_anew
from danchu.discuss.models import Decision, Paper
from danchu.discuss.policies import may_count_in
from danchu.discuss.policies_adding import blockers_before_adding
from danchu.discuss.states import PAPER_LIFE, PaperState, State
from danchu.lib import clock
from danchu.ward.models import ResidentialGroup

PRINTED_MEANWHILE = (
    "Phiếu vừa được in sau khi trang này mở ra. Nếu tờ in đã tốt thì không cần làm gì thêm; muốn in lại, hãy bấm lại."
)
UNKNOWN = "Không có phiếu nào mang mã này trong việc này. Hãy xem lại từng nhóm chữ số."


def place(request: Request, pk: int, group: int) -> tuple[Decision, ResidentialGroup | None]:
    """A decision and one of its groups that this person counts in, or 404."""
    decision = queries.access_decision(request.user, request.ward, pk)
    found = queries_papers.access_group(decision, group)
    if not may_count_in(request.user, decision, found.pk if found else None):
        raise PermissionDenied("discuss.count")
    return decision, found


@allowed("discuss.count")
def papers(request: Request, pk: int) -> HttpResponseBase:
    """How far the papers of a decision are, by group."""
    decision = queries.access_decision(request.user, request.ward, pk)
    rows = queries_papers.figures_of(decision)
    conducts = may_count_in(request.user, decision, 0)
    groups = [(each, conducts or may_count_in(request.user, decision, each.key or None)) for each in rows]
    shown = {
        "decision": decision,
        "groups": groups,
        "is_open": decision.state == State.OPEN,
        "unread": sum(each.unread for each in rows),
        "can_add": decision.by_meeting
        and rules.has_perm("discuss.conduct", request.user, decision)
        and not any(blockers_before_adding(decision)),
    }
    return render(request, "discuss/papers.html", shown)


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return PaperState.choices


def _read(row: Paper) -> str:
    if row.read_at:
        return "Đã khớp"
    if row.state != PaperState.RETURNED or row.decision.is_secret:
        return ""
    return "Một người đã đọc" if row.first_by_id else "Chưa đọc"


class Papers(Register):
    """The papers of a group: who has one, whose came back, whose was read."""

    audience = "discuss.count"
    title = "Sổ phiếu lấy ý kiến"
    noun = "phiếu"
    search_in = "elector__search_text"
    empty = "Chưa in phiếu nào."
    template = "discuss/papers_group.html"
    columns = (
        Column("Mã hộ", "elector.code", link=True, unbroken=True),
        Column("Chủ hộ", "elector.name"),
        Column("Trạng thái", "get_state_display"),
        Column("Phát", "handed_out_at"),
        Column("Người phát", "handed_out_by", order=ByGivenName("handed_out_by")),
        Column("Thu", "returned_at"),
        Column("Đọc phiếu", _read),
        Column("In", "printed_at", export_only=True),
        Column("Ghi chú", "note", export_only=True),
    )
    filters = (Filter("trang-thai", "Trạng thái", _states, by_field("state")),)

    def rows(self, request: Request) -> QuerySet[Paper]:
        self.decision, self.group = place(request, **request.resolver_match.kwargs)
        return queries_papers.papers_of(self.decision, self.group).select_related("elector", "decision")

    def url_of(self, row: Paper) -> str:
        return reverse("discuss:one-paper", args=[row.decision_id, row.pk])

    def context(self, request: Request) -> dict[str, Any]:
        key = self.group.pk if self.group else 0
        figures = next(each for each in queries_papers.figures_of(self.decision) if each.key == key)
        return {
            "decision": self.decision,
            "group": self.group,
            "key": key,
            "figures": figures,
            "batch": figures.batch,
            "is_open": self.decision.state == State.OPEN and not self.decision.is_recounted,
            "is_counted": self.decision.state == State.OPEN,
        }


@allowed("discuss.count")
def plan(request: Request, pk: int, group: int) -> HttpResponseBase:
    """The team, the notice, the place where papers are handed in."""
    decision, found = place(request, pk, group)

    def act(data: dict[str, Any]) -> str:
        plan_papers(decision=decision, group=found, **data, by=request.user, at=clock.now())
        return _register(decision, group)

    return form_page(
        request,
        forms.BatchForm(*sent(request), batch=queries_papers.batch_of(decision, found)),
        title="Đợt phát phiếu",
        intro=f"{decision.title} · {found or decision.organisation}",
        act=act,
        done="Đã ghi đợt phát phiếu.",
        back=_register(decision, group),
    )


@allowed("discuss.count")
def print_(request: Request, pk: int, group: int) -> HttpResponse:
    """Papers for the households not yet heard, as the answer to the form."""
    decision, found = place(request, pk, group)
    numbers = queries_papers.printing_numbers(decision, found)
    form = forms.PrintForm(
        *sent(request),
        missing=numbers.missing,
        unheard=numbers.unheard,
        holding=numbers.holding,
        initial={"seen": str(numbers.newest)},
    )

    def act(data: dict[str, Any]) -> HttpResponse:
        again = data["which"] == forms.AGAIN
        if again and data["seen"] != str(numbers.newest):
            raise Refused(PRINTED_MEANWHILE)
        return _printed(request, decision, found, data["size"], only_missing=not again)

    response = form_page(
        request,
        form,
        title="In phiếu lấy ý kiến",
        intro=f"{decision.title} · {found or decision.organisation}",
        act=act,
        submit="In phiếu",
        back=_register(decision, group),
        template="discuss/papers_print.html",
        numbers=numbers,
        is_secret=decision.is_secret,
    )
    add_never_cache_headers(response)
    return response


def _printed(
    request: Request, decision: Decision, group: ResidentialGroup | None, size: str, **which: Any
) -> HttpResponse:
    with transaction.atomic():  # a sheet that cannot be drawn leaves the earlier papers in force
        printing = print_papers(decision=decision, group=group, by=request.user, at=clock.now(), **which)
        full = "" if decision.organisation_id else request.build_absolute_uri(decision.get_absolute_url())
        pdf = paper_sheet.pdf(
            decision=decision,
            batch=printing.batch,
            printed=printing.papers,
            size=size,
            paper_address=request.build_absolute_uri(reverse("discuss:paper", args=[decision.pk])),
            full_text=full,
        )
    return as_file(pdf, f"phieu-{decision.pk}-{group.code if group else 'don-vi'}", "pdf", shown=True)


@allowed("discuss.count")
def hand_out_(request: Request, pk: int, group: int) -> HttpResponseBase:
    """Mark papers as handed out, all at once or one by one, and by whom."""
    decision, found = place(request, pk, group)
    batch = queries_papers.batch_of(decision, found)
    ready = list(queries_papers.papers_of(decision, found).filter(state=PaperState.PRINTED))

    def act(data: dict[str, Any]) -> str:
        hand_out(decision=decision, **data, by=request.user, at=clock.now())
        return _register(decision, group)

    return form_page(
        request,
        forms.HandOutForm(*sent(request), team=batch.members if batch else [], papers=ready),
        title="Ghi nhận đã phát phiếu",
        intro=f"{len(ready)} phiếu đã in, chưa phát. Hộ đã có ý kiến cách khác thì phiếu tự hủy.",
        act=act,
        done="Đã ghi nhận phát phiếu.",
        submit="Đã phát",
        back=_register(decision, group),
    )


@allowed("discuss.count")
@sensitive_post_parameters("typed")
def take_in(request: Request, pk: int, group: int) -> HttpResponseBase:
    """Take papers in: one after the other by scanning or typing, or many from the list."""
    decision, found = place(request, pk, group)
    out = list(queries_papers.papers_of(decision, found).filter(state__in=queries_papers.OUTSTANDING))
    form = forms.ReturnForm(*sent(request), decision=decision, papers=out)

    def act(data: dict[str, Any]) -> str:
        chosen = data.get("papers") or ()
        wanted = [each for each in out if each.pk in set(chosen)]
        if data["typed"].strip():
            paper, why = queries_papers.paper_typed(decision, found, data["typed"])
            if paper is None:
                raise Refused(Objection(why, "typed"))
            wanted.append(paper)
        if not wanted:
            raise Refused(Objection("Hãy quét mã, gõ mã hộ, hoặc chọn hộ đã nộp phiếu.", "typed"))
        for each in wanted:
            _take(request, decision, each, data)
        last = wanted[-1].elector
        said = f"Đã thu phiếu của hộ {last.code} {last.name}." if len(wanted) == 1 else f"Đã thu {len(wanted)} phiếu."
        messages.success(request, f"{said} Còn {len(out) - len(wanted)} phiếu chưa về.")
        return request.path

    def in_one(data: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            return redirect(act(data))

    return form_page(
        request,
        form,
        title="Thu phiếu",
        intro=f"{decision.title} · {found or decision.organisation}. Còn {len(out)} phiếu chưa về.",
        act=in_one,
        submit="Ghi nhận đã thu",
        back=_register(decision, group),
    )


def _take(request: Request, decision: Decision, paper: Paper, data: dict[str, Any]) -> Paper:
    try:
        in_time = data.get("in_time", False)
        return return_paper(decision=decision, paper=paper, in_time=in_time, by=request.user, at=clock.now())
    except Refused as refused:
        told = (Objection(f"Hộ {paper.elector.code}: {each.text}", each.field) for each in refused.objections)
        raise Refused(*told) from refused


@allowed("discuss.count")
def one_paper(request: Request, pk: int, paper: int) -> HttpResponseBase:
    """One paper with what can still be done: make it void, give it back, have it read anew; each with a reason."""
    decision = queries.access_decision(request.user, request.ward, pk)
    found = queries_papers.access_paper(decision, paper)
    if not may_count_in(request.user, decision, found.elector.group_id):
        raise PermissionDenied("discuss.count")
    moves = [each for each in PAPER_LIFE.moves_from(found.state) if _possible(found, each)]

    def act(data: dict[str, Any]) -> str:
        given = {"decision": decision, "reason": data["reason"], "by": request.user, "at": clock.now()}
        match request.POST.get("lam"):
            case "void":
                void_papers(papers=(found.pk,), **given)
            case "give_back":
                give_back(paper=found, **given)
            case "read_anew":
                read_anew(paper=found, **given)
            case _:
                raise Refused("Hãy chọn việc cần làm.")
        return request.path

    return form_page(
        request,
        forms.ReasonForm(*sent(request)),
        title=f"Phiếu của hộ {found.elector.code}",
        intro=found.elector.name,
        act=act,
        done="Đã ghi.",
        template="discuss/paper_one.html",
        decision=decision,
        paper=found,
        moves=moves,
        reading=_read(found),
        key=found.elector.group_id or 0,
    )


def _possible(paper: Paper, move: str) -> bool:
    decision = paper.decision
    if decision.state != State.OPEN:
        return False
    if move == "read_anew":
        return not decision.is_secret and paper.read_at is not None
    if move == "give_back":
        return not decision.is_recounted and paper.read_at is None and paper.first_by_id is None
    return move == "void"


@public
@sensitive_post_parameters("typed")
def paper(request: Request, pk: int) -> HttpResponseBase:
    """Where the square of a paper leads. Who counts there takes the paper in; anybody else sees whether it was."""
    decision = queries.access_decision(request.user, request.ward, pk)
    counts = request.user.is_authenticated and _counts(request, decision)
    form = forms.CodeForm(*sent(request))
    if not counts or decision.closes_at is None or clock.now() < decision.closes_at:
        del form.fields["in_time"]
    seen: list[Paper] = []

    def act(data: dict[str, Any]) -> HttpResponse:
        found, why = queries_papers.paper_with_typed(decision, data["typed"])
        if found is None:
            raise Refused(Objection(why if counts else UNKNOWN, "typed"))
        if counts:
            taken = _take(request, decision, found, data)
            messages.success(request, f"Đã thu phiếu của hộ {taken.elector.code} {taken.elector.name}.")
            return redirect(request.path)
        seen.append(found)
        return render(request, "discuss/paper.html", {**shown, "form": form, "found": found})

    shown = {"decision": decision, "counts": counts, "title": "Phiếu lấy ý kiến"}
    response = form_page(
        request,
        form,
        act=act,
        submit="Ghi nhận đã thu" if counts else "Xem phiếu đã được ghi nhận chưa",
        template="discuss/paper.html",
        **shown,
    )
    add_never_cache_headers(response)
    return response


def _counts(request: Request, decision: Decision) -> bool:
    groups = queries_papers.groups_of(decision) or [None]
    return any(may_count_in(request.user, decision, each) for each in groups)


def _register(decision: Decision, group: int) -> str:
    return reverse("discuss:papers-group", args=[decision.pk, group])
