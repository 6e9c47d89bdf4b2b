"""Agencies, units and organisations: entered, corrected, closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.lib import clock
from danchu.lib.vntext import clean
from danchu.ward.actions.mandates import end_with_place
from danchu.ward.models import Organisation
from danchu.ward.states import OrganisationKind

CLAUSE = "1.2.a"


@dataclass(frozen=True)
class OrganisationData:
    """What an officer fills in."""

    kind: str
    code: str
    name: str
    abbreviation: str = ""
    headcount: int = 0
    address: str = ""
    phone: str = ""
    email: str = ""
    is_unit: bool = False


@official(label="Thêm cơ quan, tổ chức", clause=CLAUSE, policy="ward.change_organisations")
def open_organisation(*, ward: Ward, data: OrganisationData, by: Actor, at: datetime) -> Done[Organisation]:
    """Enter an organisation. Raises ``Refused`` when name or code is empty, or the code taken."""
    return _filled(Organisation(ward=ward), data)


@official(label="Sửa cơ quan, tổ chức", clause=CLAUSE, policy="ward.change_organisations")
def change_organisation(
    *, organisation: Organisation, data: OrganisationData, by: Actor, at: datetime
) -> Done[Organisation]:
    """Correct what is said of an organisation. Raises ``Refused`` as ``open_organisation`` does."""
    return _filled(organisation, data)


@official(label="Ghi nhận đơn vị ngừng hoạt động", clause=CLAUSE, policy="ward.change_organisations")
def retire_organisation(*, organisation: Organisation, retired_on: date, by: Actor, at: datetime) -> Done[Organisation]:
    """The organisation is no more from ``retired_on``; the offices in it end that day."""
    if organisation.retired_on is not None:
        refuse_if([Objection("Đã ghi nhận đơn vị này ngừng hoạt động.")])
    if retired_on > clock.local_day(at):
        refuse_if([Objection("Ngày này ở tương lai. Hãy ghi nhận khi đã đến ngày.", "retired_on")])
    for mandate in organisation.mandates.filter(Q(ended_on=None) | Q(ended_on__gt=retired_on)):
        end_with_place(mandate=mandate, ended_on=retired_on, by=by, at=at)
    organisation.retired_on = retired_on
    return Done(organisation)


def _filled(organisation: Organisation, data: OrganisationData) -> Done[Organisation]:
    organisation.kind, organisation.headcount, organisation.is_unit = data.kind, data.headcount, data.is_unit
    organisation.code, organisation.name = clean(data.code), clean(data.name)
    organisation.abbreviation, organisation.address = clean(data.abbreviation), clean(data.address)
    organisation.phone, organisation.email = clean(data.phone), data.email
    refuse_if(_faults(organisation))
    return Done(organisation)


def _faults(organisation: Organisation) -> Iterator[Objection]:
    others = Organisation.objects.filter(ward=organisation.ward).exclude(pk=organisation.pk)
    if organisation.kind not in OrganisationKind.values:
        yield Objection("Hãy chọn loại trong danh mục.", "kind")
    if not organisation.name:
        yield Objection("Hãy ghi tên.", "name")
    if not organisation.code:
        yield Objection("Hãy ghi mã.", "code")
    elif others.filter(code=organisation.code).exists():
        yield Objection("Mã này đã dùng cho đơn vị khác. Hãy ghi mã khác.", "code")
