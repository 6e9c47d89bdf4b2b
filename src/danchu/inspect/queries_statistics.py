"""How remarks are dealt with: counts, punctuality and days, by whatever they are divided by, in one query each."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from django.db.models import BooleanField, Count, F, Q, QuerySet, Value, When
from django.db.models import Case as Switch

from danchu.core.figures import per_cent
from danchu.core.models import Ward
from danchu.inspect.models import Case
from danchu.inspect.queries import UNSHOWN
from danchu.inspect.states import Kind, State


@dataclass
class Tally:
    """What came of a number of remarks. On time is what ended by its day, of all that ended or is overdue."""

    received: int = 0
    answered: int = 0
    open: int = 0
    ended: int = 0
    on_time: int = 0
    overdue: int = 0
    days: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.received + other.received,
            self.answered + other.answered,
            self.open + other.open,
            self.ended + other.ended,
            self.on_time + other.on_time,
            self.overdue + other.overdue,
            self.days + other.days,
        )

    @property
    def share(self) -> float | None:
        """How many of a hundred were on time; None while none had to be."""
        return per_cent(self.on_time, self.ended + self.overdue)

    @property
    def median_days(self) -> float | None:
        """Half of the answers took no longer than this; None without an answer."""
        return median(self.days.elements()) if self.days else None


def remarks(ward: Ward, since: date, until: date) -> QuerySet[Case]:
    """All remarks that came in from ``since`` to ``until``, published or not, but those taken back and doubles."""
    rows = Case.objects.filter(ward=ward, kind=Kind.REMARK, received_on__gte=since, received_on__lte=until)
    return rows.exclude(state__in=UNSHOWN)


def tallies(rows: QuerySet[Case], by: Any, *, on: date, ended_before: date) -> dict[Hashable, Tally]:
    """``rows`` divided by the column or expression ``by``. What ended on ``ended_before`` or later counts as open;
    overdue is what is open and was due before ``on``."""
    ended = Q(ended_on__lt=ended_before)
    answered = ended & Q(state=State.ANSWERED)
    in_time = (ended & Q(due_on__gte=F("ended_on"))) | (~ended & Q(due_on__gte=on))
    grouped = (
        rows.order_by()
        .annotate(
            part=F(by) if isinstance(by, str) else by,
            is_ended=_whether(ended),
            is_answered=_whether(answered),
            is_in_time=_whether(in_time),
            took=Switch(When(answered, then=F("ended_on") - F("received_on"))),
        )
        .values_list("part", "is_ended", "is_answered", "is_in_time", "took")
        .annotate(number=Count("pk"))
    )
    found: dict[Hashable, Tally] = {}
    for part, is_ended, is_answered, is_in_time, took, number in grouped:
        tally = Tally(
            received=number,
            answered=number if is_answered else 0,
            open=0 if is_ended else number,
            ended=number if is_ended else 0,
            on_time=number if is_ended and is_in_time else 0,
            overdue=0 if is_ended or is_in_time else number,
            days=Counter({took.days: number} if is_answered else {}),
        )
        found[part] = found.get(part, Tally()) + tally
    return found


def _whether(condition: Q) -> Switch:
    return Switch(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
