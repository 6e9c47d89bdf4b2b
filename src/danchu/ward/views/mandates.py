"""The register of offices and their terms; giving, ending and correcting one."""

from functools import partial
from typing import Any

import rules
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse

from danchu.core.ui.access import allowed
from danchu.core.ui.breakdown import breakdown
from danchu.core.ui.pages import sent
from danchu.core.ui.picking import is_page, pick, picked_line
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import forms, queries
from danchu.ward.actions.mandates import give_mandate
from danchu.ward.models import Mandate
from danchu.ward.states import Office
from danchu.ward.views.changing import change_page
from danchu.ward.views.choices import PERSON
from danchu.ward.views.filters import ALL

TERMS = {
    "sap-het": "Sắp hết nhiệm kỳ (90 ngày)",
    "qua-han": "Quá nhiệm kỳ, chưa ghi nhận thôi giữ",
    "sap-toi": "Chưa bắt đầu",
    "da-thoi": "Đã thôi giữ",
    ALL: "Tất cả",
}
SOON_DAYS = 90


def _by_term(rows: QuerySet[Mandate], chosen: str) -> QuerySet[Mandate]:
    return queries.by_term(rows, chosen, clock.today(), SOON_DAYS)


def _running(rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
    return rows.filter(queries.running(clock.today()))


class Mandates(Register):
    """Who holds which office, where, from when to when."""

    audience = "ward.see_offices"
    title = "Chức danh, nhiệm kỳ"
    intro = "Ai giữ chức danh, vai trò nào, ở đâu, từ ngày nào. Quyền sử dụng phần mềm đi theo chức danh."
    noun = "nhiệm kỳ, phân công"
    search_in = "person__search_text"
    search_hint = "Họ tên người giữ"
    empty = "Chưa ghi chức danh nào."
    template = "ward/register.html"
    buttons = (Button("Ghi chức danh mới", "ward:new-mandate", "ward.change_offices", strong=True),)
    columns = (
        Column("Người giữ", "person.full_name", link=True, order="person"),
        Column("Chức danh, vai trò", "words", order="get_office_display"),
        Column("Tổ dân phố, đơn vị", lambda row: row.group or row.organisation, order=("group", "organisation")),
        Column("Từ ngày", "starts_on"),
        Column("Đến hết ngày", "ends_on"),
        Column("Thôi giữ từ", "ended_on"),
        Column("Căn cứ", "basis", export_only=True),
    )
    filters = (
        Filter("chuc-danh", "Chức danh, vai trò", lambda request: Office.choices, by_field("office")),
        Filter(
            "nhiem-ky",
            "Nhiệm kỳ",
            lambda request: TERMS.items(),
            _by_term,
            otherwise="Đang giữ",
            unless_chosen=_running,
        ),
    )

    def rows(self, request: Request) -> QuerySet[Mandate]:
        return queries.mandates_visible_to(request.user, request.ward)

    def query(self, request: Request) -> str:
        """Numbers find a person only for those who may see them."""
        asked = super().query(request)
        if rules.has_perm("ward.see_roll", request.user, request.ward):
            return asked
        return " ".join(word for word in asked.split() if not any(each.isdigit() for each in word))

    def context(self, request: Request) -> dict[str, Any]:
        counted = queries.holders_by_office(request.ward, clock.today())
        here = reverse("ward:mandates")
        parts = [
            (label, counted[office], f"{here}?chuc-danh={office}")
            for office, label in Office.choices
            if office in counted
        ]
        return {"breakdown": breakdown("Người đang giữ, theo chức danh", "Chức danh, vai trò", "Người", parts)}


@allowed("ward.change_offices")
def new(request: Request) -> HttpResponseBase:
    """Give somebody an office: search for the person, then fill in the term. The address may name office and place."""
    back = reverse("ward:mandates")
    rows = queries.people_visible_to(request.user, request.ward).filter(left_on=None)
    person = pick(request, PERSON, rows, intro="Ai giữ chức danh, vai trò?", back=back)
    if is_page(person):
        return person
    asked = request.GET
    initial = {"office": asked.get("chuc-danh"), "group": asked.get("to"), "organisation": asked.get("don-vi")}
    return change_page(
        request,
        person,
        forms.MandateForm(*sent(request), ward=request.ward, initial=initial),
        partial(give_mandate, person=person),
        title="Ghi chức danh, vai trò",
        done="Đã ghi. Người này có quyền của chức danh từ ngày bắt đầu.",
        template="core/picked_form_page.html",
        picked=[picked_line(request, PERSON, "Người giữ", person)],
    )
