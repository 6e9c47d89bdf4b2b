"""What is chosen by searching before a form of the ward is filled in."""

from danchu.core.ui.picking import Choice
from danchu.ward.models import Household, Person


def _person(person: Person) -> str:
    where = person.household
    place = f"hộ {where.code}, {where.group}" if where else "không cư trú tại phường"
    return ", ".join(part for part in (person.birth, place) if part)


def _household(household: Household) -> str:
    return ", ".join(part for part in (household.code, household.address, household.group.name) if part)


PERSON = Choice(
    name="nguoi",
    title="Chọn người",
    noun="người",
    hint="Tên, điện thoại, số định danh",
    describe=_person,
    route="ward:new-person",
    permission="ward.change_roll",
)
HOUSEHOLD = Choice(
    name="ho",
    title="Chọn hộ",
    noun="hộ",
    hint="Mã hộ, chủ hộ, địa chỉ",
    describe=_household,
    label=lambda household: household.head_name or household.code,
    route="ward:new-household",
    permission="ward.change_roll",
)
