"""The desk: closing a decision, and what the law wants done after it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse

from danchu.core.answers import as_file
from danchu.core.records.queries import papers_about
from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.discuss import forms_closing as forms
from danchu.discuss import law, letters, queries
from danchu.discuss import queries_following as following
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.recognition import prepare_release
from danchu.discuss.models import Decision, Option
from danchu.discuss.policies import blockers_before_closing
from danchu.discuss.states import Form as VoteForm
from danchu.discuss.states import Recognition, State
from danchu.duties.queries import open_about
from danchu.lib import clock


def _where_it_stands(row: Decision) -> str:
    if row.state == State.OPEN:
        return "Chưa kết thúc"
    if not row.passed:
        return "Không được thông qua"
    if row.recognition != Recognition.NONE:
        return str(row.get_recognition_display())
    return "Được thông qua"


class Results(Register):
    """What can be closed, and what was closed with what is still to be done."""

    audience = "discuss.conduct"
    title = "Kết thúc và sau quyết định"
    intro = "Chọn một việc để kết thúc lấy ý kiến, lập văn bản, gửi, công khai, báo các hộ, ghi việc công nhận."
    noun = "việc"
    search_in = "search_text"
    empty = "Chưa có việc nào đang lấy ý kiến hoặc đã có kết quả."
    columns = (
        Column("Việc", "title", link=True),
        Column("Loại việc", lambda row: row.rule.get("label", ""), order="kind"),
        Column("Kết thúc", "closed_at"),
        Column("Kết quả", _where_it_stands),
        Column("Đã gửi", "follow_up.sent_on"),
        Column("Đã báo cáo thực hiện", "follow_up.reported_on"),
    )
    filters = (
        Filter(
            "trang-thai",
            "Trạng thái",
            lambda request: [(each.value, str(each.label)) for each in (State.OPEN, State.CLOSED)],
            by_field("state"),
        ),
    )
    buttons = (Button("Cho thôi giữ chức danh", "discuss:release", "discuss.prepare"),)

    def rows(self, request: Request) -> QuerySet[Decision]:
        return following.followed_by(request.user, request.ward)

    def url_of(self, row: Decision) -> str:
        return reverse("discuss:close", args=[row.pk])


@allowed("discuss.conduct")
def close(request: Request, pk: int) -> HttpResponseBase:
    """The outcome as it would be now and what stands against closing; once it is closed, the way on."""
    decision, options = following.access_conducted_with_options(request.user, request.ward, pk)
    if decision.state == State.CLOSED:
        return _after(request, decision, options)
    if decision.state != State.OPEN:
        return form_page(
            request,
            Form(),
            title=decision.title,
            act=_nothing,
            template="discuss/closing_not_open.html",
            decision=decision,
        )

    def act(data: dict[str, Any]) -> str:
        close_decision(decision=decision, **data, by=request.user, at=clock.now())
        return reverse("discuss:close", args=[decision.pk])

    return form_page(
        request,
        forms.CloseForm(*sent(request)),
        title=f"Kết thúc: {decision.title}",
        act=act,
        done="Đã kết thúc lấy ý kiến.",
        submit="Kết thúc lấy ý kiến",
        back=reverse("discuss:results"),
        template="discuss/closing.html",
        blockers=list(blockers_before_closing(decision, clock.now())),
        **_outcome(decision, options, queries.outcome_now(decision)),
    )


def _nothing(_data: dict[str, Any]) -> str:
    raise Refused("Việc này chưa mở hoặc đã rút.")


def _outcome(decision: Decision, options: list[Option], found: dict[str, Any]) -> dict[str, Any]:
    """The outcome as tables: options, forms, groups."""
    names = {each.group.code: each.group.name for each in queries.scope_of(decision)}
    votes = found.get("votes", {})
    return {
        "decision": decision,
        "found": found,
        "unit": following.who(decision),
        "options": [
            (each, votes.get(str(each.position), 0), each.position in found.get("elected", [])) for each in options
        ],
        "forms": [(VoteForm(key).label, each) for key, each in found.get("forms", {}).items()],
        "groups": [(names.get(each["group"], ""), each) for each in found.get("groups", [])] if len(names) > 1 else [],
    }


def _after(request: Request, decision: Decision, options: list[Option]) -> HttpResponseBase:
    follow_up = following.follow_up_of(decision)
    context = {
        **_outcome(decision, options, decision.outcome),
        "follow_up": follow_up,
        "papers": papers_about(request.user, request.ward, [decision])[decision.pk],
        "tellings": following.tellings_of(decision),
        "duties": open_about(decision),
        "awaits": following.awaits_recognition(decision),
        "awaits_day": following.awaits_day_in_force(decision),
        "in_force_on": following.in_force_on(decision),
        "release": following.release_of(decision),
        "tied": bool(decision.outcome.get("tied")),
        "may_ballot": _may_ballot(decision),
        "letter_groups": [each.group for each in queries.scope_of(decision)],
    }
    return form_page(request, Form(), title=decision.title, act=_nothing, template="discuss/closed.html", **context)


def _may_ballot(decision: Decision) -> bool:
    """Whether the law lets papers go to the households after a meeting to which too few came for the majority."""
    if decision.passed or decision.organisation_id or set(decision.forms) != {VoteForm.MEETING}:
        return False
    too_few = decision.outcome.get("took_part", 0) < decision.rule["needed"]
    return "ballot" in law.kind_of(decision.kind, law.began_on(decision.rule)).forms and too_few


@allowed("discuss.conduct")
def letters_of_group(request: Request, pk: int, group: int) -> HttpResponseBase:
    """A letter to each household of a group, in one file to print."""
    decision = following.access_conducted(request.user, request.ward, pk)
    told = following.access_told_group(decision, group)
    content = letters.pdf(decision, told, clock.today())
    return as_file(content, f"thu-bao-ket-qua-{told.code}", "pdf")


@allowed("discuss.prepare")
def release(request: Request) -> HttpResponseBase:
    """Prepare the question whether somebody is to be released from an office that the People gave."""
    held = following.releasable(request.user, request.ward, clock.today())
    form = forms.ReleaseForm(*sent(request), held=held)

    def act(data: dict[str, Any]) -> str:
        prepare_release(
            mandate=data["mandate"],
            ground=data["ground"],
            asked_on=data["asked_on"],
            backing=data["backing"] or 0,
            reason=data["reason"],
            by=request.user,
            at=clock.now(),
        )
        return reverse("discuss:results")

    return form_page(
        request,
        form,
        title="Cho thôi giữ chức danh",
        intro="Các hộ biểu quyết tán thành hoặc không; khi được công nhận, nhiệm kỳ chấm dứt.",
        act=act,
        done="Đã chuẩn bị. Hãy đưa việc này vào cuộc họp của tổ để các hộ biểu quyết.",
        submit="Chuẩn bị",
        back=reverse("discuss:results"),
    )
