"""The only doors to duties. Overdue is asked here, nowhere stored."""

from datetime import date

from django.db.models import F, Q, QuerySet

from danchu.core.models import Ward
from danchu.duties.models import ClauseAssignment, Duty
from danchu.duties.states import State
from danchu.ward.policies import is_leader
from danchu.ward.queries import offices_held


def of_ward(ward: Ward) -> QuerySet[Duty]:
    return Duty.objects.filter(ward=ward).select_related("unit", "group", "person")


def visible_to(user: object, ward: Ward) -> QuerySet[Duty]:
    """The duties that wait for ``user``: of the units and groups of the offices held, or by name; leaders see all."""
    if is_leader(user, ward):
        return of_ward(ward)
    held = offices_held(user)
    units = {each.organisation_id for each in held if each.organisation_id}
    groups = {each.group_id for each in held if each.group_id}
    return of_ward(ward).filter(Q(unit__in=units) | Q(group__in=groups) | Q(person__account=user))


def late(duties: QuerySet[Duty], on: date) -> QuerySet[Duty]:
    """Open after their day, or done after it."""
    return duties.filter(Q(state=State.OPEN, due_on__lt=on) | Q(state=State.FULFILLED, ended_on__gt=F("due_on")))


def open_late(duties: QuerySet[Duty], on: date) -> QuerySet[Duty]:
    return duties.filter(state=State.OPEN, due_on__lt=on)


def answered_for(ward: Ward) -> QuerySet[ClauseAssignment]:
    """The assignments of clauses in force."""
    return ClauseAssignment.objects.filter(ward=ward, replaced_at=None).select_related("unit")
