"""Planning meetings at the desk: the register, the plan with what must be done before, the papers to print."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from danchu.core.answers import as_file
from danchu.core.records.answers import paper_answer
from danchu.core.records.queries import papers_about
from danchu.core.ui.access import allowed
from danchu.core.ui.converters import key_of
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field
from danchu.core.ui.request import Request
from danchu.discuss import forms_meetings as forms
from danchu.discuss import invitation_sheet, queries, queries_planning, sheets
from danchu.discuss.actions.planning import plan_meeting, record_before_meeting
from danchu.discuss.models import Meeting
from danchu.discuss.states import MeetingState
from danchu.discuss.views.initiatives import GROUP
from danchu.discuss.views.public_meetings import authorisation_blank
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward.queries import leaders_of


class DeskMeetings(Register):
    """The meetings that this person plans."""

    audience = "discuss.prepare"
    title = "Cuộc họp"
    intro = "Lịch họp đã lên, đang họp, đã họp."
    noun = "cuộc họp"
    search_in = "search_text"
    empty = "Chưa có cuộc họp nào. Bấm “Lên lịch họp” để bắt đầu."
    columns = (
        Column("Cuộc họp", "title", link=True),
        Column("Tổ, đơn vị", lambda row: row.group or row.organisation, order=("group", "organisation")),
        Column("Ngày giờ", "planned_at"),
        Column("Nơi họp", "place"),
        Column("Trạng thái", "get_state_display"),
        Column("Lý do không họp", "cancellation_reason", export_only=True),
    )
    filters = (
        Filter("trang-thai", "Trạng thái", lambda request: MeetingState.choices, by_field("state")),
        GROUP,
    )
    buttons = (Button("Lên lịch họp", "discuss:plan-meeting", "discuss.prepare", strong=True),)

    def rows(self, request: Request) -> QuerySet[Meeting]:
        return queries.meetings_visible_to(request.user, request.ward).order_by("-planned_at", "-pk")

    def url_of(self, row: Meeting) -> str:
        return desk_of(row)


def desk_of(meeting: Meeting) -> str:
    """Its page at the desk."""
    return reverse("discuss:desk-meeting", args=[meeting.pk])


@allowed("discuss.prepare")
def plan(request: Request) -> HttpResponseBase:
    """Plan a meeting; ``?viec=`` names the decision it is about."""
    initial = _suggested(request)
    form = forms.MeetingForm(*sent(request), user=request.user, ward=request.ward, initial=initial)

    def act(_data: dict[str, Any]) -> str:
        return desk_of(plan_meeting(ward=request.ward, plan=form.plan(), by=request.user, at=clock.now()))

    return form_page(
        request,
        form,
        title="Lên lịch họp",
        intro="Phải báo trước cho các hộ theo luật; việc phải làm trước ngày họp được tự ghi vào danh sách việc.",
        act=act,
        done="Đã lên lịch họp.",
        submit="Lên lịch",
        back=reverse("discuss:desk-meetings"),
    )


def _suggested(request: Request) -> dict[str, Any]:
    key = key_of(request.GET.get("viec", ""))
    if key is None:
        return {}
    decision = queries_planning.access_prepared(request.user, request.ward, key)
    held = queries_planning.groups_prepared_by(request.user, request.ward).filter(
        pk__in=[each.group_id for each in queries.scope_of(decision)]
    )
    group = held.first()
    leader = leaders_of(group, clock.today()).first() if group else None
    return {
        "title": f"Họp bàn: {decision.title}"[:300],
        "group": group,
        "organisation": decision.organisation_id,
        "place": (group.community_house or f"Nhà văn hóa {group}") if group else "",
        "chair": leader.person.full_name if leader else "",
        "decisions": [decision.pk],
    }


@allowed("discuss.prepare")
def one(request: Request, pk: int) -> HttpResponseBase:
    """The plan of one meeting: what must be done before and by when, papers to print, and the way into the room."""
    found = queries.access_meeting(request.user, request.ward, pk)
    shown = {
        "meeting": found,
        "items": queries_planning.items_of(found),
        "agenda": found.agenda.splitlines(),
        "before": queries_planning.duties_before(found),
        "today": clock.today(),
        "papers": papers_about(request.user, request.ward, [found])[found.pk],
        "room": _room(found),
    }
    return render(request, "discuss/desk_meeting.html", shown)


def _room(found: Meeting) -> str:
    """Where the meeting is conducted."""
    try:
        return reverse("discuss:meeting-room", args=[found.pk])
    except NoReverseMatch:
        return ""


@allowed("discuss.prepare")
def done(request: Request, pk: int, duty: int) -> HttpResponseBase:
    """Record that something was done before the meeting."""
    found = queries.access_meeting(request.user, request.ward, pk)
    row = queries_planning.access_duty_before(found, duty)

    def act(data: dict[str, Any]) -> str:
        record_before_meeting(meeting=found, duty=row, **data, by=request.user, at=clock.now())
        return desk_of(found)

    return form_page(
        request,
        forms.DoneForm(*sent(request)),
        title="Ghi nhận đã làm",
        intro=f"{row.title}. Hạn: {vn_date(row.due_on)} ({row.basis['citation']}).",
        act=act,
        done="Đã ghi nhận.",
        submit="Ghi nhận",
        back=desk_of(found),
    )


@allowed("discuss.prepare")
def sheet(request: Request, pk: int, which: str, form: str) -> HttpResponse:
    """A list or blank for the meeting, in Word or PDF; invitations for each household as one PDF."""
    found = queries.access_meeting(request.user, request.ward, pk)
    match which:
        case "danh-sach":
            return paper_answer(_attendance(found), form, f"Danh sách dự họp {found.title}"[:90])
        case "uy-quyen":
            return paper_answer(authorisation_blank(found), form, f"Giấy ủy quyền {found.title}"[:90])
        case "giay-moi" if form == "pdf":
            return as_file(invitation_sheet.pdf(found), f"giay-moi-{found.pk}", "pdf", shown=True)
    raise Http404("no such sheet")


def _attendance(found: Meeting) -> Any:
    invited = queries_planning.invited(found)
    when = f"{found.planned_at.astimezone(clock.VIETNAM):%H:%M} ngày {vn_date(clock.local_day(found.planned_at))}"
    return sheets.list_to_sign(
        ward=found.ward,
        group=found.group,
        subject=f"Dự {found.title}",
        rows=invited,
        last="Họ tên, chữ ký người dự họp",
        intro=(f"Họp lúc {when}, tại {found.place}. Tổng số trong danh sách: {len(invited)}.",),
        signers=("THƯ KÝ", "CHỦ TRÌ"),
    )
