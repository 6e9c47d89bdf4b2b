"""The only doors to initiatives, meetings that are planned, and the duties that follow from them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import rules
from django.db.models import BigIntegerField, Case, Count, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404

from danchu.core.models import User, Ward
from danchu.discuss import queries
from danchu.discuss.models import Backing, Decision, Elector, Initiative, Meeting, MeetingItem
from danchu.discuss.states import Form, InitiativeState, MeetingState, State
from danchu.duties.models import Duty
from danchu.duties.queries import about
from danchu.duties.states import State as DutyState
from danchu.lib import clock
from danchu.ward.models import Household, Organisation, Person, ResidentialGroup
from danchu.ward.queries import groups, groups_led_by, offices_held, organisations

RUNNING = (InitiativeState.GATHERING, InitiativeState.BACKED)


def with_progress(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """``rows`` with ``backed``: how many households back each."""
    return rows.annotate(backed=Count("backings"))


def access_initiative(ward: Ward, pk: int) -> Initiative:
    """One initiative with its progress, or 404: public by nature."""
    return get_object_or_404(with_progress(queries.initiatives(ward).select_related("decision", "proposer")), pk=pk)


def initiatives_answered_by(user: object, ward: Ward) -> QuerySet[Initiative]:
    """The initiatives that ``user`` takes up or answers: those of the own groups; all for the ward's managers."""
    rows = queries.initiatives(ward)
    if rules.has_perm("discuss.recognise", user, ward):
        return rows
    return rows.filter(group__in=groups_led_by(user))


def access_answered(user: object, ward: Ward, pk: int) -> Initiative:
    """One initiative at the desk, or 404."""
    return get_object_or_404(with_progress(initiatives_answered_by(user, ward)), pk=pk)


def access_own(user: User, ward: Ward, pk: int) -> Initiative:
    """One initiative that ``user`` proposed, or 404."""
    return get_object_or_404(queries.initiatives(ward), pk=pk, proposed_by=user)


def person_of(user: User) -> Person | None:
    """The person on the roll whose account ``user`` is."""
    return Person.objects.filter(ward=user.ward_id, account=user).first()


def backing_of(initiative: Initiative, household: Household | None) -> Backing | None:
    """The backing of ``household``."""
    return initiative.backings.filter(household=household).first() if household else None


def backings_on_paper(initiative: Initiative) -> QuerySet[Backing]:
    """The backings entered from paper, in the order of the households."""
    return initiative.backings.filter(on_paper=True).select_related("household").order_by("household__sort_key", "pk")


def access_paper_backing(initiative: Initiative, pk: int) -> Backing:
    """One backing from paper, or 404."""
    return get_object_or_404(backings_on_paper(initiative), pk=pk)


def not_backing(initiative: Initiative) -> QuerySet[Household]:
    """The households of its group that do not back it."""
    return queries.households_of(initiative.group).exclude(pk__in=initiative.backings.values("household"))


def over(ward: Ward, day: date) -> QuerySet[Initiative]:
    """The initiatives that still gather though their day is over."""
    return Initiative.objects.filter(ward=ward, state=InitiativeState.GATHERING, valid_until__lt=day)


def gathering(ward: Ward, day: date) -> QuerySet[Initiative]:
    """The initiatives that households can back on that day."""
    return Initiative.objects.filter(ward=ward, state=InitiativeState.GATHERING, valid_until__gte=day)


# Whom one may prepare something for.


def groups_prepared_by(user: object, ward: Ward) -> QuerySet[ResidentialGroup]:
    """The residential groups for which ``user`` prepares: the own ones; all for the ward's managers."""
    rows = groups(ward)
    return rows if rules.has_perm("discuss.recognise", user, ward) else rows.filter(pk__in=groups_led_by(user))


def organisations_of(user: object, ward: Ward) -> QuerySet[Organisation]:
    """The organisations inside which ``user`` prepares: those to which one is assigned; all for the managers."""
    rows = organisations(ward)
    if rules.has_perm("discuss.recognise", user, ward):
        return rows
    served = {each.organisation_id for each in offices_held(user) if each.organisation_id}
    return rows.filter(pk__in=served) if rules.has_perm("discuss.prepare", user, ward) else rows.none()


def sizes_of(decision: Decision) -> list[int]:
    """How many would be asked today: in each group of the scope, or inside the organisation."""
    if decision.organisation_id:
        return [queries.members_of(decision.organisation_id, decision.ward, clock.today()).count()]
    alive = Count("group__households", filter=Q(group__households__left_on=None))
    return list(decision.groups.annotate(number=alive).values_list("number", flat=True))


def turnout_by_group(decision: Decision) -> list[Any]:
    """The roll by residential group: how many there are, how many were heard, and of these in each form."""
    rows = Elector.objects.filter(decision=decision).order_by("group__sort_key").values("group__name")
    forms = {str(each): Count("voice", filter=Q(voice__form=each)) for each in Form}
    rows = rows.annotate(electors=Count("pk"), heard=Count("voice"), missing=Count("pk", filter=Q(voice=None)), **forms)
    return list(rows)


def roll(decision: Decision) -> QuerySet[Elector]:
    """The roll in its order, each with whether and in which form it was heard."""
    return Elector.objects.filter(decision=decision).select_related("group", "voice").order_by("number")


def electable(decision: Decision) -> QuerySet[Person]:
    """Who can stand: people on the roll of the scope."""
    rows = Person.objects.filter(ward=decision.ward_id, left_on=None).select_related("household__group")
    if decision.organisation_id:
        rows = rows.filter(pk__in=queries.members_of(decision.organisation_id, decision.ward, clock.today()))
    elif not decision.is_ward_wide:
        rows = rows.filter(household__group__in=decision.groups.values("group"))
    return rows.order_by("sort_key", "pk")


def access_prepared(user: object, ward: Ward, pk: int) -> Decision:
    """One decision that ``user`` may prepare and open, or 404."""
    rows = queries.managed_by(user, ward).select_related("matter", "organisation", "ward")
    found: Decision = get_object_or_404(rows, pk=pk)
    if not rules.has_perm("discuss.prepare", user, found):
        raise Http404("not yours")
    return found


def access_roll(user: object, ward: Ward, pk: int) -> Decision:
    """One opened decision whose roll ``user`` may read, or 404."""
    found = queries.access_decision(user, ward, pk)
    if found.opened_at is None or not rules.has_perm("discuss.see_roll", user, found):
        raise Http404("no roll for you")
    return found


def may_ask_the_ward(user: object, ward: Ward) -> bool:
    """Whether ``user`` may put something to the households of the whole ward."""
    return bool(rules.has_perm("discuss.recognise", user, ward))


# Meetings.


def public_meetings(ward: Ward) -> QuerySet[Meeting]:
    """The meetings of residential groups: everyone may know when and where they are."""
    return Meeting.objects.filter(ward=ward, organisation=None).select_related("group")


def meetings_to_come(ward: Ward, after: datetime) -> QuerySet[Meeting]:
    """The public meetings that are planned after ``after``, the next first."""
    rows = public_meetings(ward).filter(state=MeetingState.PLANNED, planned_at__gte=after)
    return rows.order_by("planned_at", "pk")


def access_public_meeting(ward: Ward, pk: int) -> Meeting:
    """One meeting in public, or 404."""
    return get_object_or_404(public_meetings(ward), pk=pk)


def duties_before(meeting: Meeting) -> QuerySet[Duty]:
    """What must be done before ``meeting``, in the order of the days; what fell away is left out."""
    return about(meeting).exclude(state=DutyState.CANCELLED)


def access_duty_before(meeting: Meeting, pk: int) -> Duty:
    """One thing that is still to be done before ``meeting``, or 404."""
    return get_object_or_404(duties_before(meeting), pk=pk, state=DutyState.OPEN)


def for_meetings(user: object, ward: Ward) -> QuerySet[Decision]:
    """The decisions that ``user`` can put on the agenda of a meeting."""
    rows = queries.managed_by(user, ward).select_related("matter")
    return rows.filter(by_meeting=True, state__in=[State.PREPARING, State.OPEN]).order_by("-pk")


def items_of(meeting: Meeting) -> list[Decision]:
    """The decisions on its agenda, in their order."""
    rows = meeting.items.select_related("decision").order_by("position")
    return [each.decision for each in rows]


def invited(meeting: Meeting) -> list[tuple[str, str, str]]:
    """Code, name and address of each household of the group, or of each member of the organisation."""
    if meeting.group is not None:
        return [(each.code, each.head_name, each.address) for each in queries.households_of(meeting.group)]
    if meeting.organisation_id is None:
        return []
    people = queries.members_of(meeting.organisation_id, meeting.ward, clock.today())
    return [(f"{number:03d}", each.full_name, "") for number, each in enumerate(people, start=1)]


@dataclass(frozen=True)
class Awaiting:
    """Something that waits for people's say; ``closes_at`` may be none, ``group`` is none for the whole ward."""

    what: str
    pk: int
    title: str
    closes_at: datetime | None
    group: int | None


VOTE, TALK, MEET, BACK = "vote", "talk", "meet", "back"


def awaiting(ward: Ward, day: date) -> list[Awaiting]:
    """Open decisions (once a group in the scope), meetings to come and initiatives to back, in one query."""
    decisions = queries.public(ward).filter(state=State.OPEN).order_by()
    only_group = Case(When(is_ward_wide=True, then=None), default=F("groups__group"), output_field=BigIntegerField())
    kind = Case(When(by_online=True, then=Value(VOTE)), default=Value(TALK))
    rows = decisions.values_list(kind, "pk", "title", "closes_at", only_group).distinct()
    meetings = meetings_to_come(ward, clock.start_of(day)).order_by()
    initiatives = gathering(ward, day).order_by()
    last_moment = Cast("valid_until", DateTimeField())
    found = rows.union(
        meetings.values_list(Value(MEET), "pk", "title", "planned_at", "group"),
        initiatives.values_list(Value(BACK), "pk", "title", last_moment, "group"),
    )
    return [Awaiting(*row) for row in found]


def meetings_about(decision: Decision) -> QuerySet[MeetingItem]:
    """The meetings on whose agenda it stands, in their order."""
    return MeetingItem.objects.filter(decision=decision).select_related("meeting").order_by("meeting__planned_at")
