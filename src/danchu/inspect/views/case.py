"""The page of one case at the desk, and its files."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.files.serving import serve
from danchu.core.records.queries import Papers, papers_of_all
from danchu.core.ui.access import allowed
from danchu.core.ui.request import Request
from danchu.duties.models import Duty
from danchu.inspect import law, queries, queries_desk, queries_moves
from danchu.inspect.models import Case
from danchu.inspect.states import FileOf, State, StepKind
from danchu.inspect.views import moves
from danchu.inspect.views.desk import BADGES, clock_words
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from statute import casework


@dataclass(frozen=True)
class Button:
    """One thing to do: where, and what it says."""

    address: str
    label: str


@dataclass(frozen=True)
class Todo:
    """What the law wants done after a step."""

    duty: Duty
    address: str
    is_late: bool


@allowed("inspect.see_desk")
def case(request: Request, pk: int) -> HttpResponse:
    """What it is, by when it must be done, what to do next, everything that happened."""
    found = queries_moves.access_whole(request.user, request.ward, pk)
    kind, today = law.kind_of(found.kind), clock.today()
    handles = rules.has_perm("inspect.handle", request.user, found)
    dossier = queries_moves.dossier(found)
    targets = [found, *dossier.pauses, *dossier.extensions, *dossier.steps] if handles else []
    papers = papers_of_all(request.user, request.ward, targets)
    colour = queries_desk.colour_of(found, today, law.soon_until(today))
    hidden = queries_moves.hidden_files(request.user, found)
    shown = {
        "case": found,
        "kind": kind,
        "handles": handles,
        "sees_sender": rules.has_perm("inspect.see_sender", request.user, found),
        "badge": BADGES[colour] if colour else "",
        "clock_words": clock_words(found),
        "clock_lines": clock_lines(found, dossier),
        "dossier": dossier,
        "files": [(FileOf(each["word"]).label, each) for each in dossier.files if _open_to(each, hidden)],
        "steps": [(each, papers[_key(each)]) if handles else (each, None) for each in dossier.steps],
        "takes_steps": handles and found.is_open and (wants_steps(kind) or bool(dossier.steps)),
        "papers": _all_papers(papers, found),
        "outcome": kind.outcomes.get(found.outcome, ""),
        "second_until": law.second_instance_until(found) if found.state == State.ANSWERED else None,
        "may_register": rules.has_perm("inspect.register", request.user, request.ward),
        "todos": _todos(found, today) if handles else [],
        "today": today,
        **(_buttons(request, found, kind, dossier) if handles else {}),
    }
    return render(request, "inspect/case.html", shown)


@allowed("inspect.see_desk")
def file(request: Request, pk: int, file: int) -> HttpResponseBase:
    """A file of a case, to those who may see it; ``?co=480`` asks for a smaller picture."""
    found = queries_moves.access_whole(request.user, request.ward, pk)
    edge = 480 if request.GET.get("co") == "480" else 0
    return serve(request, queries_moves.access_file(request.user, request.ward, found, file), edge=edge)


def clock_lines(found: Case, dossier: queries_moves.Dossier) -> list[str]:
    """The running clock in words: period, article, from which day, pauses, extensions."""
    running, periods = law.clock_of(found), law.periods_of(found)
    lines = []
    if running is not None:
        start = vn_date(law.start_of(found, running))
        lines += [f"{each.label}: {each.words()} ({each.basis}), tính từ ngày {start}." for each in periods]
        if several := law.several_words(law.counts_of(found, dossier.pauses, dossier.extensions)):
            lines.append(several)
    for each in dossier.extensions:
        lines.append(f"Gia hạn {each.days} ngày, quyết định ngày {vn_date(each.decided_on)}: {each.reason}")
    for pause in dossier.pauses:
        until = f"đến ngày {vn_date(pause.until)}" if pause.until else "đến nay"
        lines.append(f"Tạm dừng từ ngày {vn_date(pause.since)} {until}, không tính vào hạn: {pause.reason}")
    return lines


def wants_steps(kind: casework.CaseKind) -> bool:
    """Whether finding out the truth is a part of settling a case of ``kind``; of others it can be."""
    return kind.needs_dialogue or kind.is_sealed


def _open_to(row: dict[str, Any], hidden: set[str]) -> bool:
    return row["flag"] or row["word"] not in hidden


def _key(row: Any) -> tuple[str, int]:
    return row._meta.label_lower, row.pk


def _all_papers(papers: dict[tuple[str, int], Papers], found: Case) -> list[Papers]:
    """The papers of the case, its pauses and extensions; those of steps stand with the steps."""
    return [
        each for (name, _pk), each in papers.items() if name != "inspect.casestep" and (each.documents or each.kinds)
    ]


def _todos(found: Case, today: date) -> list[Todo]:
    prefix = queries.after_prefix(found)
    rows = [each for each in queries_moves.duties_of(found) if each.key.startswith(prefix)]
    return [
        Todo(
            each,
            reverse("inspect:case-follow-up", args=[found.pk, each.key.removeprefix(prefix).split(":")[0]]),
            each.due_on < today,
        )
        for each in rows
    ]


def _buttons(request: Request, found: Case, kind: casework.CaseKind, dossier: queries_moves.Dossier) -> dict[str, Any]:
    """What can be done by one who handles it: what comes next, what else, what is seldom done."""
    ready = [
        (each.slug, Button(moves.address_of(found, each), label)) for each, label in moves.possible(request.user, found)
    ]
    sender = queries_moves.sender_of(found)
    if sender is not None and sender.email and not kind.is_sealed:
        # A letter tells the same as a word on the page of the code, and arrives: one way to write, not two.
        letter = Button(reverse("inspect:write-to-sender", args=[found.pk]), "Viết thư cho người gửi")
        ready = [*((slug, button) for slug, button in ready if slug != moves.WORD), ("gui-thu", letter)]
    by_slug = dict(ready)
    main = next((by_slug[slug] for slug in moves.MAIN if slug in by_slug), None)
    awaits_dialogue = kind.needs_dialogue and found.state == State.SETTLING and not dossier.held_dialogue
    if awaits_dialogue and main is not None:
        planned = next((each for each in dossier.steps if each.kind == StepKind.DIALOGUE), None)
        if planned is None:
            main = Button(reverse("inspect:plan-step", args=[found.pk]), "Lên kế hoạch xác minh, đối thoại")
        else:
            main = Button(reverse("inspect:record-step", args=[planned.pk]), "Ghi kết quả đối thoại")
    seldom = [button for slug, button in ready if slug in moves.SELDOM]
    if found.is_open and not kind.is_sealed and kind.move("merge", law.began_on(found)):
        seldom.append(Button(reverse("inspect:case-merge", args=[found.pk]), "Nhập vào việc đã có"))
    if found.state == State.SETTLING and not wants_steps(kind) and not dossier.steps:
        seldom.append(Button(reverse("inspect:plan-step", args=[found.pk]), "Lên kế hoạch xác minh"))
    others = [button for slug, button in ready if slug not in moves.SELDOM and button is not main]
    if kind.may_be_public and found.wants_public:
        label = "Sửa nội dung công khai" if found.published_at else "Công khai"
        others.append(Button(reverse("inspect:case-publish", args=[found.pk]), label))
    return {"main": main, "others": others, "seldom": seldom}
