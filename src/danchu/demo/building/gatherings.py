"""Meetings beside the decisions of the year: one that goes on now, the regular ones, those inside the school."""

from datetime import datetime, timedelta
from functools import partial

from danchu.core.models import User
from danchu.demo import sign_ins
from danchu.demo.building import hours, meetings
from danchu.demo.building.discuss import OFFICER, prepare, vote
from danchu.demo.building.year import Year
from danchu.demo.decisions import Told
from danchu.discuss import documents
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.planning import MeetingPlan, plan_meeting
from danchu.discuss.actions.preparing import Plan, prepare_decision
from danchu.discuss.models import Decision
from danchu.discuss.states import WrittenAs
from danchu.lib import clock
from danchu.ward import queries as ward
from danchu.ward.models import Organisation, ResidentialGroup
from danchu.ward.states import Office

REGULAR_AGENDA = "1. Thông báo tình hình quý.\n2. Công khai thu, chi quỹ của tổ.\n3. Ý kiến của các hộ."
WORDS = "Các hộ đề nghị sửa đèn đường ở đầu ngõ và nhắc nhau để rác đúng giờ."
GOING_ON = (
    Told(0, "other", "Nạo vét rãnh thoát nước trước mùa mưa", "Mỗi hộ một người, sáng Chủ nhật.", votes=(89, 7, 4)),
    Told(0, "contribution", "Góp sửa sân nhà văn hóa", "Mỗi hộ góp 200.000 đồng; chi công khai tại nhà văn hóa."),
)


def build(year: Year) -> None:
    """Plan the meetings."""
    _plan_going_on(year)
    _plan_regular(year)
    _plan_inside(year)


def _plan_going_on(year: Year) -> None:
    """A meeting that goes on at this moment, in the group of the leader who is shown: one thing voted, one open."""
    called = hours.last_at_work(year.now - timedelta(days=9))
    year.plan(called, partial(_call_going_on, year, _begins(year.now)))


def _begins(now: datetime) -> datetime:
    """A good half hour ago; while people sleep, in the evening before: the meeting was not ended."""
    for day in (clock.local_day(now), clock.local_day(now) - timedelta(days=1)):
        begins = min(now - timedelta(minutes=35), clock.moment_on(day, 19, 30))
        if begins >= clock.moment_on(day, 7, 30):
            return begins
    raise AssertionError("yesterday had a morning")


def _call_going_on(year: Year, begins: datetime, at: datetime) -> None:
    leader = sign_ins.holder(year.ward, Office.GROUP_LEADER)
    if leader is None or leader.group is None:
        return
    decisions = tuple(prepare(year, leader.group, told, at) for told in GOING_ON)
    planned_at = begins - timedelta(minutes=5)
    meeting = meetings.call(year, leader.group, planned_at=planned_at, at=at, decisions=decisions)
    by = leader.person.account or year.account(OFFICER)
    year.plan_at_work(at + timedelta(days=3), partial(meetings.make_ready, year, meeting))
    year.plan(begins, partial(meetings.begin, year, meeting, 66, by))
    year.plan(begins + timedelta(minutes=12), partial(meetings.note, meeting, WORDS, by))
    year.plan(begins + timedelta(minutes=20), partial(vote, GOING_ON[0], meeting, decisions[0], by))
    year.plan(begins + timedelta(minutes=30), partial(meetings.choose, meeting, decisions[1], by))


def _plan_regular(year: Year) -> None:
    """Each group has met once in the year for its ordinary business."""
    for number, group in enumerate(ward.groups(year.ward)):
        day = max(year.until - timedelta(days=20 + number * 7 % 150), year.began + timedelta(days=20))
        planned_at = clock.moment_on(hours.working_day(day), 19, 30)
        called = hours.last_at_work(planned_at - timedelta(days=6, hours=10))
        year.plan(called, partial(_call_regular, year, group, planned_at, number))


def _call_regular(year: Year, group: ResidentialGroup, planned_at: datetime, number: int, at: datetime) -> None:
    by = meetings.conductor(year, group)
    title = f"Họp định kỳ {group.name}"
    meeting = meetings.call(year, group, planned_at=planned_at, at=at, title=title, agenda=REGULAR_AGENDA)
    begins = planned_at + timedelta(minutes=5)
    year.plan_at_work(at + timedelta(days=1), partial(meetings.make_ready, year, meeting))
    year.plan(begins, partial(meetings.begin, year, meeting, 74 + number * 5 % 20, by))
    year.plan(begins + timedelta(minutes=30), partial(meetings.note, meeting, WORDS, by))
    year.plan(begins + timedelta(minutes=80), partial(meetings.close, meeting, by))
    if number % 5 != 4:
        write = partial(meetings.write, documents.MEETING_MINUTES, meeting, year.account(OFFICER))
        year.plan_at_work(begins + timedelta(hours=14), write)


def _plan_inside(year: Year) -> None:
    """One decided inside the school, and its next conference."""
    school = Organisation.objects.filter(ward=year.ward, code="TH1").first()
    if school is not None:
        at = clock.moment_on(max(year.until - timedelta(days=75), year.began + timedelta(days=5)), 14)
        year.plan_at_work(at, partial(_inside, year, school))
        year.plan(hours.last_at_work(year.now - timedelta(days=3)), partial(_next_conference, year, school))


def _next_conference(year: Year, school: Organisation, at: datetime) -> None:
    conference = MeetingPlan(
        title="Họp Hội đồng trường",
        place="Phòng họp của trường",
        planned_at=clock.moment_on(year.until + timedelta(days=12), 14),
        chair="Hiệu trưởng",
        organisation=school,
        agenda="1. Kết quả học kỳ.\n2. Việc khác.",
    )
    plan_meeting(ward=year.ward, plan=conference, by=year.account("truonghoc"), at=at)


def _inside(year: Year, school: Organisation, at: datetime) -> None:
    by = year.account("truonghoc")
    plan = Plan(
        kind="other",
        title="Quy chế chi tiêu nội bộ của trường",
        proposal="Thông qua quy chế chi tiêu nội bộ năm học.",
        forms=("meeting",),
        organisation=school,
    )
    decision = prepare_decision(ward=year.ward, plan=plan, by=by, at=at)
    conference = MeetingPlan(
        title="Hội nghị viên chức, người lao động",
        place="Phòng họp của trường",
        planned_at=hours.at_work(at + timedelta(days=7)),
        chair="Hiệu trưởng",
        organisation=school,
        agenda="1. Báo cáo năm học.\n2. Bàn quy chế.",
        decisions=(decision,),
    )
    meeting = plan_meeting(ward=year.ward, plan=conference, by=by, at=at)
    told = Told(0, "other", "", "", votes=(88, 7, 5))
    begins = conference.planned_at + timedelta(minutes=5)
    year.plan(begins, partial(meetings.begin, year, meeting, 90, by))
    year.plan(begins + timedelta(minutes=40), partial(vote, told, meeting, decision, by))
    year.plan(begins + timedelta(minutes=70), partial(meetings.close, meeting, by))
    year.plan(begins + timedelta(minutes=75), partial(_close_inside, decision, by))
    year.plan_at_work(begins + timedelta(days=1), partial(meetings.write, documents.MEETING_MINUTES, meeting, by))


def _close_inside(decision: Decision, by: User, at: datetime) -> None:
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=by, at=at)
