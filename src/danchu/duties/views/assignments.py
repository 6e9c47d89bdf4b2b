"""Which unit answers for which clause of the resolution, by when; and its history."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from danchu.core import clauses
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Column, Filter, Listed, Register, folded
from danchu.core.ui.request import Request
from danchu.duties import forms, queries
from danchu.duties.actions.assignments import assign_clause
from danchu.duties.models import ClauseAssignment
from danchu.lib import clock
from danchu.ward import queries as ward_queries

ASSIGNED, UNASSIGNED, OVER = "da-giao", "chua-giao", "qua-han"


@dataclass(frozen=True)
class Line:
    """A clause of the resolution with the assignment in force, if there is one."""

    number: str
    title: str
    assignment: ClauseAssignment | None

    @property
    def search_text(self) -> str:
        return folded(self.number, self.title, self.unit_name)

    @property
    def unit_name(self) -> str:
        return str(self.assignment.unit) if self.assignment else ""

    def is_of(self, unit: str) -> bool:
        return self.assignment is not None and str(self.assignment.unit_id) == unit

    @property
    def is_over(self) -> bool:
        return self.assignment is not None and self.assignment.due_on < clock.today()


BY_STATE: dict[str, Callable[[Line], bool]] = {
    ASSIGNED: lambda row: row.assignment is not None,
    UNASSIGNED: lambda row: row.assignment is None,
    OVER: lambda row: row.is_over,
}


def _units(request: Request) -> Iterable[tuple[str, str]]:
    return ((str(each.pk), each.name) for each in ward_queries.units(request.ward))


class Assignments(Register):
    """Every clause of the resolution and the unit that answers for it."""

    audience = "duties.see_units"
    title = "Phân công thực hiện nghị quyết"
    intro = "Mỗi khoản của nghị quyết giao cho một đơn vị chủ trì, có hạn. Bấm vào khoản để giao hoặc giao lại."
    noun = "khoản"
    search_in = "search_text"
    page_size = 100
    empty = "Chưa có nghị quyết nào trong phần mềm."
    columns = (
        Column("Khoản", "number", link=True),
        Column("Nội dung", "title"),
        Column("Đơn vị chủ trì", "unit_name"),
        Column("Hạn", "assignment.due_on"),
        Column("Đã quá hạn", lambda row: row.is_over if row.assignment else None, export_only=True),
        Column("Yêu cầu", "assignment.note"),
        Column("Phân công lúc", "assignment.assigned_at", export_only=True),
    )
    filters = (
        Filter(
            "trang-thai",
            "Phân công",
            lambda request: ((ASSIGNED, "Đã giao"), (UNASSIGNED, "Chưa giao"), (OVER, "Đã quá hạn")),
            lambda rows, chosen: rows.where(BY_STATE.get(chosen, lambda row: False)),
        ),
        Filter(
            "don-vi",
            "Đơn vị",
            _units,
            lambda rows, chosen: rows.where(lambda row: row.is_of(chosen)),
        ),
    )

    def rows(self, request: Request) -> Listed[Line]:
        in_force = {each.clause: each for each in queries.answered_for(request.ward)}
        return Listed(Line(number, title, in_force.get(number)) for number, title in clauses.titles().items())

    def url_of(self, row: Line) -> str:
        return _address(row.number)


@allowed("duties.see_units")
def clause(request: Request, clause: str) -> HttpResponseBase:
    """One clause: who answers for it now, who did before, and its duties."""
    title = _title_or_404(clause)
    history = list(queries.assignments(request.ward).filter(clause=clause))
    context = {
        "clause": clause,
        "title": title,
        "current": next((each for each in history if each.replaced_at is None), None),
        "history": history,
        "today": clock.today(),
        "work": f"{reverse('duties:duties')}?{urlencode({'khoan': clause})}",
    }
    return render(request, "duties/clause.html", context)


@allowed("duties.assign")
def assign(request: Request, clause: str) -> HttpResponseBase:
    """Assign a clause, or assign it anew."""
    title = _title_or_404(clause)
    current = queries.answered_for(request.ward).filter(clause=clause).first()
    known = {"unit": current.unit_id, "due_on": current.due_on, "note": current.note} if current else {}

    def act(data: dict[str, Any]) -> str:
        assign_clause(ward=request.ward, clause=clause, **data, by=request.user, at=clock.now())
        return _address(clause)

    return form_page(
        request,
        forms.AssignmentForm(*sent(request), ward=request.ward, initial=known),
        title=f"{'Giao lại' if current else 'Giao'} khoản {clause}",
        intro=title,
        act=act,
        done="Đã phân công.",
        submit="Giao",
        back=_address(clause),
    )


def _title_or_404(clause: str) -> str:
    if not (title := clauses.titles().get(clause, "")):
        raise Http404("no such clause")
    return title


def _address(clause: str) -> str:
    return reverse("duties:clause", args=[clause])
