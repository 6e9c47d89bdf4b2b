"""A year in which the chair received citizens each Thursday: what was said, promised, kept; a queue now."""

from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from danchu.core.actors import VISITOR
from danchu.core.refusals import Refused
from danchu.demo.building import hours
from danchu.demo.building.year import Year
from danchu.inspect.actions.reception import Session, cancel_day, end_day, plan_days, set_rules, start_day
from danchu.inspect.actions.reception_book import (
    Pledge,
    Record,
    answer_reception,
    keep_promise,
    record_reception,
)
from danchu.inspect.actions.visiting import Guest, book_visit, call_next, check_in, enter_visit
from danchu.inspect.models import ReceptionDay, ReceptionEntry, ReceptionPromise, ReceptionVisit
from danchu.inspect.states import Outcome, ReceptionKind, VisitState
from danchu.lib import clock
from danchu.ward.models import Person
from danchu.ward.queries import units

OFFICER, CHAIR = "vanphong", "chutich"
THURSDAY = 3
ROOM = "Phòng tiếp công dân, trụ sở Ủy ban nhân dân phường"
RULES = """1. Người đến xuất trình căn cước, lấy số thứ tự và chờ gọi.
2. Trình bày trung thực, ngắn gọn; giữ trật tự, không gây ồn.
3. Không mang chất nổ, chất cháy, vũ khí vào phòng tiếp.
4. Người tiếp công dân lắng nghe, ghi sổ, trả lời hoặc hẹn ngày trả lời."""
SAID = (
    ("Ngõ 15 ngập khi mưa lớn, nước vào nhà ba hộ.", "Giao kiểm tra cống và nạo vét.", "Nạo vét cống ngõ 15", "KTHTDT"),
    ("Xin hướng dẫn thủ tục tách thửa đất cho con.", "Đã hướng dẫn hồ sơ và nơi nộp.", "", ""),
    (
        "Quán hát gần nhà mở loa quá 22 giờ.",
        "Công an phường nhắc nhở, lập cam kết.",
        "Kiểm tra tiếng ồn buổi tối",
        "CAP",
    ),
    ("Đèn đường đoạn nhà văn hóa hỏng hai tuần.", "Sẽ thay bóng.", "Thay bóng đèn đoạn nhà văn hóa", "KTHTDT"),
    ("Hỏi mức hỗ trợ cho hộ cận nghèo năm nay.", "Đã trả lời mức và thời gian chi.", "", ""),
    ("Đề nghị đặt thêm thùng rác ở chợ.", "Ghi nhận, bố trí trong tháng.", "Đặt thêm bốn thùng rác ở chợ", "DVTH"),
    (
        "Nhà bên xây lấn sang lối đi chung.",
        "Sẽ đo đạc và mời hai hộ làm việc.",
        "Đo lại lối đi chung, mời hai hộ",
        "KTHTDT",
    ),
    ("Hỏi vì sao hồ sơ đăng ký hộ kinh doanh chậm.", "Đã tra cứu, hồ sơ thiếu giấy thuê nhà.", "", ""),
    ("Chó thả rông trước cổng trường.", "Tổ dân phố nhắc các hộ.", "Thông báo xử phạt chó thả rông", "VHXH"),
    ("Xin lắp gờ giảm tốc trước trường mầm non.", "Khảo sát và trả lời.", "Khảo sát gờ giảm tốc", "KTHTDT"),
)
"""What somebody says, what is answered, what is promised (if anything), and by which unit."""
LATE = 13
"""Each so-many-th promise is kept late."""


def build(year: Year) -> None:
    """Plan the year month by month, and what happens on each day; then today's queue and bookings to come."""
    people = list(Person.objects.filter(ward=year.ward, is_head=True, left_on=None).order_by("pk")[:240])
    if not people:
        return
    year.plan(clock.moment_on(year.began, 8), partial(_rules, year))
    first = year.began
    while first <= year.until:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        until = following - timedelta(days=1) if following <= year.until else year.until + timedelta(days=31)
        year.plan_at_work(clock.moment_on(first, 8, 5), partial(_plan_month, year, first, until, people))
        first = following
    _plan_today(year, people)


def _session(year: Year, **given: object) -> Session:
    chair = year.account(CHAIR).display_name
    fields = {"starts": time(8), "ends": time(11, 30), "place": ROOM, "receiver": chair, "by_chair": True, "slots": 8}
    return Session(**{**fields, **given})  # type: ignore[arg-type]


def _rules(year: Year, at: datetime) -> None:
    set_rules(ward=year.ward, text=RULES, by=year.account(OFFICER), at=at)


def _plan_month(year: Year, since: date, until: date, people: list[Person], at: datetime) -> None:
    try:
        planned = plan_days(
            ward=year.ward,
            session=_session(year),
            since=since,
            until=until,
            weekdays=(THURSDAY,),
            by=year.account(OFFICER),
            at=at,
        )
    except Refused:  # the last days of a month hold no Thursday that is worked
        return
    rng = year.rng(f"reception/{since}")
    for day in planned:
        if day.day < year.until and rng.random() < 0.05:
            year.plan_at_work(clock.moment_on(day.day - timedelta(days=1), 15), partial(_call_off, year, day.pk))
        elif day.day < year.until:
            year.plan(clock.moment_on(day.day, 8), partial(_hold, year, day.pk, rng, people))


def _call_off(year: Year, pk: int, at: datetime) -> None:
    day = ReceptionDay.objects.get(pk=pk)
    cancel_day(day=day, reason="Chủ tịch dự họp Hội đồng nhân dân tỉnh.", by=year.account(OFFICER), at=at)


def _hold(year: Year, pk: int, rng: Random, people: list[Person], at: datetime) -> None:
    by, day = year.account(OFFICER), ReceptionDay.objects.select_related("ward").get(pk=pk)
    start_day(day=day, by=by, at=at)
    for place in range(rng.choice((0, 1, 1, 2, 2))):
        came = at + timedelta(minutes=10 + 35 * place)
        year.plan(came, partial(_come, year, day, rng.choice(people), rng))
    year.plan(clock.moment_on(day.day, 11, 30), partial(_end, year, pk))


def _guest(person: Person, matter: str = "") -> Guest:
    return Guest(person.full_name, matter, group=person.household.group if person.household else None)


def _come(year: Year, day: ReceptionDay, person: Person, rng: Random, at: datetime) -> None:
    visit = enter_visit(day=day, guest=_guest(person), by=year.account(OFFICER), at=at)
    year.plan(at + timedelta(minutes=25), partial(_record, year, visit, rng))


def _end(year: Year, pk: int, at: datetime) -> None:
    end_day(day=ReceptionDay.objects.select_related("ward").get(pk=pk), by=year.account(OFFICER), at=at)


def _record(year: Year, visit: ReceptionVisit, rng: Random, at: datetime) -> None:
    content, answer, promised, unit = rng.choice(SAID)
    outcome, sent_to, today = Outcome.ANSWERED, "", clock.local_day(at)
    if not promised and rng.random() < 0.3:
        outcome, sent_to = Outcome.GUIDED, "Trung tâm phục vụ hành chính công của phường"
    elif rng.random() < 0.25:
        outcome = Outcome.LATER
    if outcome == Outcome.ANSWERED and promised and (year.until - today).days < 9:
        outcome = Outcome.CASE
    record = Record(
        kind=ReceptionKind.REMARK if promised else ReceptionKind.OTHER,
        content=content,
        outcome=outcome,
        receiver=visit.day.receiver,
        by_chair=visit.day.by_chair,
        name=visit.name,
        address=f"{visit.group}" if visit.group else "",
        people=rng.choice((1, 1, 1, 2)),
        answer=answer if outcome != Outcome.LATER else "",
        sent_to=sent_to,
    )
    pledge = _pledge(year, promised, unit, today + timedelta(days=rng.choice((7, 14, 21))))
    entry = record_reception(ward=year.ward, record=record, visit=visit, pledge=pledge, by=year.account(OFFICER), at=at)
    if outcome == Outcome.LATER:
        year.plan_at_work(at + timedelta(days=rng.choice((3, 5, 6, 8))), partial(_answer, year, entry, answer))
    for promise in entry.promises.all():
        _plan_keeping(year, promise, entry)


def _pledge(year: Year, promised: str, unit: str, due_on: date) -> Pledge | None:
    return Pledge(promised, due_on, units(year.ward).get(code=unit)) if promised else None


def _plan_keeping(year: Year, promise: ReceptionPromise, entry: ReceptionEntry) -> None:
    if year.forgets("promise", promise.due_on):
        return
    if entry.number % LATE == 0:
        kept = hours.at_work(clock.moment_on(promise.due_on + timedelta(days=4), 15))
    else:
        kept = hours.last_at_work(clock.moment_on(promise.due_on - timedelta(days=1), 15))
    year.plan(kept, partial(_keep, year, promise))


def _keep(year: Year, promise: ReceptionPromise, at: datetime) -> None:
    how = f"Đã làm xong ngày {clock.local_day(at):%d/%m/%Y}, đã báo người dân."
    keep_promise(promise=promise, how=how, by=year.account(OFFICER), at=at)


def _answer(year: Year, entry: ReceptionEntry, answer: str, at: datetime) -> None:
    answer_reception(entry=entry, answer=answer, by=year.account(OFFICER), at=at)


def _plan_today(year: Year, people: list[Person]) -> None:
    """A day of today with a queue, of which the first was called, if the office has opened; and bookings for the next
    Thursday."""
    year.plan(
        hours.last_at_work(clock.moment_on(year.until - timedelta(days=1), 9)), partial(_open_today, year, people)
    )
    opened = clock.moment_on(year.until, 7, 45)
    arrivals, called = (max(opened, hours.last_at_work(year.now - timedelta(minutes=minutes))) for minutes in (30, 10))
    year.plan(arrivals, partial(_arrive, year))
    year.plan(called, partial(_call, year))


def _open_today(year: Year, people: list[Person], at: datetime) -> None:
    session = _session(year, starts=time(7, 45), ends=time(17))
    by = year.account(OFFICER)
    days = list(ReceptionDay.objects.filter(ward=year.ward, day=year.until).select_related("ward"))
    if not days:
        weekday = (year.until.weekday(),)
        try:
            days = plan_days(
                ward=year.ward, session=session, since=year.until, until=year.until, weekdays=weekday, by=by, at=at
            )
        except Refused:  # today is a day off
            days = []
    coming = ReceptionDay.objects.filter(ward=year.ward, day__gt=year.until).order_by("day").select_related("ward")
    for day, first, number in ((days[:1], 0, 6), (list(coming[:1]), 6, 3)):
        for each in day:
            for place, person in enumerate(people[first : first + number]):
                book_visit(day=each, guest=_guest(person, SAID[place][0]), by=VISITOR, at=at)


def _today(year: Year) -> list[ReceptionVisit]:
    rows = ReceptionVisit.objects.filter(ward=year.ward, day__day=year.until).select_related("day__ward")
    return list(rows.order_by("number"))


def _arrive(year: Year, at: datetime) -> None:
    for visit in _today(year)[:4]:
        if visit.state == VisitState.BOOKED:
            check_in(visit=visit, by=year.account(OFFICER), at=at)


def _call(year: Year, at: datetime) -> None:
    visits = _today(year)
    if visits:
        call_next(day=visits[0].day, by=year.account(OFFICER), at=at)
