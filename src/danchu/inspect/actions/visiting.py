"""Who comes on a reception day: booking, arriving, being called. What they come about enters no trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.official import ALWAYS, official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.inspect import queries_reception
from danchu.inspect.actions.reception import start_day
from danchu.inspect.clocks import CLAUSE
from danchu.inspect.models import ReceptionDay, ReceptionVisit
from danchu.inspect.models.case import CODE_SIGNS
from danchu.inspect.states import VISIT_LIFE, DayState, VisitSource, VisitState
from danchu.lib import clock, codes
from danchu.lib.vntext import clean
from danchu.ward.models import ResidentialGroup


@dataclass(frozen=True)
class Guest:
    """Who comes and about what. It says nothing in a trail: a denunciation may come of it."""

    name: str
    matter: str = ""
    phone: str = ""
    email: str = ""
    group: ResidentialGroup | None = None
    people: int = 1

    def __str__(self) -> str:
        return "(người đến)"


@official(label="Đặt lịch tiếp công dân", clause=CLAUSE, policy="inspect.send", unnamed=ALWAYS)
def book_visit(*, day: ReceptionDay, guest: Guest, by: Actor, at: datetime) -> ReceptionVisit:
    """Book a place on ``day`` from afar; returns the visit with its number and the code that cancels it.

    Raises ``Refused`` without a name or a matter, when all places are taken, and once the day has begun.
    """
    refuse_if(_guest_faults(guest))
    refuse_if([] if clean(guest.matter) else [Objection("Hãy ghi việc muốn trình bày.", "matter")])
    if not queries_reception.is_bookable(day, at):
        raise Refused("Buổi này không còn nhận đặt lịch. Hãy chọn buổi khác, hoặc đến trực tiếp.")
    if not queries_reception.free_slots(day):
        raise Refused("Buổi này đã hết chỗ đặt trước. Hãy chọn buổi khác, hoặc đến trực tiếp để lấy số.")
    same = day.visits.filter(state=VisitState.BOOKED, phone=guest.phone)
    if guest.phone and same.exists():
        raise Refused(Objection("Số điện thoại này đã đặt buổi này. Hủy lịch cũ nếu muốn đặt lại.", "phone"))
    return _enter(day, guest, VisitSource.ONLINE, at)


@official(label="Ghi người đến, cấp số", clause=CLAUSE, policy="inspect.receive")
def enter_visit(*, day: ReceptionDay, guest: Guest, by: Actor, at: datetime) -> ReceptionVisit:
    """Enter somebody who stands at the desk today: gets the next number and waits. On an earlier day: books it."""
    refuse_if(_guest_faults(guest))
    if day.state not in (DayState.PLANNED, DayState.STARTED):
        raise Refused("Buổi này đã kết thúc hoặc đã hủy.")
    visit = _enter(day, guest, VisitSource.DESK, at)
    return _arrive(visit, at) if clock.local_day(at) == day.day else visit


@official(
    label="Hủy lịch hẹn tiếp công dân",
    clause=CLAUSE,
    policy="inspect.send",
    unnamed="inspect.receive",
    life=VISIT_LIFE,
    move="cancel",
)
def cancel_visit(*, visit: ReceptionVisit, by: Actor, at: datetime) -> Done[ReceptionVisit]:
    """Give the place back. The view has asked for the code, or is the desk's."""
    visit.ended_at = at
    return Done(visit)


@official(label="Ghi người hẹn đã đến", clause=CLAUSE, policy="inspect.receive", life=VISIT_LIFE, move="arrive")
def check_in(*, visit: ReceptionVisit, by: Actor, at: datetime) -> Done[ReceptionVisit]:
    """Who booked is there and waits; also who was absent and came late. Raises ``Refused`` on another day."""
    if clock.local_day(at) != visit.day.day or visit.day.state == DayState.ENDED:
        raise Refused("Chỉ ghi người đến trong ngày tiếp, khi buổi tiếp chưa kết thúc.")
    visit.arrived_at, visit.ended_at = at, None
    return Done(visit)


@official(label="Gọi số tiếp theo", clause=CLAUSE, policy="inspect.receive")
def call_next(*, day: ReceptionDay, by: Actor, at: datetime) -> ReceptionVisit:
    """Call whose turn it is; the day begins with the first call. Raises ``Refused`` while another is called, and when
    nobody waits."""
    called = day.visits.filter(state=VisitState.CALLED).first()
    if called is not None:
        raise Refused(f"Đang gọi số {called.number}. Hãy ghi nội dung, bỏ qua hoặc ghi vắng mặt trước.")
    visit = queries_reception.next_in_turn(day)
    if visit is None:
        raise Refused("Không còn ai chờ.")
    if day.state == DayState.PLANNED:
        start_day(day=day, by=by, at=at)
    visit.state, visit.called_at = VISIT_LIFE.step(visit.state, "call"), at
    visit.save()
    return visit


@official(label="Bỏ qua số chưa có mặt", clause=CLAUSE, policy="inspect.receive", life=VISIT_LIFE, move="skip")
def skip_visit(*, visit: ReceptionVisit, by: Actor, at: datetime) -> Done[ReceptionVisit]:
    """Who was called is not there: goes behind those who wait."""
    visit.skips += 1
    return Done(visit)


@official(label="Ghi vắng mặt", clause=CLAUSE, policy="inspect.receive", life=VISIT_LIFE, move="miss")
def miss_visit(*, visit: ReceptionVisit, by: Actor, at: datetime) -> Done[ReceptionVisit]:
    """Who booked or waited did not come, or has gone."""
    visit.ended_at = at
    return Done(visit)


def _arrive(visit: ReceptionVisit, at: datetime) -> ReceptionVisit:
    visit.state, visit.arrived_at, visit.ended_at = VISIT_LIFE.step(visit.state, "arrive"), at, None
    visit.save()
    return visit


def _enter(day: ReceptionDay, guest: Guest, source: VisitSource, at: datetime) -> ReceptionVisit:
    """``day`` is locked by the act, so that no number is given twice."""
    day.last_number += 1
    day.save(update_fields=["last_number"])
    return ReceptionVisit.objects.create(
        ward_id=day.ward_id,
        day=day,
        number=day.last_number,
        code=codes.new_code(CODE_SIGNS),
        source=source,
        name=clean(guest.name)[:150],
        phone=guest.phone,
        email=guest.email,
        matter=clean(guest.matter)[:500],
        group=guest.group,
        people=guest.people,
        booked_at=at,
    )


def _guest_faults(guest: Guest) -> Iterator[Objection]:
    if not clean(guest.name):
        yield Objection("Hãy ghi họ tên.", "name")
    if guest.people < 1:
        yield Objection("Số người ít nhất là 1.", "people")
