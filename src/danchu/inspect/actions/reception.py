"""When the ward receives citizens: planning, changing, calling off, beginning and ending a reception day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse

from danchu.core import in_force
from danchu.core.actors import SYSTEM, Actor
from danchu.core.following import Done, Rank, then
from danchu.core.messaging.effects import queue
from danchu.core.messaging.notices import letters
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, needs, refuse_if
from danchu.core.sites import full_address
from danchu.duties.actions.duties import fulfil_duty
from danchu.inspect import notices, queries_reception
from danchu.inspect.clocks import CLAUSE
from danchu.inspect.models import ReceptionDay, ReceptionRules, ReceptionVisit
from danchu.inspect.states import DAY_LIFE, VisitState
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from statute.calendars import CalendarUnknown

_LONGEST_PLAN = 366


@dataclass(frozen=True)
class Session:
    """What a reception day is, apart from its date."""

    starts: time
    ends: time
    place: str
    receiver: str
    by_chair: bool = False
    slots: int = 10


@official(label="Lên lịch tiếp công dân", clause=CLAUSE, policy="inspect.plan_reception")
def plan_days(
    *, ward: Ward, session: Session, since: date, until: date, weekdays: tuple[int, ...], by: Actor, at: datetime
) -> Done[list[ReceptionDay]]:
    """Plan ``session`` on each of ``weekdays`` (Monday is 0) from ``since`` to ``until``; days off are left out, and
    those on which one begins there at that hour already. Returns the new ones.

    Raises ``Refused`` where the times or dates do not hang together and where nothing is left to plan.
    """
    refuse_if(_faults(session))
    refuse_if(_span_faults(since, until, weekdays, clock.local_day(at)))
    wanted = [
        each
        for each in (since + timedelta(days=place) for place in range((until - since).days + 1))
        if each.weekday() in weekdays and _is_worked(each)
    ]
    place = clean(session.place)
    there = queries_reception.days(ward).filter(day__in=wanted, starts=session.starts, place=place)
    known = set(there.values_list("day", flat=True))
    new = [ReceptionDay(ward=ward, day=each, **_fields(session)) for each in wanted if each not in known]
    if not new:
        raise Refused("Không có ngày nào để thêm: các ngày đó là ngày nghỉ hoặc đã có trong lịch.")
    return Done(ReceptionDay.objects.bulk_create(new), public=True)


@official(label="Sửa buổi tiếp công dân", clause=CLAUSE, policy="inspect.plan_reception", life=DAY_LIFE, move="change")
def change_day(*, day: ReceptionDay, session: Session, by: Actor, at: datetime) -> Done[ReceptionDay]:
    """Change hours, place, receiver or the number of bookings of a planned ``day``."""
    refuse_if(_faults(session))
    others = queries_reception.days(day.ward).filter(day=day.day, starts=session.starts, place=clean(session.place))
    if others.exclude(pk=day.pk).exists():
        raise Refused(Objection("Đã có buổi khác bắt đầu lúc đó, ở đó.", "starts"))
    for name, value in _fields(session).items():
        setattr(day, name, value)
    return Done(day, public=True)


@official(label="Hủy buổi tiếp công dân", clause=CLAUSE, policy="inspect.plan_reception", life=DAY_LIFE, move="cancel")
def cancel_day(*, day: ReceptionDay, reason: str, by: Actor, at: datetime) -> Done[ReceptionDay]:
    """Call ``day`` off with the ``reason``, which everyone reads; who booked and left an e-mail address is told."""
    day.cancel_reason = clean(needs(reason, "Hãy ghi lý do; người dân sẽ đọc."))[:300]
    to_tell = list(queries_reception.to_tell(day))
    waiting = ReceptionVisit.objects.filter(day=day, state=VisitState.BOOKED)
    waiting.update(state=VisitState.CANCELLED, ended_at=at)
    told = letters(
        notices.RECEPTION_CANCELLED,
        ward=day.ward,
        to=[(each, "") for each in to_tell],
        at=at,
        day=day.day,
        hours=day.hours,
        reason=day.cancel_reason,
        address=full_address(day.ward, reverse("inspect:reception")),
    )
    return Done(day, queue(told), public=True)


@official(label="Bắt đầu buổi tiếp công dân", clause=CLAUSE, policy="inspect.receive", life=DAY_LIFE, move="start")
def start_day(*, day: ReceptionDay, by: Actor, at: datetime) -> Done[ReceptionDay]:
    """Begin ``day``. Raises ``Refused`` before its date."""
    if clock.local_day(at) < day.day:
        raise Refused("Chưa đến ngày tiếp.")
    day.started_at = at
    return Done(day, public=True)


@official(label="Kết thúc buổi tiếp công dân", clause=CLAUSE, policy="inspect.receive", life=DAY_LIFE, move="end")
def end_day(*, day: ReceptionDay, by: Actor, at: datetime) -> Done[ReceptionDay]:
    """End ``day``; who booked and did not come is absent. Raises ``Refused`` while somebody waits."""
    waiting = day.visits.filter(state__in=[VisitState.ARRIVED, VisitState.CALLED]).count()
    if waiting:
        raise Refused(f"Còn {waiting} lượt đang chờ. Hãy tiếp, hoặc ghi vắng mặt nếu người đó đã về.")
    day.ended_at = at
    ReceptionVisit.objects.filter(day=day, state=VisitState.BOOKED).update(state=VisitState.ABSENT, ended_at=at)
    return Done(day, then(_fulfil_week, rank=Rank.FULFILLED, day=day), public=True)


def _fulfil_week(*, day: ReceptionDay, by: Actor, at: datetime) -> None:
    """The chair has received as often as the law asks in that week: nothing is left to do in it."""
    monday = day.day - timedelta(days=day.day.weekday())
    duty = queries_reception.duty_of_week(day.ward, monday) if day.by_chair else None
    wanted = in_force.rules().value("reception.chair_per_week", day.day).number
    if duty is not None and queries_reception.chair_received(day.ward, monday) >= wanted:
        fulfil_duty(duty=duty, fulfilled_by=f"Buổi tiếp công dân ngày {vn_date(day.day)}", by=SYSTEM, at=at)


@official(label="Ban hành nội quy tiếp công dân", clause=CLAUSE, policy="inspect.plan_reception")
def set_rules(*, ward: Ward, text: str, by: Actor, at: datetime) -> Done[ReceptionRules]:
    """Put the ward's own rules of the reception room in force from today."""
    found = queries_reception.rules_of(ward) or ReceptionRules(ward=ward)
    found.text, found.changed_on = needs(text, "Hãy viết nội quy.", "text"), clock.local_day(at)
    found.save()
    return Done(found, public=True)


def _fields(session: Session) -> dict[str, object]:
    return {**vars(session), "place": clean(session.place), "receiver": clean(session.receiver)}


def _faults(session: Session) -> Iterator[Objection]:
    if session.ends <= session.starts:
        yield Objection("Giờ kết thúc phải sau giờ bắt đầu.", "ends")
    if not clean(session.place):
        yield Objection("Hãy ghi nơi tiếp.", "place")
    if not clean(session.receiver):
        yield Objection("Hãy ghi người tiếp.", "receiver")


def _span_faults(since: date, until: date, weekdays: tuple[int, ...], today: date) -> Iterator[Objection]:
    if since < today:
        yield Objection("Chọn ngày từ hôm nay trở đi.", "since")
    if until < since:
        yield Objection("Ngày cuối phải từ ngày đầu trở đi.", "until")
    elif (until - since).days > _LONGEST_PLAN:
        yield Objection("Mỗi lần lên lịch nhiều nhất một năm.", "until")
    if not weekdays:
        yield Objection("Hãy chọn ngày trong tuần.", "weekdays")


def _is_worked(day: date) -> bool:
    try:
        return in_force.calendar().is_working_day(day)
    except CalendarUnknown as unknown:
        raise Refused(
            Objection("Chưa có lịch ngày nghỉ của thời gian đó. Chọn ngày cuối sớm hơn.", "until")
        ) from unknown
