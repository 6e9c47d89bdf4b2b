"""Accounts of staff: given, closed, opened again, made safe again. No secret enters the audit trail."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import User, Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused
from danchu.lib import clock
from danchu.lib.person_names import fault_of, person_name
from danchu.lib.vntext import clean
from danchu.ward.models import Mandate, Person
from danchu.ward.states import Office

CLAUSE = "1.2.b"
WELL_FORMED = RegexValidator(r"\A[a-z0-9][a-z0-9._-]{3,39}\Z")


@official(label="Cấp tài khoản cán bộ", clause=CLAUSE, policy="ward.change_accounts")
def give_staff_account(*, person: Person, username: str, by: Actor, at: datetime) -> User:
    """Give ``person`` an account of staff without a password yet; a resident's account becomes one of staff.

    Raises ``Refused`` when the name is taken or ill formed, the person has moved away or is staff already.
    """
    if person.left_on is not None:
        raise Refused("Người này không còn trong danh sách của phường.")
    if person.account is not None and person.account.is_staff_member:
        raise Refused("Người này đã có tài khoản cán bộ.")
    name = _free_name(username)
    account = person.account or User(ward=person.ward)
    account.username, account.kind, account.display_name = name, User.Kind.STAFF, person.full_name
    account.email, account.is_active = person.email, True
    account.set_unusable_password()  # ends the sessions that a phone code opened
    account.save()
    person.account = account
    person.save()
    return account


@official(label="Mở tài khoản quản trị đầu tiên", clause=CLAUSE, policy="ward.change_accounts")
def open_first_administrator(*, ward: Ward, full_name: str, username: str, by: Actor, at: datetime) -> User:
    """The first administrator of a new ward: person, office and account at once. Raises ``Refused``."""
    called = person_name(full_name)
    if not called or fault_of(called):
        raise Refused(Objection(fault_of(called) or "Hãy ghi họ và tên.", "name"))
    name = _free_name(username)
    person = Person.objects.create(ward=ward, full_name=called)
    Mandate.objects.create(ward=ward, person=person, office=Office.ADMINISTRATOR, starts_on=clock.local_day(at))
    account = User.objects.create_user(name, ward=ward, kind=User.Kind.STAFF, display_name=person.full_name)
    person.account = account
    person.save()
    return account


@official(label="Khóa tài khoản", clause=CLAUSE, policy="ward.change_accounts")
def close_account(*, account: User, by: Actor, at: datetime) -> Done[User]:
    """Nobody can use ``account`` any more; sessions end with the next page. Raises ``Refused`` for one's own."""
    if isinstance(by, User) and by.pk == account.pk:
        raise Refused("Không thể tự khóa tài khoản của chính mình. Hãy nhờ quản trị viên khác.")
    account.is_active = False
    account.session_round += 1  # else the sessions would be back when it is opened again
    return Done(account)


@official(label="Mở lại tài khoản", clause=CLAUSE, policy="ward.change_accounts")
def reopen_account(*, account: User, by: Actor, at: datetime) -> Done[User]:
    """Let ``account`` be used again."""
    account.is_active = True
    return Done(account)


@official(label="Đặt lại mật khẩu", clause=CLAUSE, policy="ward.change_accounts")
def reset_password(*, account: User, by: Actor, at: datetime) -> Done[User]:
    """Void the password of ``account``, its sessions and every link given before; a new link is to be handed over."""
    if not account.is_staff_member or not account.is_active:
        raise Refused("Chỉ đặt lại mật khẩu cho tài khoản cán bộ đang dùng.")
    account.set_unusable_password()
    return Done(account)


@official(label="Đặt lại bước xác thực thứ hai", clause=CLAUSE, policy="ward.change_accounts")
def reset_second_factor(*, account: User, by: Actor, at: datetime) -> Done[User]:
    """Forget the passkeys, the authenticator application and the recovery codes of ``account``.

    The password is void too, so that whoever holds the old password alone gains nothing, and sessions end.
    """
    Authenticator.objects.filter(user=account).delete()
    account.set_unusable_password()
    return Done(account)


def _free_name(username: str) -> str:
    name = clean(username).lower()
    try:
        WELL_FORMED(name)
    except ValidationError:
        text = "Tên đăng nhập gồm 4 đến 40 chữ cái không dấu, chữ số, dấu chấm, gạch ngang; ví dụ: nguyen.van.an"
        raise Refused(Objection(text, "username")) from None
    if User.objects.filter(username=name).exists():
        raise Refused(Objection("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.", "username"))
    return name
