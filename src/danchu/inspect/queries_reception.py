"""The only doors to reception days, visits, the reception book and promises."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import rules
from django.db.models import Case as When
from django.db.models import Count, F, IntegerField, Q, QuerySet, Value
from django.db.models import When as If
from django.shortcuts import get_object_or_404

from danchu.core import in_force
from danchu.core.models import User, Ward
from danchu.core.rows import owned_by
from danchu.duties.models import Duty
from danchu.inspect.models import ReceptionDay, ReceptionEntry, ReceptionPromise, ReceptionRules, ReceptionVisit
from danchu.inspect.states import WAITED_FOR, DayState, VisitSource, VisitState
from danchu.lib import clock
from danchu.ward.queries import offices_held
from statute.calendars import CalendarUnknown

_WEEKS_AHEAD = 5


def rules_of(ward: Ward) -> ReceptionRules | None:
    """The ward's own rules of the reception room, where it has written them."""
    return ReceptionRules.objects.filter(ward=ward).first()


def days(ward: Ward) -> QuerySet[ReceptionDay]:
    """All reception days."""
    return ReceptionDay.objects.filter(ward=ward)


def with_counts(rows: QuerySet[ReceptionDay]) -> QuerySet[ReceptionDay]:
    """``rows`` with how many booked (``booked``) and how many were received (``received``)."""
    booked = Count("visits", filter=~Q(visits__state=VisitState.CANCELLED))
    return rows.annotate(booked=booked, received=Count("visits", filter=Q(visits__state=VisitState.RECEIVED)))


def access_day(ward: Ward, pk: int) -> ReceptionDay:
    """One reception day, or 404."""
    return get_object_or_404(days(ward).select_related("ward"), pk=pk)


def coming(ward: Ward, since: date) -> QuerySet[ReceptionDay]:
    """The days from ``since`` on that everyone reads of, cancelled ones too, the first one first."""
    return days(ward).filter(day__gte=since).order_by("day", "starts", "pk")


def access_coming(ward: Ward, pk: int) -> ReceptionDay:
    """A day that has not ended, or 404."""
    return get_object_or_404(coming(ward, clock.today()).select_related("ward"), pk=pk)


def is_bookable(day: ReceptionDay, at: datetime) -> bool:
    """Whether one can still book, as far as time goes."""
    begins = clock.moment_on(day.day, day.starts.hour, day.starts.minute)
    return day.state == DayState.PLANNED and at < begins


def free_slots(day: ReceptionDay) -> int:
    """How many can still book."""
    taken = day.visits.filter(source=VisitSource.ONLINE).exclude(state=VisitState.CANCELLED).count()
    return max(day.slots - taken, 0)


def visits(ward: Ward) -> QuerySet[ReceptionVisit]:
    """All visits of the ward."""
    return ReceptionVisit.objects.filter(ward=ward).select_related("day", "day__ward")


def access_visit(ward: Ward, pk: int) -> ReceptionVisit:
    """One visit, or 404."""
    return get_object_or_404(visits(ward), pk=pk)


def visit_with_code(ward: Ward, code: str) -> ReceptionVisit | None:
    """The booking whose holder has ``code``. Callers limit how often it is asked."""
    return visits(ward).filter(code=code).first() if code else None


_ORDER = {VisitState.CALLED: 0, VisitState.ARRIVED: 1, VisitState.BOOKED: 2}


def queue(day: ReceptionDay) -> QuerySet[ReceptionVisit]:
    """The visits of ``day`` as the desk sees them: who is called, who waits in turn, who is awaited, who is through."""
    turn = When(
        *(If(state=state, then=Value(place)) for state, place in _ORDER.items()),
        default=Value(len(_ORDER)),
        output_field=IntegerField(),
    )
    rows = ReceptionVisit.objects.filter(day=day).select_related("group", "entry")
    return rows.annotate(turn=turn).order_by("turn", "skips", "number")


def next_in_turn(day: ReceptionDay) -> ReceptionVisit | None:
    """Whose turn it is: the lowest number that waits; who was called in vain comes after those who were not."""
    return day.visits.filter(state=VisitState.ARRIVED).order_by("skips", "number").first()


def entries(ward: Ward) -> QuerySet[ReceptionEntry]:
    """The reception book, newest line first. Of a sealed line it says nothing."""
    return ReceptionEntry.objects.filter(ward=ward).select_related("case", "day").order_by("-year", "-number")


def years(ward: Ward) -> list[int]:
    """The years of which there is a book, newest first."""
    found = ReceptionEntry.objects.filter(ward=ward).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def access_entry(ward: Ward, pk: int) -> ReceptionEntry:
    """One line of the book, or 404."""
    return get_object_or_404(entries(ward).select_related("ward", "visit"), pk=pk)


def promises_visible_to(user: object, ward: Ward) -> QuerySet[ReceptionPromise]:
    """The promises that ``user`` may see: all at the reception desk, an assigned officer those of the own unit."""
    rows = owned_by(ReceptionPromise, ward).select_related("entry", "unit")
    if not isinstance(user, User):
        return rows.none()
    if rules.has_perm("inspect.receive", user, ward):
        return rows
    return rows.filter(unit__in={each.organisation_id for each in offices_held(user) if each.organisation_id})


def promises_by(rows: QuerySet[ReceptionPromise], which: str, today: date) -> QuerySet[ReceptionPromise]:
    """Those of ``rows`` that are kept ("xong"), late ("tre"), or all."""
    match which:
        case "xong":
            return rows.filter(kept_on__isnull=False)
        case "tre":
            return rows.filter(kept_on=None, due_on__lt=today)
    return rows


def access_promise(user: object, ward: Ward, pk: int) -> ReceptionPromise:
    """One promise, or 404."""
    return get_object_or_404(promises_visible_to(user, ward), pk=pk)


def reception_duty_key(row: ReceptionEntry | ReceptionPromise) -> str:
    """What its duty is known by."""
    what = "promise" if isinstance(row, ReceptionPromise) else "reception"
    return f"inspect:{what}:{row.pk}"


def weeks_without_chair(ward: Ward, since: date, weeks: int = _WEEKS_AHEAD) -> list[tuple[date, date]]:
    """The weeks from that of ``since`` on (Monday and Sunday) in which offices work and the chair has too few reception
    days (điều 15 khoản 2). Weeks whose days off are not known are left out."""
    monday = since - timedelta(days=since.weekday())
    until = monday + timedelta(weeks=weeks)
    planned = days(ward).filter(day__gte=monday, day__lt=until, by_chair=True).exclude(state=DayState.CANCELLED)
    mondays = [each - timedelta(days=each.weekday()) for each in planned.values_list("day", flat=True)]
    wanted = in_force.rules().value("reception.chair_per_week", since).number
    found = (monday + timedelta(weeks=place) for place in range(weeks))
    return [
        (each, each + timedelta(days=6))
        for each in found
        if mondays.count(each) < wanted and _is_worked(each, max(since, each))
    ]


def chair_week_key(monday: date) -> str:
    """What the duty of the chair to receive in that week is known by."""
    return f"inspect:chair-week:{monday.isoformat()}"


def duty_of_week(ward: Ward, day: date) -> Duty | None:
    """The open duty of the chair to receive in the week of ``day``."""
    key = chair_week_key(day - timedelta(days=day.weekday()))
    return Duty.objects.filter(ward=ward, key=key, ended_at=None).first()


def chair_received(ward: Ward, monday: date) -> int:
    """How often the chair has received in the week that begins on ``monday``."""
    week = (monday, monday + timedelta(days=6))
    return days(ward).filter(day__range=week, by_chair=True, state=DayState.ENDED).count()


def last_worked_day(monday: date) -> date | None:
    """The last day of that week on which offices work; None in a week that is off."""
    try:
        worked = [day for day in (monday + timedelta(days=place) for place in range(7)) if _works_on(day)]
    except CalendarUnknown:
        return None
    return max(worked, default=None)


def _works_on(day: date) -> bool:
    return in_force.calendar().is_working_day(day)


def _is_worked(monday: date, since: date) -> bool:
    left = (monday + timedelta(days=place) for place in range(7))
    try:
        return any(_works_on(each) for each in left if each >= since)
    except CalendarUnknown:
        return False


def planned_by(ward: Ward, on: date) -> QuerySet[ReceptionDay]:
    """The reception days that were planned until ``on``, cancelled ones too."""
    return days(ward).filter(day__lte=on)


def held(rows: QuerySet[ReceptionDay]) -> QuerySet[ReceptionDay]:
    """Those at which the ward did receive."""
    return rows.filter(state__in=[DayState.STARTED, DayState.ENDED])


def promises_come_due(ward: Ward, on: date) -> QuerySet[ReceptionPromise]:
    """The promises of which it can be said by ``on`` whether they were kept in time."""
    rows = ReceptionPromise.objects.filter(ward=ward, promised_on__lte=on)
    return rows.filter(Q(due_on__lt=on) | Q(kept_on__lte=on))


def kept_in_time(rows: QuerySet[ReceptionPromise]) -> QuerySet[ReceptionPromise]:
    """Those that were kept by their day."""
    return rows.filter(kept_on__lte=F("due_on"))


def to_tell(day: ReceptionDay) -> Iterable[str]:
    """The e-mail addresses of those who have booked ``day``."""
    rows: Any = day.visits.filter(state__in=WAITED_FOR).exclude(email="")
    return rows.values_list("email", flat=True)


def promises_of(entry: ReceptionEntry) -> QuerySet[ReceptionPromise]:
    """What was promised in one line of the book."""
    return ReceptionPromise.objects.filter(entry=entry).select_related("unit")
