"""The accounts of people and households, opened when they first sign in."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.models import User
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Refused
from danchu.ward.models import Household, Person

CLAUSE = "2.2.đ.4"
STAFF_ONLY = "Bạn có tài khoản cán bộ. Hãy đăng nhập bằng tên đăng nhập và mật khẩu của tài khoản đó."
CLOSED = "Tài khoản này đã bị khóa. Hãy liên hệ Ủy ban nhân dân phường."
MOVED = "Người hoặc hộ này không còn trong danh sách của phường. Hãy liên hệ Ủy ban nhân dân phường."


@official(label="Mở tài khoản người dân", clause=CLAUSE, policy=WITHIN)
def open_resident_account(*, person: Person, by: Actor, at: datetime) -> Person:
    """Give ``person`` an account of a resident, without a password. Raises ``Refused`` when the person has moved."""
    if person.left_on is not None:
        raise Refused(MOVED)
    if person.account_id is None:
        person.account = User.objects.create_user(
            f"nguoi-{person.ward.code}-{person.pk}",
            ward=person.ward,
            kind=User.Kind.RESIDENT,
            display_name=person.full_name,
        )
        person.save()
    return person


@official(label="Mở tài khoản hộ gia đình", clause=CLAUSE, policy=WITHIN)
def open_household_account(*, household: Household, by: Actor, at: datetime) -> Household:
    """Give ``household`` its account, without a password. Raises ``Refused`` when the household has moved."""
    if household.left_on is not None:
        raise Refused(MOVED)
    if household.account_id is None:
        household.account = User.objects.create_user(
            f"ho-{household.ward.code}-{household.pk}",
            ward=household.ward,
            kind=User.Kind.HOUSEHOLD,
            display_name=f"Hộ {household.head_name or household.code}",
        )
        household.save()
    return household
