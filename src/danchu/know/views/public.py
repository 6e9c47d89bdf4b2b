"""What anyone can open: the register of disclosures and each one's page."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core import squares
from danchu.core.ui.access import kept, public
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.duties.models import Duty
from danchu.duties.states import State as DutyState
from danchu.know import law, queries, text
from danchu.know.models import Disclosure
from danchu.know.states import State
from danchu.lib import clock
from danchu.ward.queries import names_of_groups

FIRST_YEAR = 2023


def _items(request: Request) -> Iterable[tuple[str, str]]:
    ordinary = (each for each in law.choices(clock.today()) if each.limit == each.item.limit)
    return ((each.item.key, each.title) for each in ordinary)


def _groups(request: Request) -> Iterable[tuple[str, str]]:
    return ((str(pk), name) for pk, name in names_of_groups(request.ward))


def _years(request: Request) -> Iterable[tuple[str, str]]:
    return ((str(year), f"Năm {year}") for year in range(clock.today().year, FIRST_YEAR - 1, -1))


def _in_year(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return rows.filter(published_on__year=int(chosen)) if re.fullmatch(r"20\d\d", chosen) else rows.none()


ITEM = Filter("noi-dung", "Nội dung", _items, by_field("item"))
GROUP = Filter("to", "Tổ dân phố", _groups, by_field("group"))
YEAR = Filter("nam", "Thời gian", _years, _in_year)


def scope_of(disclosure: Disclosure) -> str:
    return disclosure.group.name if disclosure.group else "Toàn phường"


class Disclosures(Register):
    """What the ward has disclosed, newest first."""

    audience = "public"
    kept = True
    title = "Nội dung công khai"
    intro = "Những gì phường đã công khai để người dân biết."
    noun = "nội dung"
    search_in = "search_text"
    empty = "Chưa có nội dung nào."
    columns = (
        Column("Tiêu đề", "title", link=True),
        Column("Nội dung theo luật", lambda row: row.rule["item"], order="item"),
        Column("Phạm vi", scope_of, order="group"),
        Column("Ngày công khai", "published_on"),
        Column("Đến hết ngày", "to_day", export_only=True),
        Column("Trạng thái", "get_state_display"),
    )
    filters = (ITEM, GROUP, YEAR)

    def rows(self, request: Request) -> QuerySet[Disclosure]:
        return queries.published(request.ward)


class How(StrEnum):
    """How a disclosure stands to the law's clock."""

    IN_TIME = "dung-han"
    LATE = "tre-han"
    OVERDUE = "qua-han"
    AHEAD = "chua-den-han"


HOW_WORDS = {
    How.IN_TIME: "Công khai đúng hạn",
    How.LATE: "Công khai trễ hạn",
    How.OVERDUE: "Quá hạn, chưa công khai",
    How.AHEAD: "Chưa đến hạn",
}


def how_of(duty: Duty) -> str:
    """Where ``duty`` stands today, in words and, when late, in days."""
    ended = duty.ended_on if duty.state == DutyState.FULFILLED else None
    days = ((ended or clock.today()) - duty.due_on).days
    if days <= 0:
        return HOW_WORDS[How.IN_TIME if ended else How.AHEAD]
    return f"{HOW_WORDS[How.LATE if ended else How.OVERDUE]} {days} ngày"


def _standing(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    done, undone = rows.filter(state=DutyState.FULFILLED), rows.filter(state=DutyState.OPEN)
    match chosen:
        case How.IN_TIME:
            return done.filter(ended_on__lte=F("due_on"))
        case How.LATE:
            return done.filter(ended_on__gt=F("due_on"))
        case How.OVERDUE:
            return undone.filter(due_on__lt=clock.today())
        case How.AHEAD:
            return undone.filter(due_on__gte=clock.today())
    return rows.none()


class Obligations(Register):
    """What the law asks the ward to disclose, by when, and whether it was done."""

    audience = "public"
    kept = True
    title = "Công khai đúng hạn"
    intro = "Từng nội dung phường phải công khai theo luật: hạn chót ngày nào, đã công khai ngày nào."
    noun = "nội dung"
    empty = "Chưa có nội dung nào phải công khai."
    columns = (
        Column("Nội dung", lambda row: row.title.removeprefix("Công khai: "), link=True, order="title"),
        Column("Hạn chót", "due_on"),
        Column("Công khai ngày", lambda row: row.ended_on if row.answered_by else None),
        Column("Kết quả", how_of),
        Column("Đơn vị", lambda row: str(row.unit or row.group or ""), order=("unit", "group")),
    )
    filters = (Filter("ket-qua", "Kết quả", lambda request: HOW_WORDS.items(), _standing),)

    def rows(self, request: Request) -> QuerySet[Duty]:
        return queries.obligations(request.ward)

    def url_of(self, row: Any) -> str:
        return reverse("know:disclosure", args=[row.answered_by]) if row.answered_by else ""


@kept
def disclosure(request: Request, pk: int) -> HttpResponseBase:
    """One disclosure: its content, documents, period, forms and versions. Withdrawn: that, when and why."""
    found = queries.access_published(request.ward, pk)
    versions = list(found.versions.all())
    return render(request, "know/disclosure.html", _page(request, found, versions, versions[0]))


@kept
def version(request: Request, pk: int, number: int) -> HttpResponseBase:
    """An earlier version, marked as such."""
    found = queries.access_published(request.ward, pk)
    versions = list(found.versions.all())
    shown = next((each for each in versions if each.number == number), None)
    if shown is None or not found.in_sight:
        raise Http404("no such version in sight")
    return render(request, "know/disclosure.html", _page(request, found, versions, shown))


def _page(request: Request, found: Disclosure, versions: list[Any], shown: Any) -> dict[str, Any]:
    address = request.build_absolute_uri(found.get_absolute_url())
    return {
        "disclosure": found,
        "versions": versions,
        "current": versions[0],
        "version": shown,
        "documents": queries.attachments(found).get(shown.pk, []) if found.in_sight else [],
        "body": text.shown(shown.body) if found.in_sight else "",
        "forms": list(found.forms.all()) if found.in_sight else [],
        "scope": scope_of(found),
        "late_days": (found.published_on - found.due_on).days if found.published_on else 0,
        "ended": found.state == State.ENDED,
        "withdrawn": found.state == State.WITHDRAWN,
        "address": address,
        "qr": squares.svg_data_uri(address),
    }


@public
def places(request: Request, pk: int) -> HttpResponseBase:
    """Where one disclosure hangs, and in which groups the leaders have told it."""
    found = queries.access_published(request.ward, pk)
    if not found.in_sight:
        raise Http404("withdrawn")
    shown = {"disclosure": found, "places": queries.places(found), "handovers": queries.handovers(found)}
    return render(request, "know/places.html", shown)
