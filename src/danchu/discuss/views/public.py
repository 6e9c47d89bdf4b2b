"""What everyone may see of what the community decides."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponseBase
from django.shortcuts import render

from danchu.core.ui.access import KEEP, PUBLIC, public
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.discuss import queries
from danchu.discuss.models import Decision
from danchu.discuss.outcome_figures import figures_of
from danchu.discuss.states import State
from danchu.lib import clock


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return [(each.value, each.label) for each in State if each in queries.IN_PUBLIC]


def _outcome(row: Decision) -> str:
    return {True: "Được thông qua", False: "Không được thông qua", None: row.get_state_display()}[row.passed]


class Decisions(Register):
    """Every decision that was opened, newest first."""

    audience = PUBLIC
    kept = True
    title = "Dân bàn, dân quyết định"
    intro = "Những việc các hộ gia đình đã hoặc đang bàn và quyết định theo Luật Thực hiện dân chủ ở cơ sở."
    noun = "việc"
    search_in = "search_text"
    empty = "Chưa có việc nào được đưa ra bàn và quyết định."
    columns = (
        Column("Việc", "title", link=True),
        Column("Loại việc", lambda row: row.rule.get("label", ""), order="kind"),
        Column("Bắt đầu", "opened_at"),
        Column("Kết thúc", lambda row: row.closed_at or row.closes_at, order=Coalesce("closed_at", "closes_at")),
        Column("Kết quả", _outcome),
    )
    filters = (Filter("trang-thai", "Trạng thái", _states, by_field("state")),)
    buttons = (
        Button("Sáng kiến của người dân", "discuss:initiatives"),
        Button("Lịch họp", "discuss:meetings"),
    )

    def rows(self, request: Request) -> QuerySet[Decision]:
        return queries.public(request.ward).order_by("-opened_at", "-pk")

    def url_of(self, row: Decision) -> str:
        return row.get_absolute_url()


@public
def decision(request: Request, pk: int) -> HttpResponseBase:
    """One decision: what is asked, of whom, how, under which rules; how many were heard; what came out and why.

    The front may keep it but while voices come in: their number changes without a publication."""
    found = queries.access_public(request.ward, pk)
    options = list(found.options.all())
    groups = queries.scope_of(found)
    heard = queries.progress(found) if found.state == State.OPEN else {}
    context: dict[str, Any] = {
        "decision": found,
        "groups": groups,
        "options": options,
        "heard": heard,
        "result": figures_of(found.outcome, options, groups),
        "is_closed": found.state == State.CLOSED,
        "is_over": found.closes_at is not None and clock.now() >= found.closes_at,
    }
    response = render(request, "discuss/decision.html", context)
    if found.state != State.OPEN:
        response.headers[KEEP] = request.ward.code
    return response
