"""The only doors to what a community decides, its roll, its voices and its counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import rules
from django.conf import settings
from django.db.models import BigIntegerField, F, FilteredRelation, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models import Count as CountOf
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac

from danchu.core import rows
from danchu.core.models import User, Ward
from danchu.core.prepared import Prepared
from danchu.discuss import box, law, results
from danchu.discuss.models import (
    Ballot,
    CountSheet,
    Decision,
    DecisionGroup,
    Elector,
    Initiative,
    Meeting,
    Option,
    SecretTally,
    Voice,
)
from danchu.discuss.results import Community, Count, Facts
from danchu.discuss.states import Form, State
from danchu.ward.models import Household, Mandate, Person, ResidentialGroup
from danchu.ward.queries import groups_led_by, mandates_on, offices_held

IN_PUBLIC = (State.OPEN, State.CLOSED, State.WITHDRAWN)
"""What everyone may know of; what is still being prepared is for those who prepare it."""


def visible_to(user: object, ward: Ward) -> QuerySet[Decision]:
    """The decisions that ``user`` may open: those in public; at the desk also those in preparation that are one's own
    to prepare. What is decided inside an organisation is for its people."""
    rows = Decision.objects.filter(ward=ward).select_related("matter", "organisation")
    if rules.has_perm("discuss.recognise", user, ward):
        return rows
    led = groups_led_by(user)
    served = {each.organisation_id for each in offices_held(user) if each.organisation_id}
    own = Q(groups__group__in=led) | Q(organisation__in=served)
    return rows.filter(Q(state__in=IN_PUBLIC, organisation=None, opened_at__isnull=False) | own).distinct()


def public(ward: Ward) -> QuerySet[Decision]:
    """What everyone may read, newest first: opened, and not inside an organisation."""
    return Decision.objects.filter(ward=ward, state__in=IN_PUBLIC, opened_at__isnull=False, organisation=None)


def access_decision(user: object, ward: Ward, pk: int) -> Decision:
    """One decision, or 404."""
    return get_object_or_404(visible_to(user, ward), pk=pk)


def access_with_options(user: object, ward: Ward, pk: int) -> tuple[Decision, list[Option]]:
    """One decision with what it lets choose, or 404."""
    return with_options(visible_to(user, ward), pk, "matter", "organisation")


def with_options(rows: QuerySet[Decision], pk: int, *related: str) -> tuple[Decision, list[Option]]:
    """One decision of ``rows``, with what is ``related``, and what it lets choose, in one query; or 404."""
    joined = ("decision", *(f"decision__{each}" for each in related))
    options = list(Option.objects.filter(decision__in=rows, decision=pk).select_related(*joined))
    if options:
        return options[0].decision, options
    return get_object_or_404(rows.select_related(*related), pk=pk), []


def access_public(ward: Ward, pk: int) -> Decision:
    """One decision in public, or 404."""
    return get_object_or_404(public(ward).select_related("matter"), pk=pk)


def scope_of(decision: Decision) -> list[DecisionGroup]:
    """The groups that ``decision`` asks, in their order, each with its ``batch`` of papers where there is one; read
    once for the object, so that whoever asks next asks no database."""
    batch = FilteredRelation("decision__batches", condition=Q(decision__batches__group=F("group")))
    rows: QuerySet[Any] = DecisionGroup.objects.annotate(batch=batch).order_by("group__sort_key", "pk")
    prefetch_related_objects([decision], Prefetch("groups", rows.select_related("group", "batch")))
    return list(decision.groups.all())


def managed_by(user: object, ward: Ward) -> QuerySet[Decision]:
    """The decisions that ``user`` prepares, opens, counts and closes."""
    rows = Decision.objects.filter(ward=ward)
    if rules.has_perm("discuss.recognise", user, ward):
        return rows
    served = {each.organisation_id for each in offices_held(user) if each.organisation_id}
    led = groups_led_by(user)
    return rows.filter(Q(groups__group__in=led) | Q(organisation__in=served)).distinct()


def meetings_visible_to(user: object, ward: Ward) -> QuerySet[Meeting]:
    """The meetings that ``user`` may open at the desk."""
    rows = Meeting.objects.filter(ward=ward).select_related("group", "organisation")
    if rules.has_perm("discuss.recognise", user, ward):
        return rows
    served = {each.organisation_id for each in offices_held(user) if each.organisation_id}
    return rows.filter(Q(group__in=groups_led_by(user)) | Q(organisation__in=served))


def access_meeting(user: object, ward: Ward, pk: int) -> Meeting:
    """One meeting at the desk, or 404."""
    return get_object_or_404(meetings_visible_to(user, ward), pk=pk)


def initiatives(ward: Ward) -> QuerySet[Initiative]:
    """Every initiative of the ward: public by nature."""
    return Initiative.objects.filter(ward=ward).select_related("group")


def elector_of(user: object, decision: Decision) -> Elector | None:
    """For whom ``user`` may speak in ``decision``: the household the account is for or lives in, or the member."""
    if not isinstance(user, User):
        return None
    if decision.organisation_id:
        return _MEMBER.first(user=user.pk, decision=decision.pk)
    at_home = _HOUSEHOLD if user.kind == User.Kind.HOUSEHOLD else _LIVES
    return at_home.first(user=user.pk, decision=decision.pk, ward=user.ward_id)


def _at_home(user: User) -> Q:
    """The condition of an elector whose household ``user`` signs in for or lives in."""
    return _signs_in(user) if user.kind == User.Kind.HOUSEHOLD else _lives(user)


def _signs_in(user: Any) -> Q:
    return Q(household__account=user)


def _lives(user: Any) -> Q:
    return Q(household__members__account=user, household__members__left_on=None)


def _speaking(speaks: Q, **of: Any) -> QuerySet[Elector]:
    return Elector.objects.filter(speaks, **of).select_related("household", "member", "voice__by").order_by("pk")[:1]


_KEYS = {"user": BigIntegerField(), "decision": BigIntegerField()}
_MEMBER = Prepared(lambda user, decision: _speaking(Q(member__account=user), decision=decision), **_KEYS)
_HOUSEHOLD, _LIVES = (
    Prepared(
        lambda user, decision, ward, speaks=speaks: _speaking(speaks(user), decision=decision, household__ward=ward),
        **_KEYS,
        ward=BigIntegerField(),
    )
    for speaks in (_signs_in, _lives)
)


def options_of(decision: Decision) -> list[Option]:
    """What ``decision`` lets choose, in its order."""
    found = _OPTIONS(decision=decision.pk)
    for each in found:
        each.decision = decision
    return found


_OPTIONS = Prepared(lambda decision: Option.objects.filter(decision=decision), decision=BigIntegerField())


def open_for(user: User) -> QuerySet[Elector]:
    """Where ``user`` may speak now: the entries on the rolls of open decisions online, with whether it was heard."""
    mine = Q(member__account=user) | _at_home(user)
    rows = Elector.objects.filter(mine, decision__ward=user.ward, decision__state=State.OPEN)
    return rows.select_related("decision", "voice__by").order_by("decision__closes_at", "pk")


def households_of(group: ResidentialGroup) -> QuerySet[Household]:
    """The households of ``group`` today, in the order of their codes."""
    return Household.objects.filter(group=group, left_on=None).order_by("sort_key", "pk")


def members_of(organisation_id: int, ward: Ward, on: Any) -> QuerySet[Person]:
    """Who works or serves in an organisation on that day."""
    running: QuerySet[Mandate] = mandates_on(ward, on).filter(organisation=organisation_id)
    return Person.objects.filter(ward=ward, pk__in=running.values("person"), left_on=None).order_by("sort_key", "pk")


def not_heard(decision: Decision) -> QuerySet[Elector]:
    """The electors of ``decision`` that were not heard yet in any form."""
    return Elector.objects.filter(decision=decision, voice=None)


def progress(decision: Decision) -> dict[str, int]:
    """How many electors were heard, by form and in all."""
    rows = Voice.objects.filter(decision=decision).values_list("form").annotate(n=CountOf("pk"))
    found = dict.fromkeys(Form.values, 0) | dict(rows)
    return found | {"all": sum(found.values())}


@dataclass(frozen=True)
class Sheets:
    """The counts of a decision as they were written down, and what does not agree in them."""

    counts: dict[tuple[int | None, str], Count]
    faults: tuple[str, ...]


def sheets(decision: Decision) -> Sheets:
    """The sheets in force of each group and form. Papers count only when two people agree."""
    latest: dict[tuple[int | None, str], list[CountSheet]] = {}
    for sheet in decision.sheets.filter(superseded_reason="").select_related("group").order_by("counter"):
        latest.setdefault((sheet.group_id, sheet.form), []).append(sheet)
    counts, faults = {}, []
    for key, held in latest.items():
        where = f"{held[0].get_form_display()}{f', {held[0].group}' if held[0].group else ''}"
        if held[0].form == Form.BALLOT and len(held) == 1:
            faults.append(f"{where}: mới có một người kiểm phiếu, cần người thứ hai kiểm lại.")
        elif len({each.figures for each in held}) > 1:
            faults.append(f"{where}: hai người kiểm phiếu có số khác nhau. Hãy kiểm lại lần nữa.")
        counts[key] = Count(held[0].returned, {int(k): v for k, v in held[0].votes.items()}, held[0].invalid)
    return Sheets(counts, tuple(faults))


def counts(decision: Decision) -> dict[tuple[int | None, str], Count]:
    """What was counted, by group and form: sheets; open ballots, the last of each voice; counters of secret votes."""
    found = dict(sheets(decision).counts)
    heard: dict[tuple[int | None, str], int] = defaultdict(int)
    where: dict[int, tuple[int | None, str]] = {}
    for pk, group, form in Voice.objects.filter(decision=decision).values_list("pk", "elector__group", "form"):
        where[pk] = (group, form)
        heard[group, form] += 1
    votes = _secret_votes(decision) if decision.is_secret else _open_votes(decision, where)
    for key, number in heard.items():
        if key[1] == Form.ONLINE or (key[1] == Form.BALLOT and not decision.is_secret):
            said = votes.get(key, {})
            found[key] = Count(number, {place: each for place, each in said.items() if place}, said.get(0, 0))
    return found


def _open_votes(
    decision: Decision, where: dict[int, tuple[int | None, str]]
) -> dict[tuple[int | None, str], dict[int, int]]:
    last = dict(Ballot.objects.filter(decision=decision).order_by("number").values_list("voice", "choices"))
    votes: dict[tuple[int | None, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for voice, choices in last.items():
        for position in choices or [0]:  # a paper on which nothing valid stands
            votes[where[voice]][position] += 1
    return votes


def _secret_votes(decision: Decision) -> dict[tuple[int | None, str], dict[int, int]]:
    votes: dict[tuple[int | None, str], dict[int, int]] = defaultdict(dict)
    rows = SecretTally.objects.filter(decision=decision).values_list("group", "option__position", "votes")
    for group, position, number in rows:
        votes[group, Form.ONLINE][position] = number
    return votes


def facts(decision: Decision) -> Facts:
    """Everything that the outcome of ``decision`` follows from."""
    counted = counts(decision)
    if decision.organisation_id:
        own = {form: each for (group, form), each in counted.items() if group is None}
        communities = [Community("", decision.base, own)]
    else:
        communities = [
            Community(
                each.group.code,
                each.households,
                {form: count for (group, form), count in counted.items() if group == each.group_id},
            )
            for each in decision.groups.select_related("group")
        ]
    return Facts(
        kind=decision.kind,
        on=law.began_on(decision.rule),
        forms=decision.forms,
        options=dict(decision.options.values_list("position", "answer")),
        communities=communities,
        seats=decision.seats,
        is_ward_wide=decision.is_ward_wide,
        is_inside=decision.organisation_id is not None,
    )


def outcome_now(decision: Decision) -> dict[str, Any]:
    """What the outcome would be if it were closed now."""
    return results.result(facts(decision))


def voice_with_receipt(decision: Decision, receipt_hash: str) -> Voice | None:
    """The voice whose receipt has this hash."""
    return Voice.objects.filter(decision=decision, receipt_hash=receipt_hash).first()


class SecretCounter(NamedTuple):
    """A counter of a secret vote as it stands."""

    pk: int
    group: int | None
    position: int
    votes: int
    seal: str


def tallies_of(decision: Decision) -> list[SecretCounter]:
    """The counters of a secret ``decision``, in an order that nothing which happens to them changes."""
    columns = ("pk", "group_id", "option__position", "votes", "seal")
    return [SecretCounter(*each) for each in rows.read(SecretTally, columns, decision_id=decision.pk)]


def seal_of(decision: Decision, tallies: Iterable[SecretCounter]) -> str:
    """The seal that the counters of ``decision`` must bear."""
    key = salted_hmac("danchu.box", str(decision.pk), secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
    return box.seal(key, decision.pk, {f"{each.group or ''}:{each.position}": each.votes for each in tallies})


def uncounted(decision: Decision) -> dict[tuple[int | None, str], int]:
    """How many were heard, by group and form, where they are counted on sheets: meetings, and secret papers."""
    forms = [Form.MEETING, *([Form.BALLOT] if decision.is_secret else [])]
    rows = decision.voices.filter(form__in=forms).values_list("elector__group", "form").order_by()
    return {(group, form): number for group, form, number in rows.annotate(n=CountOf("pk"))}
