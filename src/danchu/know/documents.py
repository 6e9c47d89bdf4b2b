"""The official documents of the room: notice of disclosure, minutes of posting and of taking down (Điều 13)."""

from typing import Any

import rules
from django.urls import reverse

from danchu.core.models import OfficialDocument
from danchu.core.records import kinds
from danchu.core.records.source import Markup
from danchu.core.records.states import DocumentState
from danchu.core.sites import full_address
from danchu.know import law, queries
from danchu.know.models import Disclosure, Posting
from danchu.know.states import PostingState
from danchu.ward import queries as ward

POSTING_MINUTES, TAKING_DOWN_MINUTES = "know.posting-minutes", "know.taking-down-minutes"


def _notice(disclosure: Disclosure) -> dict[str, Any]:
    version = disclosure.versions.order_by("-number")[0]
    return {
        **_about(disclosure),
        "body": Markup(version.body),
        "documents": [each.file.name for each in version.attachments.select_related("file")],
        "forms": [form.label for form in disclosure.forms.all()],
        "address": full_address(disclosure.ward, disclosure.get_absolute_url()),
    }


def _minutes(posting: Posting) -> dict[str, Any]:
    disclosure = posting.disclosure
    day = posting.taken_down_on or posting.posted_on
    leader = ward.leaders_of(posting.group, day).first() if posting.group and day else None
    asked = next((each for each in disclosure.rule["requirements"] if each["form"] == law.POSTING), None)
    return {
        **_about(disclosure),
        "notice": _number_of_notice(disclosure),
        "place": posting.place,
        "group": posting.group.name if posting.group else "",
        "leader": leader.person.full_name if leader else "",
        "leader_office": leader.get_office_display().removesuffix(" tổ dân phố") if leader else "",
        "posted_on": posting.posted_on,
        "until": posting.until,
        "taken_down_on": posting.taken_down_on,
        "early_reason": posting.early_reason,
        "least_days": asked["min_days"] if asked else 0,
        "basis": asked["citation"] if asked else disclosure.rule["citation"],
        "witnesses": [each.strip() for each in posting.witnesses.split(";") if each.strip()],
        "posted_photo": posting.posted_photo.name if posting.posted_photo else "",
        "taken_down_photo": posting.taken_down_photo.name if posting.taken_down_photo else "",
    }


def _about(disclosure: Disclosure) -> dict[str, Any]:
    return {
        "ward": disclosure.ward.name,
        "title": disclosure.title,
        "item_number": disclosure.rule["number"],
        "item": disclosure.rule["item"],
        "citation": disclosure.rule["citation"],
        "document_number": disclosure.document_number,
        "decided_on": disclosure.decided_on,
        "from_day": disclosure.from_day,
        "to_day": disclosure.to_day,
        "scope": disclosure.group.name if disclosure.group else f"Toàn {disclosure.ward.name}",
        "unit": disclosure.unit.name if disclosure.unit else "",
    }


def _number_of_notice(disclosure: Disclosure) -> str:
    issued = OfficialDocument.objects.filter(
        ward=disclosure.ward_id, target_type="know.disclosure", target_id=disclosure.pk, state=DocumentState.ISSUED
    )
    return issued.filter(kind=queries.NOTICE).values_list("symbol", flat=True).first() or ""


def _page_of(user: object, disclosure: Disclosure) -> str:
    """The desk for those who work or oversee there; the public page for those who only see papers."""
    if rules.has_perm("know.see_desk", user, disclosure.ward):
        return reverse("know:desk-disclosure", args=[disclosure.pk])
    return disclosure.get_absolute_url()


def _page_of_posting(user: object, posting: Posting) -> str:
    if ward.groups_led_by(user):
        return reverse("know:handovers")
    if rules.has_perm("know.see_desk", user, posting.ward):
        return reverse("know:progress", args=[posting.disclosure_id])
    return reverse("know:places", args=[posting.disclosure_id])


kinds.declare(
    queries.NOTICE,
    letters="TB",
    label="thông báo công khai",
    template="know/papers/notice.txt",
    target="know.disclosure",
    policy="know.manage",
    access=queries.access_disclosure,
    variables=_notice,
    address=_page_of,
    fits=lambda disclosure: disclosure.in_sight,
    signers=ward.committee_signers,
    is_public=True,
)
kinds.declare(
    POSTING_MINUTES,
    letters="BB",
    label="biên bản niêm yết",
    template="know/papers/posting_minutes.txt",
    target="know.posting",
    policy="know.post",
    access=queries.access_posting,
    variables=_minutes,
    address=_page_of_posting,
    fits=lambda posting: posting.posted_on is not None,
)
kinds.declare(
    TAKING_DOWN_MINUTES,
    letters="BB",
    label="biên bản gỡ niêm yết",
    template="know/papers/taking_down_minutes.txt",
    target="know.posting",
    policy="know.post",
    access=queries.access_posting,
    variables=_minutes,
    address=_page_of_posting,
    fits=lambda posting: posting.state == PostingState.TAKEN_DOWN,
)
