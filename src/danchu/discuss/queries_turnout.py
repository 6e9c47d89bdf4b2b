"""Who took part in what communities and organisations decided. Part of ``queries``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from danchu.core.models import OfficialDocument, Ward
from danchu.core.records.states import DocumentState
from danchu.discuss.models import Attendance, Decision, Elector, Meeting, Voice
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


def turnout_by_group(decisions: QuerySet[Decision]) -> list[Share]:
    """Households heard of households asked, group by group."""
    rows = Elector.objects.filter(decision__in=decisions.values("pk"), group__isnull=False)
    counted = rows.values_list("group__name").annotate(whole=Count("pk"), part=Count("voice"))
    return [
        Share(name, part, whole, round(100 * part / whole)) for name, whole, part in counted.order_by("group__sort_key")
    ]


def turnout_by_form(decisions: QuerySet[Decision]) -> list[Share]:
    """In which form they were heard."""
    rows = Voice.objects.filter(decision__in=decisions.values("pk")).values_list("form")
    found = dict(rows.annotate(number=Count("pk")))
    return _shares((Form(each).label, found.get(each, 0)) for each in Form.values)


def turnout_by_age(decisions: QuerySet[Decision]) -> list[Share]:
    """How old those were who spoke, where it is known."""
    rows = Voice.objects.filter(decision__in=decisions.values("pk")).values_list("age_band")
    found = dict(rows.annotate(number=Count("pk")))
    unknown = found.pop("", 0)
    return _shares([*sorted(found.items()), (UNKNOWN_AGE, unknown)])


def _shares(parts: Iterable[tuple[str, int]]) -> list[Share]:
    found = list(parts)
    most = max((number for _, number in found), default=0)
    return [Share(label, number, 0, round(100 * number / most) if most else 0) for label, number in found]
