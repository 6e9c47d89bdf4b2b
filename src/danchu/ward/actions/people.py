"""People on the roll: entered, corrected, moved, gone and back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.lib import clock
from danchu.lib.person_names import fault_of, person_name
from danchu.lib.vntext import clean
from danchu.ward.households import close, hand_over, name_head, note_head
from danchu.ward.models import Household, Person
from danchu.ward.queries import running
from danchu.ward.sessions import end_sessions
from danchu.ward.states import Departure
from statute import identity

CLAUSE = "1.1"
GONE = "Hộ này đã chuyển đi. Hãy ghi nhận hộ trở lại trước, hoặc chọn hộ khác."


@dataclass(frozen=True)
class PersonData:
    """What an officer fills in. ``born_on`` is none where only the year is known; ``phone`` is +84…"""

    full_name: str
    sex: str = ""
    born_on: date | None = None
    born_in_year: int | None = None
    id_number: str = ""
    phone: str = ""
    email: str = ""


@official(label="Thêm thành viên của hộ", clause=CLAUSE, policy="ward.change_roll", personal=("data", "relation"))
def add_member(*, household: Household, data: PersonData, relation: str = "", by: Actor, at: datetime) -> Done[Person]:
    """A new member of ``household``; the first one is its head. Raises ``Refused`` for data that cannot be right."""
    if household.left_on is not None:
        raise Refused(GONE)
    person = Person(ward=household.ward, household=household, relation=clean(relation))
    person.is_head = not _has_head(household)
    return _filled(person, data, at)


@official(label="Thêm người không cư trú", clause=CLAUSE, policy="ward.change_roll", personal=("data",))
def add_outsider(*, ward: Ward, data: PersonData, by: Actor, at: datetime) -> Done[Person]:
    """Somebody who is to hold an office without living here. Raises ``Refused`` for data that cannot be right."""
    person = Person(ward=ward)
    return _filled(person, data, at)


@official(label="Sửa thông tin của người", clause=CLAUSE, policy="ward.change_roll", personal=("data", "relation"))
def change_person(*, person: Person, data: PersonData, relation: str = "", by: Actor, at: datetime) -> Done[Person]:
    """Correct what is said of ``person``; the name follows on the account and as that of the head.

    Raises ``Refused`` for data that cannot be right.
    """
    person.relation, phone = clean(relation), person.phone
    done = _filled(person, data, at)
    if person.account is not None and person.account.display_name != person.full_name:
        person.account.display_name = person.full_name
        person.account.save()
    if person.phone != phone:
        end_sessions(accounts=[person.account_id])
    return done


@official(label="Ghi nhận người chuyển đi, mất", clause=CLAUSE, policy="ward.change_roll", personal=("departure",))
def person_leaves(
    *, person: Person, left_on: date, departure: str, new_head: Person | None = None, by: Actor, at: datetime
) -> Done[Person]:
    """``person`` moved away or died; a head of household is followed by ``new_head``. Who is the last one of a
    household takes it along.

    Raises ``Refused`` while ``person`` holds an office, and when a head leaves others behind and none is named.
    """
    refuse_if(_leaving_faults(person, left_on, departure, clock.local_day(at)))
    person.left_on, person.departure = left_on, departure
    return Done(person, public=_left(person, new_head, left_on, at))


@official(label="Ghi nhận rời hộ, vẫn giữ chức danh", clause=CLAUSE, policy="ward.change_roll")
def person_leaves_household(*, person: Person, new_head: Person | None = None, by: Actor, at: datetime) -> Done[Person]:
    """``person`` no longer lives in the ward but keeps an office in it. Raises ``Refused`` as ``person_leaves``."""
    household = person.household
    if household is None:
        raise Refused("Người này không thuộc hộ nào.")
    if not person.mandates.filter(running(clock.local_day(at))).exists():
        raise Refused("Người này không giữ chức danh nào. Hãy chọn chuyển đi hoặc đã mất.")
    is_closed = _left(person, new_head, clock.local_day(at), at)
    person.household, person.is_head, person.relation = None, False, ""
    return Done(person, public=is_closed)


@official(label="Ghi nhận người trở lại", clause=CLAUSE, policy="ward.change_roll")
def person_returns(*, person: Person, by: Actor, at: datetime) -> Done[Person]:
    """``person`` is on the roll again, in the household of before. Raises ``Refused`` when that has moved away."""
    if person.left_on is None:
        raise Refused("Người này đang có trong danh sách.")
    if person.household is not None and person.household.left_on is not None:
        raise Refused(GONE)
    person.left_on, person.departure = None, ""
    person.is_head = person.household is not None and not _has_head(person.household)
    note_head(person)
    return Done(person)


@official(label="Chuyển người sang hộ khác", clause=CLAUSE, policy="ward.change_roll", personal=("relation",))
def move_person(
    *,
    person: Person,
    household: Household,
    relation: str = "",
    new_head: Person | None = None,
    by: Actor,
    at: datetime,
) -> Done[Person]:
    """``person`` goes over to another household of the ward. Raises ``Refused`` as ``person_leaves`` does."""
    former = person.household
    if person.left_on is not None:
        raise Refused("Người này không còn trong danh sách. Hãy ghi nhận trở lại trước.")
    if household.left_on is not None or household.ward_id != person.ward_id:
        raise Refused(GONE)
    if former is not None and former.pk == household.pk:
        raise Refused("Người này đã ở hộ này. Hãy chọn hộ khác.")
    is_closed = _left(person, new_head, clock.local_day(at), at)
    person.household, person.relation = household, clean(relation)
    person.is_head = not _has_head(household)
    note_head(person)
    return Done(person, public=is_closed)


@official(label="Đổi chủ hộ", clause=CLAUSE, policy="ward.change_roll")
def change_head(*, household: Household, new_head: Person, by: Actor, at: datetime) -> Done[Household]:
    """``new_head`` heads ``household`` from now on. Raises ``Refused`` for somebody who does not live in it."""
    name_head(household, new_head)
    return Done(household)


def _left(person: Person, new_head: Person | None, left_on: date, at: datetime) -> bool:
    """Hand the household over that ``person`` leaves; whether it is closed by that, for want of anybody else. Who was
    signed in signs in again."""
    end_sessions(accounts=[person.account_id])
    household = person.household
    if household is None or hand_over(person, household, new_head):
        return False
    close(household, left_on, at)
    return True


def _has_head(household: Household) -> bool:
    return household.members.filter(left_on=None, is_head=True).exists()


def _filled(person: Person, data: PersonData, at: datetime) -> Done[Person]:
    person.full_name, person.sex, person.email = person_name(data.full_name), data.sex, data.email
    person.born_on, person.born_in_year = data.born_on, data.born_in_year
    person.id_number, person.phone = data.id_number, data.phone
    refuse_if(_faults(person, clock.local_day(at)))
    note_head(person)
    return Done(person)


def _faults(person: Person, today: date) -> Iterator[Objection]:
    if not person.full_name:
        yield Objection("Hãy ghi họ và tên.", "full_name")
    elif fault := fault_of(person.full_name):
        yield Objection(f"{fault} Hãy kiểm tra lại.", "full_name")
    if person.born_on is not None and person.born_on > today:
        yield Objection("Ngày sinh ở tương lai. Hãy kiểm tra lại.", "birth")
    if person.id_number:
        sex = cast(Literal["male", "female"] | None, person.sex or None)
        for reason in identity.check(person.id_number, person.born_on, sex).reasons:
            yield Objection(reason.text, "id_number", reason.citation)
        same = Person.objects.filter(ward=person.ward, id_number=person.id_number).exclude(pk=person.pk).first()
        if same is not None:
            text = f"Số này đã ghi cho {same.full_name}. Hãy kiểm tra lại, hoặc tìm và sửa người đó."
            yield Objection(text, "id_number")


def _leaving_faults(person: Person, left_on: date, departure: str, today: date) -> Iterator[Objection]:
    if person.left_on is not None:
        yield Objection("Người này đã được ghi nhận không còn trong danh sách.")
    if departure not in Departure.values:
        yield Objection("Hãy chọn lý do.", "departure")
    if left_on > today:
        yield Objection("Ngày này ở tương lai. Hãy ghi nhận khi đã đến ngày.", "left_on")
    held = [each.words for each in person.mandates.filter(running(today))]
    if held:
        text = f"Người này đang giữ: {'; '.join(held)}. Hãy ghi nhận thôi giữ trước; nếu vẫn giữ, hãy chọn rời hộ."
        yield Objection(text, "departure")
