"""The desk of those who let the community decide: the register, the hub of one decision, its roll."""

from collections.abc import Iterable, Iterator
from typing import Any

import rules
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from danchu.core.ordering import ByGivenName
from danchu.core.records.queries import papers_about
from danchu.core.refusals import Objection
from danchu.core.ui.access import allowed
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.discuss import law, queries, queries_planning
from danchu.discuss.models import Decision, Elector
from danchu.discuss.policies import blockers_before_opening, warnings_before_opening
from danchu.discuss.states import Form, State
from danchu.lib import clock
from statute import decisions

FURTHER = (
    ("Phiếu lấy ý kiến", "discuss:papers"),
    ("Kiểm phiếu", "discuss:counts"),
    ("Kết thúc và kết quả", "discuss:close"),
)
"""Pages of an open decision that other parts of the room bring."""


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return State.choices


def _kinds(request: Request) -> Iterable[tuple[str, str]]:
    return [(each.key, each.label) for each in decisions.kinds(clock.today())]


class Desk(Register):
    """Every decision that this person may open, those being prepared too."""

    audience = "discuss.see_desk"
    title = "Việc dân bàn, dân quyết định"
    intro = "Việc đang chuẩn bị, đang lấy ý kiến và đã có kết quả."
    noun = "việc"
    search_in = "search_text"
    empty = "Chưa có việc nào. Bấm “Chuẩn bị việc mới” để bắt đầu."
    columns = (
        Column("Việc", "title", link=True),
        Column("Loại việc", lambda row: row.rule.get("label") or _label(row), order="kind"),
        Column("Trạng thái", "get_state_display"),
        Column("Bắt đầu", lambda row: row.opened_at or row.opens_at, order=Coalesce("opened_at", "opens_at")),
        Column("Kết thúc", lambda row: row.closed_at or row.closes_at, order=Coalesce("closed_at", "closes_at")),
        Column(
            "Kết quả",
            lambda row: {True: "Được thông qua", False: "Không được thông qua"}.get(row.passed, ""),
            order="passed",
        ),
        Column("Trong đơn vị", "organisation.name", export_only=True),
        Column("Tổng số", "base", numeric=True, export_only=True),
    )
    filters = (
        Filter("trang-thai", "Trạng thái", _states, by_field("state")),
        Filter("loai", "Loại việc", _kinds, by_field("kind")),
    )
    buttons = (Button("Chuẩn bị việc mới", "discuss:prepare", "discuss.prepare", strong=True),)

    def rows(self, request: Request) -> QuerySet[Decision]:
        return queries.visible_to(request.user, request.ward).order_by("-pk")

    def url_of(self, row: Decision) -> str:
        return reverse("discuss:desk-decision", args=[row.pk])


def _label(row: Decision) -> str:
    return law.kind_of(row.kind, law.began_on(row.rule)).label


@allowed("discuss.see_desk")
def one(request: Request, pk: int) -> HttpResponseBase:
    """One decision at the desk: where it stands, what is missing, who was heard, where to go on."""
    found, options = queries.access_with_options(request.user, request.ward, pk)
    may_prepare = rules.has_perm("discuss.prepare", request.user, found)
    kind = law.kind_of(found.kind, law.began_on(found.rule))
    shown: dict[str, Any] = {
        "decision": found,
        "card": law.kind_card(kind, law.began_on(found.rule)),
        "manages": may_prepare,
        "groups": queries.scope_of(found) if not found.is_ward_wide else [],
        "options": options,
        "is_preparing": found.state == State.PREPARING,
        "papers": papers_about(request.user, request.ward, [found])[found.pk],
        "meetings": queries_planning.meetings_about(found),
        "inside": found.organisation_id is not None,
        "chosen_forms": [str(Form(each).label).lower() for each in found.forms],
        "plans_meeting": may_prepare and found.state in {State.PREPARING, State.OPEN},
    }
    if found.state == State.PREPARING:
        sizes = queries_planning.sizes_of(found)
        shown["electors"] = sum(sizes)
        shown["blockers"] = [
            (each, _where(found, each)) for each in blockers_before_opening(found, options, sum(sizes))
        ]
        shown["warnings"] = list(warnings_before_opening(found, min(sizes, default=0)))
    else:
        shown["further"] = list(_further(found)) if may_prepare else []
        shown["sees_roll"] = rules.has_perm("discuss.see_roll", request.user, found)
        shown["turnout"] = turnout = queries_planning.turnout_by_group(found)
        shown["heard"] = [(Form(each).label, sum(row[each] for row in turnout)) for each in found.forms]
    return render(request, "discuss/desk_decision.html", shown)


def _where(decision: Decision, objection: Objection) -> str:
    """The page on which what is missing can be mended."""
    if objection.field == "online_conditions":
        return reverse("discuss:conditions", args=[decision.pk])
    if objection.field == "options" and decision.seats:
        return reverse("discuss:add-candidate", args=[decision.pk])
    return reverse("discuss:change", args=[decision.pk])


def _further(decision: Decision) -> Iterator[tuple[str, str]]:
    for label, route in FURTHER:
        if route == "discuss:papers" and not decision.by_ballot:
            continue
        try:
            yield label, reverse(route, args=[decision.pk])
        except NoReverseMatch:
            continue


def _by_heard(rows: QuerySet[Elector], chosen: str) -> QuerySet[Elector]:
    return rows.filter(voice__isnull=chosen == "chua") if chosen in {"chua", "roi"} else rows.none()


def _group_names(request: Request) -> Iterable[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in queries_planning.groups_prepared_by(request.user, request.ward)]


class Roll(Register):
    """The roll of one decision with who was heard; ``decision`` is set by the view."""

    audience = "discuss.see_roll"
    noun = "hộ"
    search_in = "search_text"
    intro = "Danh sách đã chốt khi bắt đầu lấy ý kiến."
    empty = "Không có hộ nào khớp."
    columns = (
        Column("STT", "number", numeric=True),
        Column("Mã", "code", unbroken=True),
        Column("Chủ hộ, người có tên", "name", order=ByGivenName("name")),
        Column("Tổ dân phố", "group.name"),
        Column(
            "Đã có ý kiến",
            lambda row: row.voice.get_form_display() if hasattr(row, "voice") else "Chưa",
            order="voice.get_form_display",
        ),
    )
    filters = (
        Filter("y-kien", "Ý kiến", lambda request: [("chua", "Chưa có ý kiến"), ("roi", "Đã có ý kiến")], _by_heard),
        Filter("to", "Tổ dân phố", _group_names, by_field("group")),
    )

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.title = f"Danh sách: {decision.title}"  # type: ignore[misc]

    def rows(self, request: Request) -> QuerySet[Elector]:
        return queries_planning.roll(self.decision)

    def url_of(self, row: Elector) -> str:
        return ""


@allowed("discuss.see_roll")
def roll(request: Request, pk: int) -> HttpResponseBase:
    """Who is on the roll of one decision, and who was heard."""
    found = queries_planning.access_roll(request.user, request.ward, pk)
    return Roll(found).respond(request)
