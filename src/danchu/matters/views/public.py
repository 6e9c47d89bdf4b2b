"""What anyone can open: the matters of the ward, and each one's way through the six steps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render

from danchu.core.ui.access import kept
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.matters import queries
from danchu.matters.models import Matter, TimelineLine
from danchu.matters.states import State, Step
from danchu.ward import queries as ward_queries

WHOLE = "phuong"
"""What the filter by place sends for matters of the whole ward."""


def _groups(request: Request) -> Iterable[tuple[str, str]]:
    return [(WHOLE, "Toàn phường"), *((str(pk), name) for pk, name in ward_queries.names_of_groups(request.ward))]


def _in_place(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return rows.filter(group=None) if chosen == WHOLE else by_field("group")(rows, chosen)


def scope_of(matter: Matter) -> str:
    return matter.group.name if matter.group else "Toàn phường"


class Matters(Register):
    """The matters of the ward, newest first."""

    audience = "public"
    kept = True
    title = "Việc chung"
    intro = "Những việc của phường, của tổ mà người dân cùng biết, bàn, làm, kiểm tra, giám sát và thụ hưởng."
    noun = "việc"
    search_in = "search_text"
    empty = "Chưa có việc chung nào. Khi phường mở một việc, mọi diễn biến của việc đó sẽ ở đây."
    columns = (
        Column("Tên việc", "title", link=True),
        Column("Phạm vi", scope_of, order="group"),
        Column("Đơn vị chủ trì", "unit.name"),
        Column("Mở ngày", "opened_at"),
        Column("Kết thúc", "closed_at", export_only=True),
        Column("Trạng thái", "get_state_display"),
    )
    filters = (
        Filter("trang-thai", "Trạng thái", lambda request: State.choices, by_field("state")),
        Filter("to", "Phạm vi", _groups, _in_place),
    )

    def rows(self, request: Request) -> QuerySet[Matter]:
        return queries.visible_to(request.user, request.ward)


@dataclass
class Station:
    """A step of the motto on the way of one matter, with what has happened in it."""

    step: Step
    lines: list[TimelineLine] = field(default_factory=list)


def path_of(lines: Iterable[TimelineLine]) -> list[Station]:
    """The six steps in the order of the motto, each with its lines."""
    stations = {step.value: Station(step) for step in Step}
    for line in lines:
        stations[line.step].lines.append(line)
    return list(stations.values())


def page_of(matter: Matter, *, internal: bool) -> dict[str, Any]:
    """What the page of a matter shows, to everyone or at the desk."""
    return {
        "matter": matter,
        "scope": scope_of(matter),
        "path": path_of(queries.timeline(matter, internal=internal)),
        "open": matter.state == State.OPEN,
        "withdrawn": matter.state == State.WITHDRAWN,
    }


@kept
def matter(request: Request, pk: int) -> HttpResponseBase:
    """One matter: what it is, who leads it, and what has happened in each of the six steps."""
    found = queries.access_matter(request.user, request.ward, pk)
    return render(request, "matters/matter.html", page_of(found, internal=False))
