"""Who takes part: every decision that was closed with its turnout, and the same by group, form and age."""

import re
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import NullIf

from danchu.core.figures import per_cent
from danchu.core.ui.converters import key_of
from danchu.core.ui.registers import Column, Filter, Register
from danchu.core.ui.request import Request
from danchu.discuss import queries_turnout as turnout
from danchu.discuss.models import Decision
from danchu.lib import clock
from danchu.ward import queries as ward

FIRST_YEAR = 2023
"""When the law came into force."""


def _in_year(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return rows.filter(closed_at__year=int(chosen)) if re.fullmatch(r"20\d\d", chosen) else rows.none()


def _of_group(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    key = key_of(chosen)
    return rows.none() if key is None else rows.filter(groups__group=key)


class Figures(Register):
    """The turnout of each closed decision of a community."""

    audience = "discuss.see_desk"
    template = "discuss/figures.html"
    title = "Số liệu tham gia bàn và quyết định"
    intro = "Tính từ từng ý kiến đã ghi nhận. Tuổi chỉ biết khi người biểu quyết có năm sinh trong danh sách dân cư."
    noun = "việc"
    search_in = "search_text"
    empty = "Chưa có việc nào kết thúc lấy ý kiến."
    columns = (
        Column("Việc", "title", link=True),
        Column("Kết thúc", "closed_at"),
        Column("Số hộ", "base", numeric=True, total=True),
        Column("Đã tham gia", "took_part", numeric=True, total=True),
        Column(
            "Tỷ lệ (%)",
            lambda row: per_cent(row.took_part or 0, row.base),
            numeric=True,
            order=F("took_part") * 1.0 / NullIf(F("base"), 0),
        ),
        Column("Kết quả", lambda row: "Được thông qua" if row.passed else "Không được thông qua", order="passed"),
    )
    filters = (
        Filter(
            "nam",
            "Năm",
            lambda request: [(str(year), f"Năm {year}") for year in range(clock.today().year, FIRST_YEAR - 1, -1)],
            _in_year,
        ),
        Filter(
            "to",
            "Tổ dân phố",
            lambda request: [(str(pk), name) for pk, name in ward.names_of_groups(request.ward)],
            _of_group,
        ),
    )

    def rows(self, request: Request) -> QuerySet[Decision]:
        return turnout.decided(request.ward).order_by("-closed_at", "-pk")

    def url_of(self, row: Decision) -> str:
        return row.get_absolute_url()

    def context(self, request: Request) -> dict[str, Any]:
        found = turnout.turnout(self._narrowed(request).order_by())
        return {
            "tables": (
                ("to", "Theo tổ dân phố", "Tổ dân phố", found.groups),
                ("hinh-thuc", "Theo hình thức", "Hình thức", found.forms),
                ("tuoi", "Theo nhóm tuổi", "Tuổi người biểu quyết", found.ages),
            )
        }
