"""Sending an issued document to those it names as recipients, and their word that it arrived."""

from collections.abc import Iterable
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.models import OfficialDocument, User
from danchu.core.official import official
from danchu.core.records.states import DocumentState
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.ward.models import Delivery, Organisation, ResidentialGroup

CLAUSE = "noi-nhan"


@official(label="Gửi văn bản đến nơi nhận", clause=CLAUSE, policy="ward.deliver")
def deliver_document(
    *,
    document: OfficialDocument,
    organisations: Iterable[Organisation] = (),
    groups: Iterable[ResidentialGroup] = (),
    by: Actor,
    at: datetime,
) -> OfficialDocument:
    """Send ``document`` to ``organisations`` and ``groups``; to whom it went before, it does not go again.

    Raises ``Refused`` for one that is not issued, and for nobody.
    """
    if document.state != DocumentState.ISSUED:
        raise Refused("Chỉ gửi được văn bản đã ban hành và còn hiệu lực.")
    to = [*((each, None) for each in organisations), *((None, each) for each in groups)]
    refuse_if([] if to else [Objection("Hãy chọn ít nhất một nơi nhận.", "organisations")])
    known = set(Delivery.objects.filter(document=document).values_list("organisation", "group"))
    Delivery.objects.bulk_create(
        Delivery(ward_id=document.ward_id, document=document, organisation=organisation, group=group, sent_at=at)
        for organisation, group in to
        if (organisation.pk if organisation else None, group.pk if group else None) not in known
    )
    return document


@official(label="Xem văn bản đến", clause=CLAUSE, policy="ward.receive")
def open_delivery(*, delivery: Delivery, by: User, at: datetime) -> Delivery:
    """Note that ``delivery`` was opened where it went; the first time counts."""
    if delivery.opened_at is None:
        delivery.opened_at = at
        delivery.save()
    return delivery


@official(label="Xác nhận đã nhận văn bản", clause=CLAUSE, policy="ward.receive")
def acknowledge_delivery(*, delivery: Delivery, by: User, at: datetime) -> Delivery:
    """Say for the organisation or group that the document has arrived. Raises ``Refused`` when it was said before."""
    if delivery.acknowledged_at is not None:
        raise Refused("Nơi nhận này đã xác nhận rồi.")
    delivery.opened_at = delivery.opened_at or at
    delivery.acknowledged_at, delivery.acknowledged_by = at, by
    delivery.save()
    return delivery
