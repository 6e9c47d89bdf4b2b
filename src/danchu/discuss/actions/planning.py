"""Planning a meeting of a residential group, or inside an organisation; changing and cancelling it (Điều 18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import rules
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from danchu.core.actors import SYSTEM, Actor, account_of
from danchu.core.following import Done, Effect, then
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, needs, refuse_if
from danchu.discuss import law, queries
from danchu.discuss.models import Decision, Meeting, MeetingItem
from danchu.discuss.states import BEFORE_MEETING, MEETING_LIFE, State
from danchu.duties.actions.duties import Draft, fulfil_duty
from danchu.duties.effects import drop_about, open_all
from danchu.duties.models import Duty
from danchu.duties.queries import name_of
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from danchu.matters.effects import line
from danchu.matters.states import Step
from danchu.ward.models import Organisation, ResidentialGroup

CLAUSE = "2.2.c.1"


@dataclass(frozen=True)
class MeetingPlan:
    """When and where who meets, about which decisions. Just one of ``group`` and ``organisation`` is given."""

    title: str
    place: str
    planned_at: datetime
    chair: str
    group: ResidentialGroup | None = None
    organisation: Organisation | None = None
    agenda: str = ""
    decisions: tuple[Decision, ...] = ()


@official(label="Lên lịch cuộc họp", clause=CLAUSE, policy="discuss.conduct")
def plan_meeting(*, ward: Ward, plan: MeetingPlan, by: Actor, at: datetime) -> Done[Meeting]:
    """Plan a meeting; what the law wants done before it arises as duties.

    Raises ``Refused`` where it does not hang together or leaves no time for the notice of the law, and
    ``PermissionDenied`` for the group or organisation of others.
    """
    meeting = Meeting(ward=ward)
    _fill(meeting, plan, by, at)
    meeting.save()  # its items, duties and lines name it
    _put_on_agenda(meeting, plan)
    return Done(meeting, *_duties(meeting, plan, at), *_lines(meeting, plan), public=True)


@official(label="Đổi lịch cuộc họp", clause=CLAUSE, policy="discuss.conduct", life=MEETING_LIFE, move="change")
def change_meeting(*, meeting: Meeting, plan: MeetingPlan, by: Actor, at: datetime) -> Done[Meeting]:
    """Change a meeting that has not begun; on a new day what must be done before it must be done again."""
    _fill(meeting, plan, by, at)
    meeting.items.all().delete()
    _put_on_agenda(meeting, plan)
    return Done(meeting, *_duties(meeting, plan, at), public=True)


@official(label="Hủy cuộc họp", clause=CLAUSE, policy="discuss.conduct", life=MEETING_LIFE, move="cancel")
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor, at: datetime) -> Done[Meeting]:
    """Say that it does not take place, with the reason that the households read."""
    meeting.cancellation_reason = clean(needs(reason, "Hãy ghi lý do không họp để các hộ biết."))
    return Done(meeting, public=True, because="Cuộc họp đã hủy.")


@official(label="Ghi nhận việc đã làm trước cuộc họp", clause=CLAUSE, policy="discuss.conduct")
def record_before_meeting(*, meeting: Meeting, duty: Duty, note: str = "", by: Actor, at: datetime) -> Done[Meeting]:
    """Record that something the law wants done before ``meeting`` was done."""
    if duty.about != name_of(meeting):
        raise Refused("Việc này không thuộc cuộc họp đang xem.")
    return Done(meeting, then(fulfil_duty, duty=duty, fulfilled_by=clean(note) or duty.title))


def _fill(meeting: Meeting, plan: MeetingPlan, by: Actor, at: datetime) -> None:
    refuse_if(_faults(meeting.ward, plan, at))
    meeting.group, meeting.organisation = plan.group, plan.organisation
    if by is not SYSTEM and not rules.has_perm("discuss.conduct", account_of(by), meeting):
        raise PermissionDenied("discuss.conduct")
    meeting.title, meeting.place, meeting.chair = clean(plan.title), clean(plan.place), clean(plan.chair)
    meeting.planned_at, meeting.agenda = plan.planned_at, plan.agenda.strip()
    meeting.households = queries.households_of(plan.group).count() if plan.group else 0


def _put_on_agenda(meeting: Meeting, plan: MeetingPlan) -> None:
    MeetingItem.objects.bulk_create(
        MeetingItem(ward=meeting.ward, meeting=meeting, decision=each, position=position)
        for position, each in enumerate(plan.decisions, start=1)
    )


def _lines(meeting: Meeting, plan: MeetingPlan) -> Iterator[Effect]:
    """Each decision's timeline tells where it will be discussed."""
    for each in plan.decisions:
        yield line(
            each.matter,
            Step.DISCUSS,
            f"Lên lịch họp ngày {vn_date(clock.local_day(plan.planned_at))} tại {meeting.place}: {each.title}",
            address=meeting.get_absolute_url(),
            is_public=meeting.organisation_id is None,
        )


def _faults(ward: Ward, plan: MeetingPlan, at: datetime) -> Iterator[Objection]:
    for text, field, words in (
        (plan.title, "title", "Hãy ghi tên cuộc họp."),
        (plan.place, "place", "Hãy ghi nơi họp."),
        (plan.chair, "chair", "Hãy ghi người chủ trì."),
    ):
        if not text.strip():
            yield Objection(words, field)
    if (plan.group is None) == (plan.organisation is None):
        yield Objection("Hãy chọn một tổ dân phố, hoặc một đơn vị.", "group")
    owned = (plan.group, plan.organisation, *plan.decisions)
    if any(each is not None and each.ward_id != ward.pk for each in owned):
        yield Objection("Có mục chọn không thuộc phường này. Hãy tải lại trang và chọn lại.")
    yield from _time_faults(plan, at)
    for each in plan.decisions:
        yield from _item_faults(plan, each)


def _time_faults(plan: MeetingPlan, at: datetime) -> Iterator[Objection]:
    if plan.planned_at <= at:
        yield Objection("Giờ họp đã qua. Hãy chọn giờ khác.", "planned_at")
    elif plan.group is not None:
        today = clock.local_day(at)
        notice = law.book().value(law.NOTICE, today)
        if (clock.local_day(plan.planned_at) - today).days < notice.number:
            yield Objection(
                f"{notice.label} {notice.words()}: hãy chọn ngày họp muộn hơn.", "planned_at", notice.citation
            )


def _item_faults(plan: MeetingPlan, decision: Decision) -> Iterator[Objection]:
    if decision.state not in {State.PREPARING, State.OPEN} or not decision.by_meeting:
        yield Objection(f"“{decision.title}” không còn chờ bàn tại cuộc họp.", "decisions")
    elif plan.organisation is not None:
        if decision.organisation_id != plan.organisation.pk:
            yield Objection(f"“{decision.title}” không thuộc đơn vị này.", "decisions")
    elif plan.group is not None and not decision.groups.filter(group=plan.group).exists():
        yield Objection(f"“{decision.title}” không hỏi các hộ của {plan.group}.", "decisions")


def _duties(meeting: Meeting, plan: MeetingPlan, at: datetime) -> tuple[Effect, Effect]:
    """What the law wants done before it; what another plan wanted is dropped."""
    drafts = [] if meeting.group is None else list(_drafts(meeting, plan, at))
    return drop_about(meeting, "Lịch họp đã đổi.", keep=[each.key for each in drafts]), open_all(drafts)


def _drafts(meeting: Meeting, plan: MeetingPlan, at: datetime) -> Iterator[Draft]:
    today = clock.local_day(at)
    items = [(each.kind, each.seats > 0) for each in plan.decisions]
    for each in law.before_meeting(clock.local_day(plan.planned_at), items, today):
        yield Draft(
            key=f"discuss:meeting:{meeting.pk}:{each.rule.key}:{each.due_on.isoformat()}",
            clause=CLAUSE,
            kind=BEFORE_MEETING,
            title=f"{each.rule.label} {each.rule.words()}: {meeting.title}"[:300],
            arose_on=today,
            due_on=each.due_on,
            basis={"citation": str(each.rule.citation), "due": each.due_on.isoformat(), "rule": each.rule.key},
            group=meeting.group,
            matter=plan.decisions[0].matter if plan.decisions else None,
            address=reverse("discuss:desk-meeting", args=[meeting.pk]),
            about=name_of(meeting),
        )
