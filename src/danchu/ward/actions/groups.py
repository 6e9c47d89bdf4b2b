"""Residential groups: opened, corrected, dissolved or merged."""

from collections.abc import Iterator
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
from danchu.ward.models import ResidentialGroup

CLAUSE = "1.1"


@official(label="Lập tổ dân phố", clause=CLAUSE, policy="ward.change_groups")
def open_group(
    *, ward: Ward, name: str, code: str, community_house: str = "", by: Actor, at: datetime
) -> Done[ResidentialGroup]:
    """A new group. Raises ``Refused`` when its name or code is empty or taken."""
    return _filled(ResidentialGroup(ward=ward), name, code, community_house)


@official(label="Sửa tổ dân phố", clause=CLAUSE, policy="ward.change_groups")
def change_group(
    *, group: ResidentialGroup, name: str, code: str, community_house: str = "", by: Actor, at: datetime
) -> Done[ResidentialGroup]:
    """Correct what is said of a group. Raises ``Refused`` when its name or code is empty or taken."""
    return _filled(group, name, code, community_house)


@official(label="Giải thể, sáp nhập tổ dân phố", clause=CLAUSE, policy="ward.change_groups")
def retire_group(
    *, group: ResidentialGroup, retired_on: date, into: ResidentialGroup | None = None, by: Actor, at: datetime
) -> Done[ResidentialGroup]:
    """The group is no more from ``retired_on``: its households go over to ``into``, its offices end that day.

    Raises ``Refused`` while households live in it and ``into`` is not named.
    """
    households = group.households.filter(left_on=None)
    refuse_if(_retirement_faults(group, retired_on, into, clock.local_day(at)))
    if into is not None:
        households.update(group=into)
    for mandate in group.mandates.filter(Q(ended_on=None) | Q(ended_on__gt=retired_on)):
        end_with_place(mandate=mandate, ended_on=retired_on, by=by, at=at)
    group.retired_on = retired_on
    return Done(group, public=True)


def _filled(group: ResidentialGroup, name: str, code: str, community_house: str) -> Done[ResidentialGroup]:
    group.name, group.code, group.community_house = clean(name), clean(code), clean(community_house)
    refuse_if(_faults(group))
    return Done(group, public=True)


def _faults(group: ResidentialGroup) -> Iterator[Objection]:
    others = ResidentialGroup.objects.filter(ward=group.ward).exclude(pk=group.pk)
    if not group.name:
        yield Objection("Hãy ghi tên tổ.", "name")
    elif others.filter(name=group.name).exists():
        yield Objection("Đã có tổ mang tên này. Hãy ghi tên khác, hoặc sửa tổ đã có.", "name")
    if not group.code:
        yield Objection("Hãy ghi mã tổ.", "code")
    elif others.filter(code=group.code).exists():
        yield Objection("Mã này đã dùng cho tổ khác. Hãy ghi mã khác.", "code")


def _retirement_faults(
    group: ResidentialGroup, retired_on: date, into: ResidentialGroup | None, today: date
) -> Iterator[Objection]:
    if group.retired_on is not None:
        yield Objection("Tổ này đã được ghi nhận giải thể, sáp nhập.")
    if retired_on > today:
        yield Objection("Ngày này ở tương lai. Hãy ghi nhận khi đã đến ngày.", "retired_on")
    if into is None and group.households.filter(left_on=None).exists():
        yield Objection("Tổ này còn hộ. Hãy chọn tổ mà các hộ chuyển sang.", "into")
    if into is not None and (into.pk == group.pk or into.ward_id != group.ward_id or into.retired_on is not None):
        yield Objection("Hãy chọn một tổ khác đang hoạt động.", "into")
