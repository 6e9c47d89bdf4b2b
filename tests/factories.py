"""One plain factory a noun, without surprises: what is not named gets a value that does not matter."""

from datetime import date
from itertools import count
from typing import Any

from danchu.core.models import User, Ward
from danchu.duties.models import Duty
from danchu.lib import clock
from danchu.matters.models import Matter
from danchu.ward.models import Household, Mandate, Organisation, Person, ResidentialGroup
from danchu.ward.states import OF_GROUP, OF_ORGANISATION, OrganisationKind

_next = count(1)
LONG_AGO = date(2020, 1, 1)


def count_on(number: int = 0) -> int:
    """Let what is made from now on have numbers from ``number`` on at least: what another process has made stands
    below. Returns the first number that is free here."""
    global _next  # noqa: PLW0603 - numbers are of the process
    free = max(next(_next), number)
    _next = count(free)
    return free


def ward(**given: Any) -> Ward:
    return Ward.objects.create(
        **{
            "code": "05485",
            "name": "phường Bách Quang",
            "province": "tỉnh Thái Nguyên",
            "place": "Bách Quang",
            "host": None,
            **given,
        }
    )


def group(ward: Ward, **given: Any) -> ResidentialGroup:
    number = next(_next)
    fields = {"code": f"T{number}", "name": f"Tổ dân phố {number}", "community_house": f"Nhà văn hóa {number}"}
    return ResidentialGroup.objects.create(ward=ward, **{**fields, **given})


def organisation(ward: Ward, **given: Any) -> Organisation:
    number = next(_next)
    fields = {"kind": OrganisationKind.STATE, "code": f"CQ{number}", "name": f"Phòng số {number}", "headcount": 12}
    return Organisation.objects.create(ward=ward, **{**fields, **given})


def household(group: ResidentialGroup, **given: Any) -> Household:
    number = next(_next)
    fields = {"code": f"H{number:05d}", "address": f"Số {number}", "head_name": f"Nguyễn Văn {number}"}
    return Household.objects.create(ward=group.ward, group=group, **{**fields, **given})


def person(ward: Ward, **given: Any) -> Person:
    return Person.objects.create(ward=ward, **{"full_name": f"Trần Thị Số {next(_next)}", **given})


def user(ward: Ward, **given: Any) -> User:
    number = next(_next)
    fields = {"kind": User.Kind.STAFF, "username": f"user{number}", "display_name": f"Lê Văn {number}"}
    return User.objects.create_user(ward=ward, **{**fields, **given})


def mandate(holder: Person, office: str, **given: Any) -> Mandate:
    return Mandate.objects.create(ward=holder.ward, person=holder, office=office, **{"starts_on": LONG_AGO, **given})


def staff(ward: Ward, office: str, **given: Any) -> User:
    """An account whose person holds ``office`` today; a group or an organisation is made where the office needs one."""
    account = user(ward)
    holder = person(ward, full_name=account.display_name, account=account)
    if office in OF_GROUP and "group" not in given:
        given["group"] = group(ward)
    if office in OF_ORGANISATION and "organisation" not in given:
        given["organisation"] = organisation(ward)
    mandate(holder, office, **given)
    return account


def resident(ward: Ward, **given: Any) -> User:
    """An account of a resident."""
    account = user(ward, kind=User.Kind.RESIDENT)
    person(ward, full_name=account.display_name, account=account, **given)
    return account


def matter(ward: Ward, **given: Any) -> Matter:
    return Matter.objects.create(ward=ward, **{"title": f"Làm đường {next(_next)}", "opened_at": clock.now(), **given})


def duty(ward: Ward, **given: Any) -> Duty:
    number = next(_next)
    fields = {"key": f"test:{number}", "clause": "4.1", "kind": "test", "title": f"Báo cáo số {number}"}
    return Duty.objects.create(ward=ward, **{**fields, "arose_on": LONG_AGO, "due_on": clock.today(), **given})
