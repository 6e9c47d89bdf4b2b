"""The register of organisations, and the page of one."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.ordering import ByGivenName
from danchu.core.ui.access import allowed
from danchu.core.ui.breakdown import breakdown
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import queries
from danchu.ward.models import Organisation
from danchu.ward.states import Office, OrganisationKind
from danchu.ward.views.filters import existing

YES, NO = "co", "khong"


def _by_officer(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return queries.assigned(rows, clock.today(), wanted=chosen == YES) if chosen in {YES, NO} else rows.none()


def _by_unit(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return rows.filter(is_unit=chosen == YES) if chosen in {YES, NO} else rows.none()


class Organisations(Register):
    """Agencies, units and organisations with their heads and the officers assigned in them."""

    audience = "ward.see_organisations"
    title = "Cơ quan, đơn vị, tổ chức"
    intro = "Các đối tượng thực hiện nghị quyết, kèm người đứng đầu và người được giao nhiệm vụ."
    noun = "đơn vị"
    search_in = "search_text"
    empty = "Chưa có cơ quan, tổ chức nào."
    template = "ward/register.html"
    columns = (
        Column("Tên", "name", link=True),
        Column("Mã", "code"),
        Column("Loại", "get_kind_display"),
        Column("Người đứng đầu", "head", order=ByGivenName("head")),
        Column("Người được giao nhiệm vụ", lambda row: row.officer or "Chưa giao", order=ByGivenName("officer")),
        Column("Số người", "headcount", numeric=True, total=True),
        Column("Đơn vị của phường", "is_unit", export_only=True),
        Column("Địa chỉ", "address", export_only=True),
        Column("Điện thoại", "phone", export_only=True),
        Column("Thư điện tử", "email", export_only=True),
        Column("Ngừng hoạt động", "retired_on", export_only=True),
    )
    filters = (
        Filter("loai", "Loại", lambda request: OrganisationKind.choices, by_field("kind")),
        Filter("giao", "Người được giao", lambda request: [(YES, "Đã giao"), (NO, "Chưa giao")], _by_officer),
        Filter(
            "don-vi",
            "Đơn vị của phường",
            lambda request: [(YES, "Được phân công nhiệm vụ"), (NO, "Không")],
            _by_unit,
        ),
        existing("Đã ngừng hoạt động"),
    )
    buttons = (Button("Thêm đơn vị", "ward:new-organisation", "ward.change_organisations"),)

    def rows(self, request: Request) -> QuerySet[Organisation]:
        return queries.with_officers(queries.organisations_visible_to(request.user, request.ward), clock.today())

    def context(self, request: Request) -> dict[str, Any]:
        counted = queries.kinds_of_organisations(request.ward)
        here = reverse("ward:organisations")
        parts = [(label, counted.get(kind, 0), f"{here}?loai={kind}") for kind, label in OrganisationKind.choices]
        return {"breakdown": breakdown("Theo loại, toàn phường", "Loại", "Đơn vị", parts)}


@allowed("ward.see_organisations")
def organisation(request: Request, pk: int) -> HttpResponseBase:
    """An organisation: its head, the officer assigned in it, who else holds an office there."""
    found = queries.access_organisation(request.user, request.ward, pk)
    held = list(queries.holders_in(found, clock.today()))
    shown = {
        "organisation": found,
        "heads": [each for each in held if each.office == Office.ORGANISATION_HEAD],
        "officers": [each for each in held if each.office == Office.ASSIGNED_OFFICER],
        "held": held,
    }
    return render(request, "ward/organisation.html", shown)
