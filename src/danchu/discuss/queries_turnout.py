"""Who took part in what communities and organisations decided. Part of ``queries``."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from danchu.core.models import OfficialDocument, Ward
from danchu.core.records.states import DocumentState
from danchu.discuss.models import Attendance, Decision, Elector, Meeting
from danchu.discuss.states import Form, MeetingState, State
from danchu.lib import clock
from danchu.ward.models import Household

UNKNOWN_AGE = "Không rõ tuổi"
WRITTEN_KINDS = ("discuss.resolution", "discuss.minutes", "discuss.memorandum", "discuss.agreement")
"""The documents as which a decision is written (khoản 1 Điều 20)."""


@dataclass(frozen=True)
class Share:
    """How many of ``whole`` took part; ``whole`` is 0 where only numbers can be compared."""

    label: str
    number: int
    whole: int
    length: int


def decided(ward: Ward, *, inside: bool = False) -> QuerySet[Decision]:
    """The closed decisions of communities, or those inside organisations, with how many took part."""
    rows = Decision.objects.filter(ward=ward, state=State.CLOSED, organisation__isnull=not inside)
    return rows.annotate(took_part=Cast(KT("outcome__took_part"), IntegerField()))


def _by(day: date) -> dict[str, object]:
    return {"closed_at__lt": clock.start_of(date.fromordinal(day.toordinal() + 1))}


def decided_by(ward: Ward, on: date, *, inside: bool = False) -> QuerySet[Decision]:
    """The same, by the end of that day."""
    return decided(ward, inside=inside).filter(**_by(on))


def asked_by(ward: Ward, on: date, *, inside: bool = False) -> QuerySet[Elector]:
    """Everybody on the rolls of what was decided by that day."""
    return Elector.objects.filter(ward=ward, decision__in=decided_by(ward, on, inside=inside).values("pk"))


def heard(electors: QuerySet[Elector]) -> QuerySet[Elector]:
    """Those of ``electors`` that were heard."""
    return electors.filter(voice__isnull=False)


def called_by(ward: Ward, on: date) -> QuerySet[Household]:
    """The households of today whose group has held a meeting by that day."""
    met = Meeting.objects.filter(ward=ward, state=MeetingState.ENDED, group__isnull=False)
    met = met.filter(ended_at__lt=clock.start_of(date.fromordinal(on.toordinal() + 1)))
    return Household.objects.filter(ward=ward, left_on=None, group__in=met.values("group"))


def represented(households: QuerySet[Household], on: date) -> QuerySet[Household]:
    """Those of ``households`` that somebody represented at a meeting by that day."""
    came = Attendance.objects.filter(
        household=OuterRef("pk"), came_at__lt=clock.start_of(date.fromordinal(on.toordinal() + 1))
    )
    return households.filter(Exists(came))


def written(decisions: QuerySet[Decision], ward: Ward) -> QuerySet[Decision]:
    """Those of ``decisions`` that an issued document states."""
    papers = OfficialDocument.objects.filter(
        ward=ward, target_type="discuss.decision", target_id=OuterRef("pk"), state=DocumentState.ISSUED
    )
    return decisions.filter(Exists(papers.filter(kind__in=WRITTEN_KINDS)))


@dataclass(frozen=True)
class Turnout:
    """Households heard of households asked group by group; in which form they were heard; how old those were who
    spoke, where it is known."""

    groups: list[Share]
    forms: list[Share]
    ages: list[Share]


def turnout(decisions: QuerySet[Decision]) -> Turnout:
    """Who was asked and who was heard in ``decisions``, in one query."""
    asked: dict[tuple[str, str], int] = defaultdict(int)
    heard, forms, ages = (defaultdict[Any, int](int) for _ in range(3))
    rows = Elector.objects.filter(decision__in=decisions.values("pk")).order_by("group__sort_key")
    by = rows.values_list("group__sort_key", "group__name", "voice__form", "voice__age_band")
    for key, name, form, age, number in by.annotate(number=Count("pk")):
        asked[key, name] += number
        if form is not None:
            heard[key, name] += number
            forms[form] += number
            ages[age] += number
    unknown = ages.pop("", 0)
    return Turnout(
        [
            Share(name, heard[key, name], whole, round(100 * heard[key, name] / whole))
            for (key, name), whole in asked.items()
            if name is not None  # inside an organisation there is no group
        ],
        _shares((Form(each).label, forms[each]) for each in Form.values),
        _shares([*sorted(ages.items()), (UNKNOWN_AGE, unknown)]),
    )


def _shares(parts: Iterable[tuple[str, int]]) -> list[Share]:
    found = list(parts)
    most = max((number for _, number in found), default=0)
    return [Share(label, number, 0, round(100 * number / most) if most else 0) for label, number in found]
