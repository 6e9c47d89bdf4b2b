"""The meetings of residential groups as everyone reads them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from danchu.core.calendars import answer
from danchu.core.records.answers import paper_answer
from danchu.core.sites import full_address
from danchu.core.ui.access import PUBLIC, kept
from danchu.core.ui.registers import Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.discuss import calendars, queries_planning, sheets
from danchu.discuss.models import Meeting
from danchu.discuss.states import MeetingState
from danchu.discuss.views.initiatives import GROUP
from danchu.lib import clock
from danchu.lib.vntext import vn_date


def _states(request: Request) -> Iterable[tuple[str, str]]:
    return [*MeetingState.choices, ("tat-ca", "Mọi cuộc họp")]


def _by_state(rows: QuerySet[Meeting], chosen: str) -> QuerySet[Meeting]:
    return rows if chosen == "tat-ca" else by_field("state")(rows, chosen)


def _to_come(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """From the beginning of today, so that the page changes only with the day."""
    return rows.filter(state=MeetingState.PLANNED, planned_at__gte=clock.start_of(clock.today())).order_by("planned_at")


class Meetings(Register):
    """The meetings of residential groups; while nothing else is asked for, those to come."""

    audience = PUBLIC
    kept = True
    title = "Lịch họp tổ dân phố"
    intro = "Mỗi hộ cử một người dự họp. Bận thì ủy quyền cho người khác trong hộ, hoặc theo giấy ủy quyền."
    noun = "cuộc họp"
    search_in = "search_text"
    empty = "Chưa có cuộc họp nào sắp tới."
    columns = (
        Column("Cuộc họp", "title", link=True),
        Column("Tổ dân phố", "group.name"),
        Column("Ngày giờ", "planned_at"),
        Column("Nơi họp", "place"),
        Column("Trạng thái", "get_state_display"),
    )
    filters = (
        Filter("trang-thai", "Trạng thái", _states, _by_state, otherwise="Sắp tới", unless_chosen=_to_come),
        GROUP,
    )

    def rows(self, request: Request) -> QuerySet[Meeting]:
        return queries_planning.public_meetings(request.ward).order_by("-planned_at", "-pk")


@kept
def meeting(request: Request, pk: int) -> HttpResponseBase:
    """One meeting: when, where, about what."""
    found = queries_planning.access_public_meeting(request.ward, pk)
    shown: dict[str, Any] = {
        "meeting": found,
        "items": queries_planning.items_of(found),
        "agenda": found.agenda.splitlines(),
        "to_come": found.state == MeetingState.PLANNED,
    }
    return render(request, "discuss/meeting.html", shown)


@kept
def calendar(request: Request, pk: int) -> HttpResponse:
    """The meeting as a file for the calendar of a phone."""
    found = queries_planning.access_public_meeting(request.ward, pk)
    address = full_address(request.ward, found.get_absolute_url())
    return answer(calendars.entry(found, address), f"hop-{found.pk}", clock.now())


@kept
def authorisation(request: Request, pk: int, form: str) -> HttpResponse:
    """A blank by which a household lets somebody stand for it at the meeting, in Word or PDF."""
    found = queries_planning.access_public_meeting(request.ward, pk)
    return paper_answer(authorisation_blank(found), form, f"Giấy ủy quyền dự họp {found.title}"[:90], everyone=True)


def authorisation_blank(found: Meeting) -> Any:
    """The blank for ``found``."""
    when = f"{found.planned_at.astimezone(clock.VIETNAM):%H:%M} ngày {vn_date(clock.local_day(found.planned_at))}"
    return sheets.blank(
        ward=found.ward,
        group=found.group,
        type_name="Giấy ủy quyền",
        subject=f"Đại diện hộ gia đình dự {found.title}",
        intro=(
            "Tên tôi là: ............................................................................................",
            "Đại diện hộ gia đình, mã hộ: ................................ Địa chỉ: ................................",
            "Ủy quyền cho ông (bà): ................................................................................",
            "Quan hệ với hộ: ............................................ Điện thoại: ................................",
            f"Được thay mặt hộ dự {found.title}, {when}, tại {found.place}.",
            "Người được ủy quyền bàn và biểu quyết các nội dung của cuộc họp này; giấy không dùng cho cuộc họp khác.",
        ),
        signers=("NGƯỜI ĐƯỢC ỦY QUYỀN", "NGƯỜI ỦY QUYỀN"),
    )
