"""The register of people, and the page of one."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.http import HttpResponseBase
from django.shortcuts import render

from danchu.core.ui.access import allowed
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import queries
from danchu.ward.models import Person
from danchu.ward.states import Office, Sex
from danchu.ward.views.filters import groups, living_here

BANDS = {"0-5": (0, 5), "6-14": (6, 14), "15-17": (15, 17), "18-34": (18, 34), "35-59": (35, 59), "60": (60, 150)}
"""By the years between that of birth and this one, as statistics count where only the year is known."""


def _bands(request: Request) -> Iterable[tuple[str, str]]:
    return [
        (key, f"Từ {first} tuổi" if last > 100 else f"{first} đến {last} tuổi") for key, (first, last) in BANDS.items()
    ]


def _by_band(rows: QuerySet[Person], chosen: str) -> QuerySet[Person]:
    if chosen not in BANDS:
        return rows.none()
    youngest, oldest = BANDS[chosen]
    year = clock.today().year
    return queries.born_between(rows, year - oldest, year - youngest)


class People(Register):
    """The people on the roll, and those who hold an office without living here."""

    audience = "ward.see_roll"
    exporting = "ward.export_roll"
    title = "Người trong danh sách"
    intro = "Nhân khẩu của các hộ, và người giữ chức danh mà không cư trú tại phường."
    noun = "người"
    search_in = "search_text"
    search_hint = "Tên, điện thoại, số định danh"
    empty = "Chưa có ai. Hãy nhập danh sách hộ từ bảng tính của phường."
    columns = (
        Column("Họ và tên", "full_name", link=True, order="sort_key"),
        Column("Ngày, năm sinh", "birth", order=(Coalesce(ExtractYear("born_on"), "born_in_year"), "born_on")),
        Column("Giới tính", "get_sex_display"),
        Column("Hộ", "household.code", unbroken=True),
        Column("Tổ dân phố", "household.group.name"),
        Column("Điện thoại", "written_phone", leads_to=lambda row: f"tel:{row.phone}", unbroken=True),
        Column("Số định danh", "masked_id_number", unbroken=True),
        Column("Không còn trong danh sách từ", "left_on", export_only=True),
    )
    filters = (
        Filter("to", "Tổ dân phố", groups, by_field("household__group")),
        Filter("tuoi", "Tuổi (theo năm sinh)", _bands, _by_band),
        Filter("gioi-tinh", "Giới tính", lambda request: Sex.choices, by_field("sex")),
        Filter(
            "chuc-danh",
            "Chức danh, vai trò",
            lambda request: Office.choices,
            lambda rows, chosen: queries.holding(rows, chosen, clock.today()),
        ),
        living_here("Đã chuyển đi, đã mất"),
    )
    buttons = (Button("Thêm người không cư trú", "ward:new-person", "ward.change_roll"),)

    def rows(self, request: Request) -> QuerySet[Person]:
        return queries.people_visible_to(request.user, request.ward)


@allowed("ward.see_offices")
def person(request: Request, pk: int) -> HttpResponseBase:
    """A person: the offices held now and before for those who supervise; for the ward's staff all else too."""
    found = queries.access_person(request.user, request.ward, pk)
    today = clock.today()
    held = list(queries.offices_of(found))
    shown = {
        "person": found,
        "running": [each for each in held if not each.is_over(today)],
        "past": [each for each in held if each.is_over(today)],
    }
    return render(request, "ward/person.html", shown)
