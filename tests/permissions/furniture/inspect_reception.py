"""A reception day of today with a queue, a line of the book, a promise."""

from datetime import time, timedelta

from danchu.core.actors import VISITOR
from danchu.inspect.actions.reception import Session, plan_days, set_rules
from danchu.inspect.actions.reception_book import Pledge, Record, record_reception
from danchu.inspect.actions.visiting import Guest, book_visit, enter_visit
from danchu.inspect.models import ReceptionDay
from danchu.lib import clock
from tests import factories

_WHERE = ("Phòng tiếp công dân", "Trần Văn Chủ")


def _day(world, day, starts):
    return ReceptionDay.objects.create(
        ward=world.ward,
        day=day,
        starts=starts,
        ends=time(23, 59),
        place=_WHERE[0],
        receiver=_WHERE[1],
        by_chair=True,
        slots=5,
    )


def _record(world, **given):
    record = Record("remark", "Cống tắc.", "case", _WHERE[1], name="Lê Thị Hẹn", by_chair=True)
    unit = given.pop("unit", None)
    pledge = Pledge("Thông cống", clock.today() + timedelta(days=9), unit or factories.organisation(world.ward))
    return record_reception(
        ward=world.ward, record=record, pledge=pledge, by=world.people["công chức"], at=clock.now(), **given
    )


def furnish(world):
    officer, today = world.people["công chức"], clock.today()
    plan_days(
        ward=world.ward,
        session=Session(time(8), time(11), *_WHERE),
        since=today + timedelta(days=1),
        until=today + timedelta(days=20),
        weekdays=(0, 1, 2, 3, 4),
        by=officer,
        at=clock.now(),
    )
    set_rules(ward=world.ward, text="Giữ trật tự.", by=officer, at=clock.now())
    coming = ReceptionDay.objects.filter(ward=world.ward, day__gt=today).order_by("day")[0]
    book_visit(day=coming, guest=Guest("Lê Thị Hẹn", "Cống tắc."), by=VISITOR, at=clock.now())
    day = _day(world, today, time(0))
    visit = enter_visit(day=day, guest=Guest("Phạm Văn Chờ", "Hỏi việc."), by=officer, at=clock.now())
    enter_visit(day=day, guest=Guest("Phạm Văn Đợi"), by=officer, at=clock.now())
    unit = factories.organisation(world.ward)
    entry = _record(world, unit=unit)
    world.samples |= {
        "inspect:book-reception": (coming.pk,),
        "inspect:reception-calendar": (coming.pk,),
        "inspect:reception-screen": (day.pk,),
        "inspect:reception-day": (day.pk,),
        "inspect:change-reception": (coming.pk,),
        "inspect:cancel-reception": (coming.pk,),
        "inspect:enter-visit": (day.pk,),
        "inspect:reception-step": (day.pk, "goi"),
        "inspect:visit-step": (visit.pk, "vang"),
        "inspect:visit-slip": (visit.pk,),
        "inspect:record-visit": (visit.pk,),
        "inspect:record-denunciation-visit": (visit.pk,),
        "inspect:reception-year": (today.year,),
        "inspect:reception-entry": (entry.pk,),
        "inspect:answer-reception": (entry.pk,),
        "inspect:promise": (entry.pk,),
        "inspect:reception-receipt": (entry.pk,),
        "inspect:reception-promise": (entry.promises.get().pk,),
    }


def grow(world, many):
    """More days, visits, lines and promises."""
    day = ReceptionDay.objects.get(ward=world.ward, day=clock.today())
    first = ReceptionDay.objects.count()
    for number in range(first, first + many):
        _day(world, clock.today() + timedelta(days=40 + number), time(8))
        visit = enter_visit(day=day, guest=Guest(f"Người {number}"), by=world.people["công chức"], at=clock.now())
        if number % 2:
            _record(world, visit=visit)
