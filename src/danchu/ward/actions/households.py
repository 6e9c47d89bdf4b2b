"""Households: entered, split off, corrected, moved within the ward, gone and back."""

from collections.abc import Iterator
from datetime import date, datetime

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.lib import clock
from danchu.lib.vntext import clean
from danchu.ward.actions.people import CLAUSE, PersonData, add_member, move_person
from danchu.ward.households import close
from danchu.ward.models import Household, Mandate, Person, ResidentialGroup
from danchu.ward.queries import lives_with_others, running
from danchu.ward.states import Departure


@official(label="Thêm hộ", clause=CLAUSE, policy="ward.change_roll", personal=("head", "address"))
def open_household(
    *, group: ResidentialGroup, code: str, address: str, head: PersonData, by: Actor, at: datetime
) -> Done[Household]:
    """A new household of ``group`` with its head. Raises ``Refused`` when the code is empty or taken, or the head's
    data cannot be right."""
    household = _begun(group, code, address)
    add_member(household=household, data=head, by=by, at=at)
    household.refresh_from_db()
    return Done(household, public=True)


@official(label="Tách hộ", clause=CLAUSE, policy="ward.change_roll", personal=("address",))
def split_household(
    *,
    person: Person,
    group: ResidentialGroup,
    code: str,
    address: str,
    new_head: Person | None = None,
    by: Actor,
    at: datetime,
) -> Done[Household]:
    """``person`` leaves the household and heads a new one (tách hộ); ``new_head`` follows where a head leaves. Raises
    ``Refused`` for who lives alone: there is nothing to split."""
    if not lives_with_others(person):
        raise Refused("Người này không ở cùng ai trong hộ, nên không có gì để tách. Hãy sửa hoặc chuyển cả hộ.")
    household = _begun(group, code, address)
    move_person(person=person, household=household, new_head=new_head, by=by, at=at)
    household.refresh_from_db()
    return Done(household, public=True)


@official(label="Sửa hộ", clause=CLAUSE, policy="ward.change_roll", personal=("address",))
def change_household(*, household: Household, code: str, address: str, by: Actor, at: datetime) -> Done[Household]:
    """Correct code and address. Raises ``Refused`` when the code is empty or taken."""
    household.code, household.address = clean(code), clean(address)
    refuse_if(_code_faults(household))
    return Done(household)


@official(label="Chuyển hộ trong phường", clause=CLAUSE, policy="ward.change_roll", personal=("address",))
def move_household(
    *, household: Household, group: ResidentialGroup, address: str, by: Actor, at: datetime
) -> Done[Household]:
    """The household moves within the ward, to another group or address. Raises ``Refused`` when it has left."""
    if household.left_on is not None:
        raise Refused("Hộ này đã chuyển đi. Hãy ghi nhận hộ trở lại trước.")
    refuse_if(_group_faults(household, group))
    household.group, household.address = group, clean(address)
    return Done(household)


@official(label="Ghi nhận hộ chuyển đi", clause=CLAUSE, policy="ward.change_roll")
def household_leaves(*, household: Household, left_on: date, by: Actor, at: datetime) -> Done[Household]:
    """The household and all who live in it have moved away; its card is void.

    Raises ``Refused`` while a member holds an office.
    """
    members = household.members.filter(left_on=None)
    refuse_if(_leaving_faults(household, left_on, clock.local_day(at)))
    members.update(left_on=left_on, departure=Departure.MOVED)
    close(household, left_on, at)
    return Done(household, public=True)


@official(label="Ghi nhận hộ trở lại", clause=CLAUSE, policy="ward.change_roll")
def household_returns(*, household: Household, by: Actor, at: datetime) -> Done[Household]:
    """The household is on the roll again with those who moved away with it. Raises ``Refused`` when it is there."""
    if household.left_on is None:
        raise Refused("Hộ này đang có trong danh sách.")
    if household.group.retired_on is not None:
        raise Refused("Tổ của hộ này không còn hoạt động. Hãy thêm hộ mới ở tổ khác.")
    together = household.members.filter(left_on=household.left_on, departure=Departure.MOVED)
    together.update(left_on=None, departure="")
    household.left_on = None
    return Done(household, public=True)


def _begun(group: ResidentialGroup, code: str, address: str) -> Household:
    household = Household(ward=group.ward, group=group, code=clean(code), address=clean(address))
    refuse_if([*_code_faults(household), *_group_faults(household, group)])
    household.save()  # its head is entered before the act ends
    return household


def _code_faults(household: Household) -> Iterator[Objection]:
    if not household.code:
        yield Objection("Hãy ghi mã hộ.", "code")
    elif Household.objects.filter(ward=household.ward, code=household.code).exclude(pk=household.pk).exists():
        yield Objection("Mã này đã dùng cho hộ khác. Hãy ghi mã khác.", "code")


def _group_faults(household: Household, group: ResidentialGroup) -> Iterator[Objection]:
    if group.ward_id != household.ward_id or group.retired_on is not None:
        yield Objection("Tổ này không còn hoạt động. Hãy chọn tổ khác.", "group")


def _leaving_faults(household: Household, left_on: date, today: date) -> Iterator[Objection]:
    if household.left_on is not None:
        yield Objection("Hộ này đã được ghi nhận chuyển đi.")
    if left_on > today:
        yield Objection("Ngày này ở tương lai. Hãy ghi nhận khi đã đến ngày.", "left_on")
    held = Mandate.objects.filter(running(today), person__household=household, person__left_on=None)
    names = ", ".join(sorted({each.person.full_name for each in held.select_related("person")}))
    if names:
        text = f"{names} đang giữ chức danh. Hãy ghi nhận thôi giữ, hoặc ghi nhận người đó rời hộ, rồi làm lại."
        yield Objection(text, "left_on")
