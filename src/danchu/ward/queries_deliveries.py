"""The only doors to where documents went."""

from collections.abc import Iterable

import rules
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from danchu.core.models import OfficialDocument, Ward
from danchu.core.records import queries as documents
from danchu.core.records.states import DocumentState
from danchu.lib.vntext import fold
from danchu.ward.models import Delivery, Organisation
from danchu.ward.queries import groups_led_by, offices_held
from danchu.ward.states import Office

RECEIVING = (Office.ORGANISATION_HEAD, Office.ASSIGNED_OFFICER, Office.CIVIL_SERVANT)
"""Who reads for an organisation what was sent to it."""


def served_by(user: object) -> frozenset[int]:
    """The ids of the organisations for which ``user`` receives documents today."""
    held = offices_held(user)
    return frozenset(each.organisation_id for each in held if each.office in RECEIVING and each.organisation_id)


def incoming(user: object, ward: Ward) -> QuerySet[Delivery]:
    """What was sent to the organisations and groups for which ``user`` receives, the latest first."""
    here = Q(organisation__in=served_by(user)) | Q(group__in=groups_led_by(user))
    rows = Delivery.objects.filter(here, ward=ward)
    return rows.select_related("document", "organisation", "group", "acknowledged_by").order_by("-sent_at", "-pk")


def access_incoming(user: object, ward: Ward, pk: int) -> Delivery:
    """One of them, or 404."""
    return get_object_or_404(incoming(user, ward), pk=pk)


def sent(user: object, ward: Ward) -> QuerySet[Delivery]:
    """What was sent to anyone, of the documents that ``user`` may open, the latest first."""
    rows = Delivery.objects.filter(document__in=documents.visible_to(user, ward).values("pk"))
    return rows.select_related("document", "organisation", "group", "acknowledged_by").order_by("-sent_at", "-pk")


def access_issued(user: object, ward: Ward, pk: int) -> OfficialDocument:
    """A document in force that ``user`` may send, or 404."""
    document = get_object_or_404(documents.visible_to(user, ward), pk=pk, state=DocumentState.ISSUED)
    if not rules.has_perm("ward.deliver", user, document):
        raise Http404("not yours to send")
    return document


def of_document(document: OfficialDocument) -> QuerySet[Delivery]:
    """Where ``document`` went."""
    rows = Delivery.objects.filter(document=document)
    return rows.select_related("organisation", "group", "acknowledged_by")


def named_in(document: OfficialDocument, organisations: Iterable[Organisation]) -> list[int]:
    """The keys of those of ``organisations`` that ``document`` itself names as its recipients."""
    lines = [fold(each.name) for each in document.recipients.all()]

    def is_named(*names: str) -> bool:
        wanted = [fold(name) for name in names if name]
        return any(name in line for name in wanted for line in lines)

    return [each.pk for each in organisations if is_named(each.name, each.abbreviation)]
