"""How much units and handlers have before them and how late they are, for the ward's leaders and those who oversee."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from danchu.core.ui.forms import day_asked
from danchu.core.ui.registers import Column, Filter, Listed, Register
from danchu.core.ui.request import Request
from danchu.inspect import queries
from danchu.inspect.queries_load import Load, load
from danchu.inspect.states import Colour
from danchu.lib import clock

BY_HANDLER = "nguoi"


def row_address(row: Load, colour: str = "") -> str:
    """The work list with what ``row`` counts."""
    filters = {"mau": colour} if colour else {}
    if row.key is None:
        filters |= {"khong-co": row.by}
    else:
        filters |= {"don-vi" if row.by == "unit" else "nguoi": str(row.key)}
    return f"{reverse('inspect:desk')}?{urlencode(filters)}"


def _period(request: Request) -> tuple[date, date]:
    """From the first day of the year to today, unless days are given."""
    today = clock.today()
    since, until = (day_asked(request.GET.get(name, "")) for name in ("tu-ngay", "den-ngay"))
    return since or today.replace(month=1, day=1), until or today


def _as_it_is(rows: Any, chosen: str) -> Any:
    """``Listing.rows`` has counted by what was chosen."""
    return rows


class Loads(Register):
    """Open, late and answered cases of each unit or handler."""

    audience = "inspect.read_all"
    template = "inspect/load.html"
    title = "Tình hình giải quyết đơn thư"
    noun = "dòng"
    columns = (
        Column("Đơn vị, người giải quyết", "name", link=True),
        Column("Đang mở", "open", numeric=True, total=True),
        Column("Sắp đến hạn", "soon", numeric=True, total=True, leads_to=lambda row: row_address(row, Colour.AMBER)),
        Column("Quá hạn", "late", numeric=True, total=True, leads_to=lambda row: row_address(row, Colour.RED)),
        Column("Đã giải quyết", "settled", numeric=True, total=True),
        Column("Đúng hạn (%)", "share", numeric=True),
        Column("Số ngày (trung vị)", "days", numeric=True),
    )
    filters = (
        Filter("theo", "Tính theo", lambda request: ((BY_HANDLER, "Người được giao"),), _as_it_is, otherwise="Đơn vị"),
        Filter("tu-ngay", "Kết thúc từ ngày", lambda request: (), _as_it_is, kind="day"),
        Filter("den-ngay", "Đến ngày", lambda request: (), _as_it_is, kind="day"),
    )
    empty = "Chưa có vụ việc nào."

    def rows(self, request: Request) -> Listed[Load]:
        self._since, self._until = _period(request)
        self._field = "handler" if request.GET.get("theo") == BY_HANDLER else "unit"
        rows = queries.visible_to(request.user, request.ward)
        return Listed(load(rows, self._field, self._since, self._until, clock.today()))

    def url_of(self, row: Load) -> str:
        return row_address(row)

    def context(self, request: Request) -> dict[str, Any]:
        return {"since": self._since, "until": self._until}
