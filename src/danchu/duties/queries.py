"""The only doors to duties. Overdue is asked here, nowhere stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import rules
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf, Round
from django.shortcuts import get_object_or_404

from danchu.core.models import Ward, WardOwned
from danchu.duties.models import ClauseAssignment, Duty
from danchu.duties.states import About, State
from danchu.ward.models import Organisation
from danchu.ward.queries import offices_held

SOON = timedelta(days=7)
"""How far ahead "soon" looks: a week of work, a choice of the house and not of the law."""

NOBODYS = Q(unit=None, group=None, person=None)


def of_ward(ward: Ward) -> QuerySet[Duty]:
    return Duty.objects.filter(ward=ward).select_related("unit", "group", "person")


def name_of(row: WardOwned) -> About:
    """How a duty names ``row``, which has been saved."""
    return About(f"{row._meta.label_lower}:{row.pk}")


def about(row: WardOwned) -> QuerySet[Duty]:
    """Every duty about ``row``, ended ones too, in the order of the days."""
    return Duty.objects.filter(ward=row.ward_id, about=name_of(row)).order_by("due_on", "pk")


def open_about(row: WardOwned) -> QuerySet[Duty]:
    """What is still to be done about ``row``."""
    return about(row).filter(state=State.OPEN)


def open_with_key(ward: Ward, key: str) -> Duty | None:
    """The duty ``key`` while it is open."""
    return of_ward(ward).filter(key=key, state=State.OPEN).first()


def waits_for(user: object) -> Q:
    """The condition on duties that ``user`` must do: of the units and groups of the offices held, or by name."""
    held = offices_held(user)
    units = {each.organisation_id for each in held if each.organisation_id}
    groups = {each.group_id for each in held if each.group_id}
    return Q(unit__in=units) | Q(group__in=groups) | Q(person__account=user)


def visible_to(user: object, ward: Ward) -> QuerySet[Duty]:
    """The duties that ``user`` may see: those that wait for ``user``; all for those who see the units' work."""
    if rules.has_perm("duties.see_units", user, ward):
        return of_ward(ward)
    return of_ward(ward).filter(waits_for(user))


def access_duty(user: object, ward: Ward, pk: int) -> Duty:
    """One duty, or 404."""
    return get_object_or_404(visible_to(user, ward).select_related("ward", "unit", "group", "person", "matter"), pk=pk)


def late(duties: QuerySet[Duty], on: date) -> QuerySet[Duty]:
    """Open after their day, or done after it."""
    return duties.filter(Q(state=State.OPEN, due_on__lt=on) | Q(state=State.FULFILLED, ended_on__gt=F("due_on")))


def open_late(duties: QuerySet[Duty], on: date) -> QuerySet[Duty]:
    return duties.filter(state=State.OPEN, due_on__lt=on)


def open_today(duties: QuerySet[Duty], on: date) -> QuerySet[Duty]:
    return duties.filter(state=State.OPEN, due_on=on)


def open_soon(duties: QuerySet[Duty], on: date) -> QuerySet[Duty]:
    """Open, due after that day and within the week that follows."""
    return duties.filter(state=State.OPEN, due_on__gt=on, due_on__lte=on + SOON)


def urgent(ward: Ward, on: date) -> QuerySet[Duty]:
    """Open, and late or due on that day, the oldest first."""
    return Duty.objects.filter(ward=ward, state=State.OPEN, due_on__lte=on)


def on_time(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    return duties.filter(state=State.FULFILLED, ended_on__lte=F("due_on"))


def come_due(duties: QuerySet[Duty], on: date) -> QuerySet[Duty]:
    """Done, or open though their day is over: those of which it can be said whether they were in time."""
    return duties.filter(Q(state=State.FULFILLED) | Q(state=State.OPEN, due_on__lt=on))


@dataclass(frozen=True)
class Counts:
    """How many open duties are late, due on the day, due soon and due later; and how many are nobody's."""

    late: int
    today: int
    soon: int
    later: int
    nobodys: int

    @property
    def open(self) -> int:
        return self.late + self.today + self.soon + self.later


def counts(duties: QuerySet[Duty], on: date) -> Counts:
    """One query."""
    soon = on + SOON
    found = duties.filter(state=State.OPEN).aggregate(
        late=Count("pk", filter=Q(due_on__lt=on)),
        today=Count("pk", filter=Q(due_on=on)),
        soon=Count("pk", filter=Q(due_on__gt=on, due_on__lte=soon)),
        later=Count("pk", filter=Q(due_on__gt=soon)),
        nobodys=Count("pk", filter=NOBODYS),
    )
    return Counts(**found)


def counts_of(rows: Sequence[Duty], on: date) -> Counts:
    """The same of open duties that have all been read."""
    places = Counter(place_of(each.due_on, on) for each in rows)
    nobodys = sum(not (each.unit_id or each.group_id or each.person_id) for each in rows)
    return Counts(places["late"], places["today"], places["soon"], places["later"], nobodys)


def place_of(due_on: date, on: date) -> str:
    """Under what an open duty with that day stands: late, today, soon or later."""
    if due_on <= on:
        return "today" if due_on == on else "late"
    return "soon" if due_on <= on + SOON else "later"


def answered_for(ward: Ward) -> QuerySet[ClauseAssignment]:
    """The assignments of clauses in force."""
    return ClauseAssignment.objects.filter(ward=ward, replaced_at=None).select_related("unit")


def assignments(ward: Ward) -> QuerySet[ClauseAssignment]:
    """Every assignment of a clause, replaced ones too, the newest first."""
    return ClauseAssignment.objects.filter(ward=ward).select_related("unit").order_by("-assigned_at", "-pk")


def with_work(owners: QuerySet[Any], field: str, on: date) -> QuerySet[Any]:
    """``owners`` (units or residential groups) with their duties counted: open, late, soon, done, on time in per cent.

    ``field`` names the column of a duty that points to them.
    """
    duties = Duty.objects.filter(ward=OuterRef("ward"), **{field: OuterRef("pk")})
    whole, part = _number_of(come_due(duties, on), field), _number_of(on_time(duties), field)
    return owners.annotate(
        duties_open=_number_of(duties.filter(state=State.OPEN), field),
        duties_late=_number_of(open_late(duties, on), field),
        duties_soon=_number_of(open_soon(duties, on), field),
        duties_done=_number_of(duties.filter(state=State.FULFILLED), field),
        duties_on_time=Round(part * 100.0 / NullIf(whole, 0), 1),
    )


def _number_of(duties: QuerySet[Duty], field: str) -> Coalesce:
    counted = duties.order_by().values(field).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def open_under(ward: Ward, clause: str, unit: Organisation | None) -> QuerySet[Duty]:
    """The open duties of ``clause`` and its parts, of ``unit`` or of nobody, unless a part is assigned by itself."""
    parts = answered_for(ward).filter(clause__startswith=f"{clause}.").values_list("clause", flat=True)
    rows = Duty.objects.filter(_under(clause), ward=ward, state=State.OPEN)
    for part in parts:
        rows = rows.exclude(_under(part))
    return rows.filter(NOBODYS | Q(unit=unit, unit__isnull=False))


def _under(clause: str) -> Q:
    return Q(clause=clause) | Q(clause__startswith=f"{clause}.")
