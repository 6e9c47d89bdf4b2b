"""Filters that several registers share."""

from typing import Any

from django.db.models import QuerySet

from danchu.core.ui.registers import Filter
from danchu.core.ui.request import Request
from danchu.ward import queries

ALL = "tat-ca"
PAST = "da-thoi"


def present(name: str, otherwise: str, past: str, column: str) -> Filter:
    """Rows whose ``column`` (the day from which they are no more) is empty; on demand the others, or all."""

    def apply(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        if chosen == PAST:
            return rows.filter(**{f"{column}__isnull": False})
        return rows if chosen == ALL else rows.none()

    return Filter(
        name,
        "Tình trạng",
        lambda request: [(PAST, past), (ALL, "Tất cả")],
        apply,
        otherwise=otherwise,
        unless_chosen=lambda rows: rows.filter(**{column: None}),
    )


def existing(past: str) -> Filter:
    """Groups and organisations: those that exist."""
    return present("tinh-trang", "Đang hoạt động", past, "retired_on")


def living_here(past: str) -> Filter:
    """Households and people: those on the roll."""
    return present("tinh-trang", "Đang trong danh sách", past, "left_on")


def groups(request: Request) -> list[tuple[str, str]]:
    """The groups of the households that this person may see."""
    return [(str(pk), name) for pk, name in queries.groups_of_households(request.user, request.ward)]
