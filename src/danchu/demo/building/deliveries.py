"""The documents of the year, sent to those they concern: most opened and acknowledged, some not yet."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from danchu.core.models import OfficialDocument, User
from danchu.core.records.states import DocumentState
from danchu.demo.building import hours
from danchu.demo.building.discuss import OFFICER
from danchu.demo.building.year import Year
from danchu.lib import clock
from danchu.ward.actions.deliveries import acknowledge_delivery, deliver_document, open_delivery
from danchu.ward.models import Delivery, Mandate
from danchu.ward.queries import groups, organisations
from danchu.ward.queries_deliveries import RECEIVING, of_document
from danchu.ward.states import Office

_UNITS, _GROUPS = 6, 4
_OPENED, _ACKNOWLEDGED = 0.9, 0.9
type Readers = dict[tuple[int | None, int | None], User]


def build(year: Year) -> None:
    """Once a week, send what was issued since; who receives opens it within days."""
    for week in range((year.until - year.began).days // 7 + 1):
        year.plan_at_work(clock.moment_on(year.began + timedelta(weeks=week), 16), partial(_send_new, year))


def _send_new(year: Year, at: datetime) -> None:
    gone = Delivery.objects.filter(ward=year.ward).values("document")
    issued = OfficialDocument.objects.filter(ward=year.ward, state=DocumentState.ISSUED).exclude(pk__in=gone)
    readers: Readers = {}
    for document in issued.order_by("pk"):
        readers = readers or _readers(year)
        _send(year, document, readers, at)


def _send(year: Year, document: OfficialDocument, readers: Readers, at: datetime) -> None:
    rng = year.rng(f"deliveries.{document.symbol}")
    units, places = list(organisations(year.ward)), list(groups(year.ward))
    deliver_document(
        document=document,
        organisations=rng.sample(units, min(_UNITS, len(units))),
        groups=rng.sample(places, min(_GROUPS, len(places))),
        by=year.account(OFFICER),
        at=at,
    )
    for delivery in of_document(document):
        reader = readers.get((delivery.organisation_id, delivery.group_id))
        if reader is not None and rng.random() < _OPENED:
            act = acknowledge_delivery if rng.random() < _ACKNOWLEDGED else open_delivery
            moment = hours.on_day(clock.local_day(at) + timedelta(days=rng.randrange(1, 5)), rng)
            year.plan(moment, partial(_read, act, delivery, reader))


def _read(act: Callable[..., Delivery], delivery: Delivery, reader: User, at: datetime) -> None:
    act(delivery=delivery, by=reader, at=at)


def _readers(year: Year) -> Readers:
    """An account that receives for each organisation and group that has one."""
    held = Mandate.objects.filter(ward=year.ward, ended_on=None, person__account__isnull=False)
    held = held.filter(office__in=[*RECEIVING, Office.GROUP_LEADER]).select_related("person__account")
    found = ((each.organisation_id, each.group_id, each.person.account) for each in held.order_by("pk"))
    return {(organisation, group): account for organisation, group, account in found if account}
