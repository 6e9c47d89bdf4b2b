"""What people reported and what became of it: the register of published remarks, the page of one, its photographs."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from danchu.core.files.checks import PREVIEW_EDGES
from danchu.core.files.serving import serve
from danchu.core.ui.access import kept, public
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.inspect import queries, queries_public
from danchu.inspect.models import Case
from danchu.inspect.states import OPEN, FileOf, State
from danchu.lib import clock
from danchu.ward import queries as ward_queries

MONTHS = 24
"""How many months back the list offers to choose from."""
UNANSWERED = "dang-giai-quyet"


def _topics(request: Request) -> Iterable[tuple[str, str]]:
    return ((str(each.pk), each.name) for each in queries.all_topics(request.ward))


def _groups(request: Request) -> Iterable[tuple[str, str]]:
    return ((str(pk), name) for pk, name in ward_queries.names_of_groups(request.ward))


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return (UNANSWERED, "Đang giải quyết"), *((each.value, each.label) for each in queries_public.ENDED)


def _standing(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return rows.filter(state__in=OPEN) if chosen == UNANSWERED else by_field("state")(rows, chosen)


def _months(request: Request) -> Iterable[tuple[str, str]]:
    today = clock.today()
    for back in range(MONTHS):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        yield f"{year}-{month + 1:02d}", f"Tháng {month + 1}/{year}"


def _in_month(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", chosen):
        return rows.none()
    year, month = map(int, chosen.split("-"))
    after = date(year + month // 12, month % 12 + 1, 1)
    return rows.filter(received_on__gte=date(year, month, 1), received_on__lt=after)


class Published(Register):
    """What people reported and agreed to show, newest first."""

    audience = "public"
    kept = True
    title = "Phản ánh của người dân"
    intro = "Việc người dân đã báo và đồng ý công khai, đang giải quyết đến đâu, phường trả lời thế nào."
    noun = "phản ánh"
    search_in = "public_search"
    empty = "Chưa có phản ánh nào được công khai."
    template = "inspect/public_list.html"
    columns = (
        Column("Nội dung", "public_title", link=True),
        Column("Số", "symbol", unbroken=True),
        Column("Lĩnh vực", "topic"),
        Column("Tổ dân phố", "group"),
        Column("Ngày nhận", "received_on", unbroken=True),
        Column("Trạng thái", "get_state_display"),
        Column("Số người phản ánh", "people", numeric=True),
        Column("Nội dung đầy đủ", "public_text", export_only=True),
        Column("Địa điểm", "public_address", export_only=True),
        Column("Đơn vị giải quyết", "unit", export_only=True),
        Column("Hạn", "due_on", export_only=True),
        Column("Kết thúc ngày", "ended_on", export_only=True),
        Column("Trả lời", lambda row: "" if row.is_open else row.answer, export_only=True),
    )
    filters = (
        Filter("linh-vuc", "Lĩnh vực", _topics, by_field("topic")),
        Filter("to", "Tổ dân phố", _groups, by_field("group")),
        Filter("trang-thai", "Trạng thái", _states, _standing),
        Filter("thang", "Ngày nhận", _months, _in_month),
    )

    def rows(self, request: Request) -> QuerySet[Case]:
        return queries.public(request.ward)

    def url_of(self, row: Any) -> str:
        return str(row.public_url)


@kept
def case(request: Request, pk: int) -> HttpResponse:
    """One published remark: its words, photographs, steps and answer; how many say the same."""
    found = queries.access_public(request.ward, pk)
    files = list(queries_public.public_files(found))
    shown = {
        "case": found,
        "photographs": [
            ("Ảnh người gửi", [each for each in files if each.whose == FileOf.SENDER]),
            ("Ảnh, tài liệu kèm trả lời", [each for each in files if each.whose == FileOf.ANSWER]),
        ],
        "stages": list(queries_public.timeline(found)),
        "ground": queries_public.ground_of(found),
        "is_late": found.is_open and found.due_on is not None and found.due_on < clock.today(),
        "badge": _badge(found),
    }
    return render(request, "inspect/public_case.html", shown)


def _badge(found: Case) -> str:
    if found.is_open:
        return "badge-open"
    return "badge-ok" if found.state == State.ANSWERED else ""


@public
def join(request: Request, pk: int) -> HttpResponse:
    """Ask before counting: somebody who says the same of a published remark."""
    return render(request, "inspect/public_join.html", {"case": queries.access_public(request.ward, pk)})


@public
def file(request: Request, pk: int, name: str) -> HttpResponseBase:
    """A public file of a published remark. ``name`` is for people; ``?co=480`` asks for a smaller picture."""
    wanted = request.GET.get("co", "")
    edge = int(wanted) if wanted in {str(each) for each in PREVIEW_EDGES} else 0
    return serve(request, queries_public.access_public_file(request.ward, pk).file, edge=edge, everyone=True)
