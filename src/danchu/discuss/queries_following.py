"""Reading what follows a decision: duties, papers, words for the public, codes in force. Part of ``queries``."""

from datetime import date

import rules
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from danchu.core.models import OfficialDocument, Ward
from danchu.core.records.states import DocumentState
from danchu.discuss import queries
from danchu.discuss.models import Decision, DecisionGroup, FollowUp, Option, Release, Telling, VillageCode
from danchu.discuss.states import NEW_ELECTION, Answer, Form, Recognition, State
from danchu.duties.models import Duty
from danchu.duties.queries import name_of
from danchu.duties.states import State as DutyState
from danchu.know import queries as know
from danchu.know.models import Disclosure
from danchu.lib import clock
from danchu.lib.vntext import vn_number
from danchu.ward.models import Mandate, Person, ResidentialGroup
from danchu.ward.queries import groups_led_by, mandates_on
from danchu.ward.states import Office
from statute.decisions import COMMITTEE

ELECTED_OFFICES = (Office.GROUP_LEADER, Office.INSPECTION_BOARD_MEMBER, Office.INVESTMENT_BOARD_MEMBER)
"""Offices that the People give and take (khoản 4, 5 Điều 15)."""


def only_group(decision: Decision) -> ResidentialGroup | None:
    """The group whose matter it is; none where several are asked, or an organisation."""
    if decision.is_ward_wide:
        return None
    groups = [each.group for each in decision.groups.select_related("group")[:2]]
    return groups[0] if len(groups) == 1 else None


def follow_up_of(decision: Decision) -> FollowUp:
    """What follows ``decision``; not saved yet where it was closed before this was kept."""
    try:
        return decision.follow_up
    except FollowUp.DoesNotExist:
        return FollowUp(ward=decision.ward, decision=decision)


def tellings_of(decision: Decision) -> QuerySet[Telling]:
    """How its households were told the result."""
    return Telling.objects.filter(decision=decision).select_related("group")


def access_told_group(decision: Decision, group: int) -> ResidentialGroup:
    """One of its groups, whose households can be told the result; or 404."""
    rows = DecisionGroup.objects.filter(decision=decision, decision__state=State.CLOSED).select_related("group")
    return get_object_or_404(rows, group=group).group


def public_papers_of(decision: Decision) -> list[OfficialDocument]:
    """The documents in force that state what was decided and that everyone may read."""
    rows = OfficialDocument.objects.filter(
        ward=decision.ward, target_type=decision._meta.label_lower, target_id=decision.pk, is_public=True
    )
    return list(rows.filter(state=DocumentState.ISSUED).select_related("ward").order_by("issued_on", "pk"))


def awaits_recognition(decision: Decision) -> bool:
    """Whether it was passed and the competent body has not answered yet."""
    return bool(decision.passed) and decision.recognition == Recognition.WAITING


def elections_due_in(group: ResidentialGroup) -> QuerySet[Duty]:
    """The open duties to elect a leader of ``group`` anew after one was released."""
    released = Decision.objects.filter(ward=group.ward_id, release__isnull=False, groups__group=group)
    names = [name_of(each) for each in released]
    return Duty.objects.filter(ward=group.ward_id, kind=NEW_ELECTION, about__in=names, state=DutyState.OPEN)


def awaits_day_in_force(decision: Decision) -> bool:
    """Whether it was passed and the ward's Committee has not said yet from when it is in force."""
    return (
        bool(decision.passed)
        and decision.organisation_id is None
        and decision.rule.get("in_force") == COMMITTEE
        and follow_up_of(decision).in_force_on is None
    )


def in_force_on(decision: Decision) -> date | None:
    """From when what was decided is in force: None where it is not, or not yet."""
    if not decision.passed or decision.closed_at is None:
        return None
    match decision.rule.get("in_force"):
        case "recognition" if decision.organisation_id is None:
            return decision.recognised_on if decision.recognition == Recognition.RECOGNISED else None
        case "committee" if decision.organisation_id is None:
            return follow_up_of(decision).in_force_on
    return clock.local_day(decision.closed_at)


def too_few_came_before(decision: Decision) -> bool:
    """Whether an earlier meeting about the same matter was held to which too few came to reach the majority."""
    earlier = Decision.objects.filter(
        matter=decision.matter_id, kind=decision.kind, state=State.CLOSED, by_meeting=True
    ).exclude(pk=decision.pk)
    return any(each.outcome.get("took_part", 0) < each.rule["needed"] for each in earlier)


def release_of(decision: Decision) -> Release | None:
    """Whose office it is to end, if any."""
    return getattr(decision, "release", None)


def who(decision: Decision) -> str:
    """What electors are called: households, or the people of an organisation."""
    return "người" if decision.organisation_id else "hộ"


def result_in_words(decision: Decision) -> str:
    """The result for everyone to read, in the markup of documents: what, how many, by form and by option."""
    found, unit = decision.outcome, who(decision)
    said = "được thông qua" if decision.passed else "không được thông qua"
    lines = [f"**{decision.title}** {said}.", "", decision.proposal, "", found.get("reason", ""), ""]
    lines += [f"| Phương án | Số {unit} |", "|---|---:|"]
    lines += [
        f"| {each.text} | {vn_number(found.get('votes', {}).get(str(each.position), 0))} |"
        for each in decision.options.all()
    ]
    lines += ["", f"| Hình thức | Số {unit} tham gia | Không hợp lệ |", "|---|---:|---:|"]
    lines += [
        f"| {Form(form).label} | {vn_number(each['took_part'])} | {vn_number(each['invalid'])} |"
        for form, each in found.get("forms", {}).items()
    ]
    if decision.bundle_digest:
        lines += ["", f"Mã băm của bộ dữ liệu kết quả: {decision.bundle_digest}"]
    return "\n".join(lines)


def elected_people(decision: Decision) -> list[tuple[int, str, Person | None]]:
    """Who was elected: place on the ballot, name, and the person where that is known for certain."""
    chosen = decision.options.filter(position__in=decision.outcome.get("elected", []), answer=Answer.CANDIDATE)
    return [
        (each.position, each.text, each.person or _named(decision, each.text))
        for each in chosen.select_related("person")
    ]


def _named(decision: Decision, name: str) -> Person | None:
    """The one person of that name in the scope; none where there are several or nobody."""
    rows = Person.objects.filter(ward=decision.ward, full_name=name, left_on=None)
    if group := only_group(decision):
        rows = rows.filter(household__group=group)
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def codes(ward: Ward) -> QuerySet[VillageCode]:
    """The codes that were adopted and recognised, in force or not any more."""
    return VillageCode.objects.filter(ward=ward, in_force_on__isnull=False).select_related("group", "decision")


def access_code(ward: Ward, pk: int) -> VillageCode:
    """One code in force, or 404."""
    return get_object_or_404(codes(ward), pk=pk)


def code_of(decision: Decision) -> VillageCode | None:
    """The code that ``decision`` is about, with the posting of its draft."""
    return VillageCode.objects.select_related("disclosure", "group").filter(decision=decision).first()


def closed(ward: Ward, on: date) -> QuerySet[Decision]:
    """What communities have decided by that day, whatever came out."""
    return Decision.objects.filter(ward=ward, state=State.CLOSED, closed_at__date__lte=on)


def households_today(group: ResidentialGroup) -> int:
    """How many households there are in ``group`` today."""
    return queries.households_of(group).count()


_WITH_MANAGED = ("ward", "matter__unit", "organisation", "follow_up__disclosure", "release__mandate__person")


def access_conducted(user: object, ward: Ward, pk: int) -> Decision:
    """One decision that ``user`` counts, closes and follows up, or 404."""
    return get_object_or_404(queries.managed_by(user, ward).select_related(*_WITH_MANAGED), pk=pk)


def access_conducted_with_options(user: object, ward: Ward, pk: int) -> tuple[Decision, list[Option]]:
    """The same with what the decision lets choose."""
    return queries.with_options(queries.managed_by(user, ward), pk, *_WITH_MANAGED)


def people_named(decision: Decision, name: str) -> QuerySet[Person]:
    """Everyone of that name on the roll of the ward."""
    return Person.objects.filter(ward=decision.ward, full_name=name, left_on=None).select_related("household")


def followed_by(user: object, ward: Ward) -> QuerySet[Decision]:
    """What ``user`` closes or has closed: open and closed decisions, those still open first."""
    rows = queries.managed_by(user, ward).filter(state__in=[State.OPEN, State.CLOSED]).select_related("follow_up")
    return rows.order_by("-state", "-closed_at", "-pk")


def releasable(user: object, ward: Ward, on: date) -> QuerySet[Mandate]:
    """Who holds an office that the People give and may be released from, where ``user`` prepares decisions."""
    rows = mandates_on(ward, on).filter(office__in=ELECTED_OFFICES).select_related("person", "group")
    if rules.has_perm("discuss.recognise", user, ward):
        return rows.order_by("group__sort_key", "person__sort_key")
    return rows.filter(group__in=groups_led_by(user))


def disclosures(ward: Ward) -> QuerySet[Disclosure]:
    """What the ward discloses and a draft may hang as."""
    return know.published(ward)


def access_code_to_review(user: object, ward: Ward, pk: int) -> VillageCode:
    """One code that ``user`` may review, or 404."""
    found = access_code(ward, pk)
    if not rules.has_perm("discuss.review_code", user, found):
        raise Http404("not a code of theirs")
    return found
