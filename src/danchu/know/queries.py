"""The only doors to disclosures, their postings and the words passed on by group leaders."""

from datetime import date
from typing import Any

import rules
from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from danchu.core.models import StoredFile, Ward
from danchu.core.records.queries import newest_about
from danchu.core.rows import owned_by
from danchu.duties import queries as duties
from danchu.duties.models import Duty
from danchu.duties.states import State as DutyState
from danchu.duties.states import declare_kind
from danchu.know import law
from danchu.know.models import Attachment, Disclosure, DisclosureVersion, Form, Handover, Posting
from danchu.know.states import IN_SIGHT, HandoverState, PostingState, State
from danchu.ward.models import ResidentialGroup
from danchu.ward.queries import groups_led_by

NOTICE = "know.notice"
"""The kind of document that tells of a disclosure on paper."""

KIND = declare_kind("know.disclose", "Công khai")
POST = declare_kind("know.post", "Niêm yết")
TAKE_DOWN = declare_kind("know.take_down", "Gỡ niêm yết")
BROADCAST = declare_kind("know.broadcast", "Phát thanh")
TELL = declare_kind("know.tell", "Thông báo đến tổ")
"""The kinds of duty that a disclosure gives rise to."""


def published(ward: Ward) -> QuerySet[Disclosure]:
    """What everyone may read, newest first."""
    return Disclosure.objects.filter(ward=ward, state__in=IN_SIGHT).select_related("group")


def newest_for(group: ResidentialGroup, most: int) -> tuple[list[Disclosure], list[Disclosure]]:
    """The newest ``most`` of what is published for ``group`` alone, and as many for the whole ward; one question."""
    rows = published(group.ward)
    own, whole = (rows.filter(pk__in=rows.filter(group=each).values("pk")[:most]) for each in (group, None))
    found = sorted(own.order_by().union(whole.order_by(), all=True), key=lambda row: (row.published_at, row.pk))[::-1]
    return [row for row in found if row.group_id], [row for row in found if not row.group_id]


def visible_to(user: object, ward: Ward) -> QuerySet[Disclosure]:
    """What ``user`` may open: what is or was published; those at the desk also drafts."""
    rows = owned_by(Disclosure, ward).select_related("group", "unit", "matter")
    if rules.has_perm("know.see_desk", user, ward):
        return rows
    return rows.filter(published_at__isnull=False)


def access_disclosure(user: object, ward: Ward, pk: int) -> Disclosure:
    """One disclosure, or 404."""
    return get_object_or_404(visible_to(user, ward), pk=pk)


def access_with_first_version(user: object, ward: Ward, pk: int) -> tuple[Disclosure, DisclosureVersion]:
    """The same with its first version, which is what a draft says so far."""
    first = FilteredRelation("versions", condition=Q(versions__number=1))
    rows: QuerySet[Any] = visible_to(user, ward).annotate(first=first)
    found = get_object_or_404(rows.select_related("first"), pk=pk)
    return found, found.first


def access_attachment(user: object, ward: Ward, pk: int) -> Attachment:
    """A document of something ``user`` may read, or 404. Those of a withdrawn content are for the desk only."""
    rows = Attachment.objects.filter(ward=ward).select_related("file", "version__disclosure")
    if not rules.has_perm("know.see_desk", user, ward):
        rows = rows.filter(version__disclosure__state__in=IN_SIGHT, version__published_at__isnull=False)
    return get_object_or_404(rows, pk=pk)


def postings_of(user: object, ward: Ward) -> QuerySet[Posting]:
    """The postings that ``user`` may record: all for the desk, those of the own groups for a group leader."""
    rows = owned_by(Posting, ward).select_related("disclosure", "group")
    if rules.has_perm("know.see_desk", user, ward):
        return rows
    return rows.filter(group__in=groups_led_by(user))


def access_posting(user: object, ward: Ward, pk: int) -> Posting:
    """One posting, or 404."""
    return get_object_or_404(postings_of(user, ward), pk=pk)


def postings_since(ward: Ward, groups: frozenset[int], day: date) -> QuerySet[Posting]:
    """The postings at the community houses of ``groups``: to be put up, hanging, or taken down on ``day`` or later."""
    rows = Posting.objects.filter(ward=ward, group__in=groups).exclude(state=PostingState.CANCELLED)
    rows = rows.exclude(taken_down_on__lt=day).select_related("disclosure", "group")
    return rows.order_by(F("taken_down_on").desc(nulls_first=True), "until", "pk")


def handovers_of(user: object, ward: Ward) -> QuerySet[Handover]:
    """The words that ``user`` passes on as leader of a group."""
    rows = Handover.objects.filter(ward=ward, group__in=groups_led_by(user))
    return rows.select_related("disclosure", "group", "ward")


def access_handover(user: object, ward: Ward, pk: int) -> Handover:
    """One word to pass on, or 404."""
    return get_object_or_404(handovers_of(user, ward), pk=pk)


def access_form(user: object, ward: Ward, pk: int) -> Form:
    """One form of a disclosure that ``user`` may open, or 404."""
    rows = Form.objects.filter(ward=ward, disclosure__in=visible_to(user, ward).values("pk"))
    return get_object_or_404(rows.select_related("disclosure", "ward"), pk=pk)


def late(rows: QuerySet[Disclosure], on: date) -> QuerySet[Disclosure]:
    """Published after the last day, or not yet published though it is over."""
    return rows.filter(Q(published_on__gt=F("due_on")) | Q(state=State.DRAFT, due_on__lt=on))


def on_time(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    return rows.filter(published_on__lte=F("due_on"))


def period_over(ward: Ward, on: date) -> QuerySet[Disclosure]:
    """Published, with a period that ended before ``on``."""
    return Disclosure.objects.filter(ward=ward, state=State.PUBLISHED, to_day__lt=on)


def disclosing_duties(ward: Ward) -> QuerySet[Duty]:
    """The duties to disclose something."""
    return duties.of_ward(ward).filter(kind=KIND)


def obligations(ward: Ward) -> QuerySet[Duty]:
    """What the ward had or has to disclose, the latest day first, each with the disclosure that answers it
    (``answered_by``, none while it is not public)."""
    answers = Disclosure.objects.filter(ward=ward, duty=OuterRef("pk"), published_at__isnull=False)
    rows = disclosing_duties(ward).exclude(state=DutyState.CANCELLED)
    return rows.annotate(answered_by=Subquery(answers.values("pk")[:1])).order_by("-due_on", "-pk")


def duty_key(obligation: str) -> str:
    """The key of the duty that a recurring disclosure of the law's list gives rise to."""
    return f"know:year:{obligation}"


def planned_address(obligation: str) -> str:
    """Where the disclosure that a recurring duty asks for is written."""
    return f"{reverse('know:new')}?{urlencode({'nhiem-vu': duty_key(obligation)})}"


def is_planned(ward: Ward, year: int) -> bool:
    """Whether every recurring disclosure that falls due in ``year`` is a duty already."""
    keys = {duty_key(each.key) for each in law.due_in(year)}
    return duties.of_ward(ward).filter(key__in=keys).count() == len(keys)


def newest_version(disclosure: Disclosure) -> DisclosureVersion:
    """What ``disclosure`` says now."""
    return disclosure.versions.all()[0]


def with_progress(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Each with how many places have posted it and how many group leaders have told it, of how many."""
    hanging = Q(state__in=[PostingState.POSTED, PostingState.TAKEN_DOWN])
    postings = Posting.objects.exclude(state=PostingState.CANCELLED)
    handovers = Handover.objects.exclude(state=HandoverState.CANCELLED)
    return rows.annotate(
        places=_count_of(postings),
        posted=_count_of(postings.filter(hanging)),
        leaders=_count_of(handovers),
        told=_count_of(handovers.filter(state=HandoverState.DONE)),
    )


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.filter(disclosure=OuterRef("pk")).order_by().values("disclosure").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def attachments(disclosure: Disclosure) -> dict[int, list[Attachment]]:
    """The documents of every version, by the version's id."""
    found: dict[int, list[Attachment]] = {}
    rows = Attachment.objects.filter(ward=disclosure.ward_id, version__disclosure=disclosure).select_related("file")
    for each in rows:
        found.setdefault(each.version_id, []).append(each)
    return found


def places(disclosure: Disclosure) -> QuerySet[Posting]:
    """Where it is posted, the office first, then by group."""
    rows = disclosure.postings.exclude(state=PostingState.CANCELLED).select_related("group")
    return rows.order_by(F("group__sort_key").asc(nulls_first=True))


def handovers(disclosure: Disclosure) -> QuerySet[Handover]:
    """The words of the group leaders, by group."""
    return disclosure.handovers.select_related("group", "told_by").order_by("group__sort_key")


def open_duty_named(user: object, ward: Ward, key: str) -> Duty | None:
    """The duty that a new disclosure answers, when ``user`` may answer it."""
    if not key or not rules.has_perm("know.manage", user, ward):
        return None
    duty = duties.open_with_key(ward, key)
    return duty if duty is not None and duty.kind == KIND else None


def access_published(ward: Ward, pk: int) -> Disclosure:
    """One disclosure that was made public, with its progress, or 404. A draft does not exist here, for staff neither:
    this page may be kept and given to anyone."""
    rows = Disclosure.objects.filter(ward=ward, published_at__isnull=False).select_related("group", "unit", "matter")
    return get_object_or_404(with_progress(rows), pk=pk)


def access_at_desk(user: object, ward: Ward, pk: int) -> Disclosure:
    """One disclosure with its progress and its newest notice, or 404."""
    rows = with_progress(visible_to(user, ward)).annotate(notice=newest_about(NOTICE))
    return get_object_or_404(rows, pk=pk)


def files_of(version: DisclosureVersion) -> list[StoredFile]:
    """The documents of one version."""
    return [each.file for each in Attachment.objects.filter(version=version).select_related("file")]
