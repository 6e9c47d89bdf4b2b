"""The register of duties, how units and residential groups keep up, and the page of one duty."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from danchu.core import clauses
from danchu.core.ui.access import allowed, may_open
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.duties import queries
from danchu.duties.models import Duty
from danchu.duties.states import KINDS, State
from danchu.lib import clock
from danchu.ward import queries as ward_queries

NOBODY, GROUPS, MINE = "chua-giao", "to", "toi"
LATE, TODAY, SOON, IN_TIME, NOT_IN_TIME = "tre-han", "hom-nay", "sap-den-han", "dung-han", "lam-tre"
FIRST_YEAR = 2023

BY_STANDING = {
    LATE: lambda rows: queries.open_late(rows, clock.today()),
    TODAY: lambda rows: queries.open_today(rows, clock.today()),
    SOON: lambda rows: queries.open_soon(rows, clock.today()),
    IN_TIME: queries.on_time,
    NOT_IN_TIME: lambda rows: queries.late(rows, clock.today()).filter(state=State.FULFILLED),
}


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return [
        *State.choices,
        (LATE, "Phải làm, đã trễ hạn"),
        (TODAY, "Phải làm hôm nay"),
        (SOON, "Phải làm trong 7 ngày tới"),
        (IN_TIME, "Đã làm đúng hạn"),
        (NOT_IN_TIME, "Đã làm trễ hạn"),
    ]


def _by_state(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    narrow = BY_STANDING.get(chosen)
    return narrow(rows) if narrow else by_field("state")(rows, chosen)


def _units(request: Request) -> Iterable[tuple[str, str]]:
    units = ((str(each.pk), each.name) for each in ward_queries.units(request.ward))
    return [*units, (GROUPS, "Các tổ dân phố"), (NOBODY, "Chưa giao cho ai")]


def _by_unit(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    if chosen == NOBODY:
        return rows.filter(queries.NOBODYS)
    return rows.filter(group__isnull=False) if chosen == GROUPS else by_field("unit")(rows, chosen)


def _groups(request: Request) -> Iterable[tuple[str, str]]:
    return ((str(pk), name) for pk, name in ward_queries.names_of_groups(request.ward))


def _clauses(request: Request) -> Iterable[tuple[str, str]]:
    return ((number, f"{number} {title}") for number, title in clauses.titles().items())


def _months(request: Request) -> Iterable[tuple[str, str]]:
    today = clock.today()
    years = range(today.year + 1, FIRST_YEAR - 1, -1)
    return [(f"{year}-{month:02d}", f"Tháng {month:02d}/{year}") for year in years for month in range(12, 0, -1)]


def _in_month(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    if not (found := re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", chosen)):
        return rows.none()
    return rows.filter(due_on__year=int(found[1]), due_on__month=int(found[2]))


class Duties(Register):
    """The duties that this person may see."""

    audience = "duties.see_today"
    title = "Việc phải làm"
    intro = "Mọi việc theo luật và nghị quyết: ai làm, hạn nào, đã làm hay chưa."
    noun = "việc"
    search_in = "search_text"
    empty = "Chưa có việc nào. Việc phát sinh từ luật, từ nghị quyết và từ những gì phường công khai."
    columns = (
        Column("Việc", "title", link=True),
        Column("Ai làm", "whose", order=("unit", "group", "person")),
        Column("Hạn", "due_on"),
        Column("Thế nào", lambda row: row.words_on(clock.today())),
        Column("Loại", "get_kind_display", export_only=True),
        Column("Khoản", "clause"),
        Column("Phát sinh ngày", "arose_on", export_only=True),
        Column("Xong ngày", "ended_on", export_only=True),
        Column("Hoàn thành bằng", "fulfilled_by", export_only=True),
        Column("Lý do không làm", "reason", export_only=True),
        Column("Căn cứ", lambda row: row.basis.get("citation", ""), export_only=True),
    )
    filters = (
        Filter("trang-thai", "Trạng thái", _states, _by_state),
        Filter("don-vi", "Đơn vị", _units, _by_unit),
        Filter("to", "Tổ dân phố", _groups, by_field("group")),
        Filter("khoan", "Khoản của nghị quyết", _clauses, by_field("clause")),
        Filter("loai", "Loại việc", lambda request: KINDS.items(), by_field("kind")),
        Filter("thang", "Đến hạn trong", _months, _in_month),
        Filter("cua", "Của", lambda request: [(MINE, "tôi, đơn vị tôi")], lambda rows, chosen: rows, kind="link"),
    )

    def rows(self, request: Request) -> QuerySet[Duty]:
        rows = queries.visible_to(request.user, request.ward)
        return rows.filter(queries.waits_for(request.user)) if request.GET.get("cua") == MINE else rows


def _work_of(filter_name: str, row: Any, standing: str) -> str:
    return f"{reverse('duties:duties')}?{urlencode({filter_name: row.pk, 'trang-thai': standing})}"


def _counted(filter_name: str) -> tuple[Column, ...]:
    """The columns of a table of those who have duties, each count leading to the duties that it counts."""

    def column(label: str, value: str, standing: str) -> Column:
        return Column(label, value, numeric=True, total=True, leads_to=lambda row: _work_of(filter_name, row, standing))

    return (
        column("Phải làm", "duties_open", State.OPEN),
        column("Trễ hạn", "duties_late", LATE),
        column("7 ngày tới", "duties_soon", SOON),
        column("Đã làm", "duties_done", State.FULFILLED),
        Column("Đúng hạn (%)", "duties_on_time", numeric=True),
    )


class Units(Register):
    """How each unit keeps up."""

    audience = "duties.see_units"
    title = "Tiến độ theo đơn vị"
    intro = "Việc phải làm của từng đơn vị: bấm vào con số để xem từng việc."
    noun = "đơn vị"
    search_in = "search_text"
    empty = "Chưa có đơn vị nào được đánh dấu là đơn vị thực hiện nhiệm vụ của phường."
    template = "duties/units.html"
    columns = (Column("Đơn vị", "name", link=True), *_counted("don-vi"))

    def rows(self, request: Request) -> QuerySet[Any]:
        return queries.with_work(ward_queries.units(request.ward), "unit", clock.today())

    def url_of(self, row: Any) -> str:
        return f"{reverse('duties:duties')}?{urlencode({'don-vi': row.pk})}"

    def context(self, request: Request) -> dict[str, Any]:
        return {"counts": queries.counts(queries.of_ward(request.ward), clock.today())}


class Groups(Units):
    """How each residential group keeps up."""

    title = "Tiến độ theo tổ dân phố"
    intro = "Việc phải làm của từng tổ: bấm vào con số để xem từng việc."
    noun = "tổ dân phố"
    empty = "Phường chưa nhập danh sách tổ dân phố."
    columns = (Column("Tổ dân phố", "name", link=True), *_counted("to"))

    def rows(self, request: Request) -> QuerySet[Any]:
        return queries.with_work(ward_queries.groups(request.ward), "group", clock.today())

    def url_of(self, row: Any) -> str:
        return f"{reverse('duties:duties')}?{urlencode({'to': row.pk})}"


@allowed("duties.see_today")
def duty(request: Request, pk: int) -> HttpResponseBase:
    """One duty: whose, by when, under which rule, how the day was counted, and by what it was fulfilled."""
    found = queries.access_duty(request.user, request.ward, pk)
    today = clock.today()
    context = {
        "duty": found,
        "words": found.words_on(today),
        "late": found.days_late(today) > 0,
        "open": found.state == State.OPEN,
        "clause_title": clauses.title_of(found.clause),
        "address": found.address if may_open(request, found.address) else "",
    }
    return render(request, "duties/duty.html", context)
