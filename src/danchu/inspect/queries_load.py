"""How much each unit and each handler has before them, how late they are, how long it takes. Part of ``queries``."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

from django.db.models import Count, F, Q, QuerySet

from danchu.core.figures import per_cent
from danchu.core.models import Ward
from danchu.inspect import law
from danchu.inspect.models import Case
from danchu.inspect.states import SETTLED

type By = Literal["unit", "handler"]
_NAME = {"unit": "unit__name", "handler": "handler__display_name"}
NOBODY = "Chưa giao"


@dataclass(frozen=True)
class Load:
    """What one unit or handler has open today, and how they answered what ended in the period.

    ``key`` is that of the unit or account, None for what nobody was given; ``days`` the median from receipt to end.
    """

    by: By
    key: int | None
    name: str
    open: int
    soon: int
    late: int
    settled: int
    in_time: int
    days: float | None

    @property
    def share(self) -> float | None:
        """Of what ended, how much did so in time, in per cent."""
        return per_cent(self.in_time, self.settled)


def settled(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those of ``rows`` that the ward itself brought to an end: not withdrawn, not merged."""
    return rows.filter(state__in=SETTLED)


def had_to_end(ward: Ward, on: date) -> QuerySet[Case]:
    """What was settled by that day, and what should have been and was not."""
    late = Q(ended_on=None, due_on__lt=on)
    return Case.objects.filter(Q(state__in=SETTLED, ended_on__lte=on) | late, ward=ward, received_on__lte=on)


def in_time(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those of ``rows`` that ended by their last day; one that ended in a pause had none to miss."""
    return rows.filter(Q(due_on=None) | Q(ended_on__lte=F("due_on")), ended_on__isnull=False)


def load(rows: QuerySet[Case], by: By, since: date, until: date, on: date) -> list[Load]:
    """``rows`` by unit or by handler: open on that day, ended from ``since`` to ``until``. The latest stand first."""
    soon, running = law.soon_until(on), Q(ended_on=None)
    is_ended = Q(state__in=SETTLED, ended_on__range=(since, until))
    counted = (
        rows.order_by()
        .filter(running | is_ended)
        .values_list(by, _NAME[by])
        .annotate(
            now_open=Count("pk", filter=running),
            now_soon=Count("pk", filter=running & Q(due_on__range=(on, soon))),
            now_late=Count("pk", filter=running & Q(due_on__lt=on)),
            all_ended=Count("pk", filter=is_ended),
            ended_in_time=Count("pk", filter=is_ended & (Q(due_on=None) | Q(ended_on__lte=F("due_on")))),
        )
    )
    days = _days(rows.filter(is_ended), by)
    found = [
        Load(by, key, name or NOBODY, now_open, now_soon, now_late, ended, in_time, _median(days.get(key)))
        for key, name, now_open, now_soon, now_late, ended, in_time in counted
    ]
    return sorted(found, key=lambda each: (-each.late, -each.soon, -each.open, each.name))


def _median(days: list[int] | None) -> float | None:
    return median(days) if days else None


def _days(rows: QuerySet[Case], by: By) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = defaultdict(list)
    for key, received, ended in rows.order_by().values_list(by, "received_on", "ended_on"):
        found[key].append((ended - received).days)
    return found
