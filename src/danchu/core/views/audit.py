"""The audit trail for those who audit: every official act, what it changed, and whether the chain is whole."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import F
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from danchu.core import clauses, queries
from danchu.core.actions.audit import ask_for_check
from danchu.core.audit_words import Reader, act_words, acts, target_words, thing_words
from danchu.core.official import REGISTRY
from danchu.core.tasks import check_books
from danchu.core.trust.chains import words_of
from danchu.core.ui.access import allowed
from danchu.core.ui.registers import Column, Filter, Register, by_field, from_day, to_day
from danchu.core.ui.request import Request
from danchu.lib import clock

NO_ACCOUNT = "khong"
"""What the filter by actor sends for acts of the system and of visitors."""
CHECKS_SHOWN = 10


def _books(request: Request) -> Iterable[tuple[str, str]]:
    return (
        (book, str(apps.get_app_config(book).verbose_name)) for book in sorted({act.book for act in REGISTRY.values()})
    )


def _by_book(rows: Any, chosen: str) -> Any:
    # Within a book the number is the order, and its index finds the rows.
    return rows.filter(book__name=chosen, book__ward=F("ward")).order_by("-number")


def _actors(request: Request) -> Iterable[tuple[str, str]]:
    staff = ((str(each.pk), each.display_name) for each in queries.staff_of(request.ward))
    return [*staff, (NO_ACCOUNT, "Hệ thống, người không có tài khoản")]


def _by_actor(rows: Any, chosen: str) -> Any:
    return rows.filter(actor_id=None) if chosen == NO_ACCOUNT else by_field("actor_id")(rows, chosen)


def _target(request: Request) -> Iterable[tuple[str, str]]:
    chosen = request.GET.get("doi-tuong", "")
    target_type, _, target_id = chosen.partition(":")
    return [(chosen, thing_words(target_type, target_id))]


def _by_target(rows: Any, chosen: str) -> Any:
    target_type, _, target_id = chosen.partition(":")
    return rows.filter(target_type=target_type, target_id=target_id)


class Audit(Register):
    """Every official act of the ward, the newest first."""

    audience = "core.see_audit"
    title = "Nhật ký"
    intro = "Mọi hành vi có giá trị pháp lý: ai, chức danh gì, làm gì, lúc nào. Sửa hay xóa một dòng đều lộ ra."
    noun = "dòng"
    search_in = "search_text"
    search_hint = "Đối tượng, người thực hiện"
    most_counted = 10_000
    template = "core/audit/entries.html"
    empty = "Chưa có hành vi nào được ghi."
    # The trail has no end: it is ordered by what an index serves.
    columns = (
        Column("Hành vi", lambda row: act_words(row.action), link=True),
        Column("Đối tượng", target_words),
        Column("Người thực hiện", "actor_name", order=None),
        Column("Chức danh", "office", order=None),
        Column("Lúc", "at"),
        Column("Khoản", "clause", export_only=True, order=None),
        Column("Sổ", lambda row: str(row.book), export_only=True),
        Column("Số thứ tự", "number", export_only=True, order=None),
        Column("Mã băm", "digest", export_only=True, order=None),
    )
    filters = (
        Filter("doi-tuong", "Lịch sử của", _target, _by_target, kind="link"),
        Filter("tu", "Từ ngày", lambda request: (), from_day("at"), kind="day"),
        Filter("den", "Đến ngày", lambda request: (), to_day("at"), kind="day"),
        Filter("hanh-vi", "Hành vi", lambda request: acts(), by_field("action")),
        Filter("nguoi", "Người thực hiện", _actors, _by_actor),
        Filter("so", "Sổ", _books, _by_book),
    )

    def rows(self, request: Request) -> Any:
        return queries.entries_visible_to(request.user, request.ward).defer("payload", "previous")

    def context(self, request: Request) -> dict[str, Any]:
        return {"last_check": queries.checks_of(request.ward).first()}


@allowed("core.see_audit")
def entry(request: Request, pk: int) -> HttpResponseBase:
    """One entry: who, in which office, what, when, under which clause, before and after; its place in the chain."""
    found = queries.access_entry(request.user, request.ward, pk)
    before, after = queries.neighbours(found)
    secrets = queries.secrets_for(request.user, found)
    reader = Reader(found, secrets)
    target = f"{found.target_type}:{found.target_id}"
    context = {
        "entry": found,
        "act": act_words(found.action),
        "clause_title": clauses.title_of(found.clause),
        "target": target_words(found),
        "history": f"{reverse('core:audit')}?{urlencode({'doi-tuong': target})}" if found.target_type else "",
        "changes": [each for each in reader.changes() if each.before != each.after],
        "arguments": list(reader.arguments()),
        "before": before,
        "after": after,
    }
    return render(request, "core/audit/entry.html", context)


@allowed("core.see_audit")
def checks(request: Request) -> HttpResponseBase:
    """Check every book now (POST), how far it is, and what the last checks found."""
    if request.method == "POST":
        asked = ask_for_check(ward=request.ward, by=request.user, at=clock.now())
        check_books.enqueue(asked.pk)
        return redirect("core:audit-checks")
    latest = list(queries.checks_of(request.ward)[:CHECKS_SHOWN])
    context = {
        "checks": [(each, [_link(row) for row in each.broken]) for each in latest],
        "running": bool(latest) and latest[0].finished_at is None,
    }
    return render(request, "core/audit/checks.html", context)


def _link(broken: dict[str, Any]) -> dict[str, Any]:
    return {**broken, "name": words_of(broken["book"])}
