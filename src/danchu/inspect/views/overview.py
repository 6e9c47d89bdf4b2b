"""Remarks seen together: the map by group and by position, and how well the ward deals with them."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django.conf import settings
from django.db.models.functions import TruncMonth
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from danchu.core.spreadsheets import writing
from danchu.core.ui.access import keeping
from danchu.core.ui.request import Request
from danchu.inspect import mapping, queries, queries_public
from danchu.inspect.queries_statistics import Tally, remarks, tallies
from danchu.inspect.views.public import UNANSWERED
from danchu.lib import clock
from danchu.lib.vntext import vn_date, vn_number
from danchu.ward import queries as ward_queries

GROUP_WORDS = "Tổ dân phố "
ON_TIME = "dung-han"
OPEN_BREAKS, SHARE_BREAKS = (1, 3, 6, 11), (0, 50, 70, 90)
OPEN_LEGEND = ("Không có", "1–2", "3–5", "6–10", "Từ 11")
SHARE_LEGEND = ("Chưa có", "Dưới 50%", "50–70%", "70–90%", "Từ 90%")
FIRST_YEAR = 2025
LATEST = "12-thang"


@dataclass(frozen=True)
class GroupTile:
    """A residential group on the map: one square, the same size as every other."""

    name: str
    lines: list[str]
    url: str
    tally: Tally
    shown: str
    level: int

    @property
    def number_y(self) -> int:
        return 88 if len(self.lines) > 2 else 80


@keeping("theo")
def group_map(request: Request) -> HttpResponseBase:
    """Published remarks by group, coloured by what is open or by punctuality; and dots where positions are known."""
    by_share = request.GET.get("theo") == ON_TIME
    today = clock.today()
    rows = queries.public(request.ward)
    counted = tallies(rows, "group", on=today, ended_before=today + timedelta(days=1))
    groups = list(ward_queries.groups(request.ward))
    tiles = [_tile(each.name, each.pk, counted.get(each.pk, Tally()), by_share=by_share) for each in groups]
    known = {each.pk for each in groups}
    elsewhere = sum((tally for part, tally in counted.items() if part not in known), Tally())
    placed = list(queries_public.with_position(request.ward))
    points = ((float(each.latitude or 0), float(each.longitude or 0), each) for each in placed)
    shown = {
        "tiles": tiles,
        "by_share": by_share,
        "legend": list(enumerate(SHARE_LEGEND if by_share else OPEN_LEGEND)),
        "elsewhere": elsewhere,
        "drawing": mapping.drawing(points, settings.TILE_URL),
        "most": queries_public.MOST_DOTS,
        "credit": settings.TILE_CREDIT,
        "on_time": ON_TIME,
    }
    return render(request, "inspect/public_map.html", shown)


def _tile(name: str, pk: int, tally: Tally, *, by_share: bool) -> GroupTile:
    value, breaks = (tally.share, SHARE_BREAKS) if by_share else (tally.open, OPEN_BREAKS)
    words = ("–" if value is None else f"{vn_number(value)}%") if by_share else vn_number(value or 0)
    asked = {"to": pk} if by_share else {"to": pk, "trang-thai": UNANSWERED}
    return GroupTile(
        name=name,
        lines=mapping.in_lines(name, GROUP_WORDS),
        url=f"{reverse('inspect:published')}?{urlencode(asked)}",
        tally=tally,
        shown=words,
        level=mapping.level(value, breaks),
    )


@dataclass(frozen=True)
class Division:
    """The remarks of a period divided one way: a line a part."""

    title: str
    what: str
    lines: Sequence[tuple[str, Tally]]


@keeping("thoi-gian", "xuat")
def statistics(request: Request) -> HttpResponseBase:
    """How many remarks came in until yesterday, what became of them, how fast: by topic, month and group."""
    today = clock.today()
    chosen = request.GET.get("thoi-gian", "")
    since, until = _period(chosen, today)
    divisions = _divisions(request, since, until, today)
    if (wanted := request.GET.get("xuat", "")) in writing.KINDS:
        return _exported(request, divisions, since, until, wanted)
    total = sum((tally for _, tally in divisions[0].lines), Tally())
    years = [(str(year), f"Năm {year}") for year in range(today.year, FIRST_YEAR - 1, -1)]
    shown = {
        "total": total,
        "divisions": divisions,
        "since": since,
        "until": until,
        "choices": [(LATEST, "12 tháng gần nhất"), *years],
        "chosen": chosen or LATEST,
    }
    return render(request, "inspect/public_statistics.html", shown)


def _period(chosen: str, today: date) -> tuple[date, date]:
    """The first and the last day of what was chosen; the last is yesterday at most, since today is not over."""
    yesterday = today - timedelta(days=1)
    if chosen.isascii() and chosen.isdigit() and FIRST_YEAR <= int(chosen[:4]) <= today.year:
        year = int(chosen[:4])
        return date(year, 1, 1), min(date(year, 12, 31), yesterday)
    month = yesterday.month % 12 + 1
    return date(yesterday.year if month == 1 else yesterday.year - 1, month, 1), yesterday


def _divisions(request: Request, since: date, until: date, today: date) -> list[Division]:
    rows = remarks(request.ward, since, until)

    def by(part: Any) -> dict[Hashable, Tally]:
        return tallies(rows, part, on=today, ended_before=today)

    months = cast(dict[date, Tally], by(TruncMonth("received_on")))
    topics = ((each.pk, each.name) for each in queries.all_topics(request.ward))
    groups = ward_queries.names_of_groups(request.ward)
    by_month = [(f"Tháng {each.month}/{each.year}", months[each]) for each in sorted(months)]
    return [
        Division("Theo lĩnh vực", "Lĩnh vực", _named(topics, by("topic"), "Chưa phân lĩnh vực")),
        Division("Theo tháng nhận", "Tháng", by_month),
        Division("Theo tổ dân phố", "Tổ dân phố", _named(groups, by("group"), "Không nêu tổ")),
    ]


def _named(names: Iterable[tuple[int, str]], counted: dict[Hashable, Tally], rest: str) -> list[tuple[str, Tally]]:
    """A line for each name of which there is something, in their order, and one for what has none."""
    lines = [(name, counted.pop(key)) for key, name in names if key in counted]
    return [*lines, (rest, sum(counted.values(), Tally()))] if counted else lines


def _exported(request: Request, divisions: list[Division], since: date, until: date, wanted: str) -> HttpResponseBase:
    headers = [
        "Chia theo",
        "Mục",
        "Nhận",
        "Đã trả lời",
        "Đang giải quyết",
        "Quá hạn",
        "Đúng hạn (%)",
        "Trung vị (ngày)",
    ]
    rows = (
        [each.what, name, tally.received, tally.answered, tally.open, tally.overdue, tally.share, tally.median_days]
        for each in divisions
        for name, tally in each.lines
    )
    subtitle = f"{request.ward.title}, nhận từ {vn_date(since)} đến {vn_date(until)}"
    return writing.response(wanted, title="Thống kê phản ánh", subtitle=subtitle, headers=headers, rows=rows)
