"""The documents of the year, sent to those they concern: most opened and acknowledged, some not yet."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from danchu.core.models import OfficialDocument, User
from danchu.core.records.states import DocumentState
from danchu.demo.building.year import Year
from danchu.ward.actions.deliveries import acknowledge_delivery, deliver_document, open_delivery
from danchu.ward.models import Delivery, Mandate
from danchu.ward.queries import groups, organisations
from danchu.ward.queries_deliveries import RECEIVING, of_document
from danchu.ward.states import Office

_UNITS, _GROUPS = 6, 4
_OPENED, _ACKNOWLEDGED = 0.9, 0.9
type Readers = dict[tuple[int | None, int | None], User]


def build(year: Year) -> None:
    """Send each document two hours after it was made; who receives opens it within days."""
    rng = year.rng("deliveries")
    units, places, readers = list(organisations(year.ward)), list(groups(year.ward)), _readers(year)
    for document in OfficialDocument.objects.filter(ward=year.ward, state=DocumentState.ISSUED).order_by("pk"):
        to = {
            "organisations": rng.sample(units, min(_UNITS, len(units))),
            "groups": rng.sample(places, min(_GROUPS, len(places))),
        }
        year.plan(document.prepared_at + timedelta(hours=2), partial(_send, year, document, to, readers))


def _send(year: Year, document: OfficialDocument, to: dict[str, list[Any]], readers: Readers, at: datetime) -> None:
    rng = year.rng(f"deliveries.{document.pk}")
    deliver_document(document=document, **to, by=document.prepared_by, at=at)
    for delivery in of_document(document):
        reader = readers.get((delivery.organisation_id, delivery.group_id))
        if reader is not None and rng.random() < _OPENED:
            act = acknowledge_delivery if rng.random() < _ACKNOWLEDGED else open_delivery
            opened = at + timedelta(hours=rng.randrange(1, 120))
            year.plan(opened, partial(_read, act, delivery, reader))


def _read(act: Callable[..., Delivery], delivery: Delivery, reader: User, at: datetime) -> None:
    act(delivery=delivery, by=reader, at=at)


def _readers(year: Year) -> Readers:
    """An account that receives for each organisation and group that has one."""
    held = Mandate.objects.filter(ward=year.ward, ended_on=None, person__account__isnull=False)
    held = held.filter(office__in=[*RECEIVING, Office.GROUP_LEADER]).select_related("person__account")
    found = ((each.organisation_id, each.group_id, each.person.account) for each in held.order_by("pk"))
    return {(organisation, group): account for organisation, group, account in found if account}
