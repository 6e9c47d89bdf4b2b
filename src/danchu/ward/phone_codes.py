"""Codes by SMS: sent to whoever is on the roll with the number, and one answer for every number."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils.crypto import constant_time_compare

from danchu.core.limits import hidden
from danchu.core.messaging import sms
from danchu.core.models import Ward
from danchu.lib.vntext import fold
from danchu.ward import queries
from danchu.ward.models import Person, SignInCode

DIGITS = 6


def lifetime() -> int:
    """For how many seconds a code, and the choice between the people whom it lets in, may be used."""
    return int(settings.SIGN_IN_CODE_SECONDS)


def issue(ward: Ward, phone: str, at: datetime) -> SignInCode:
    """A new code for ``phone`` (E.164); it is sent only if somebody on the roll has that number."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    row = SignInCode(
        ward=ward,
        phone_hash=_phone_hash(ward, phone),
        issued_at=at,
        expires_at=at + timedelta(seconds=lifetime()),
    )
    row.code_hash = _code_hash(row, code)
    row.save()
    if queries.people_with_phone(ward, phone).exists():
        place, minutes = fold(ward.place).title(), lifetime() // 60
        text = f"{code} la ma dang nhap trang dan chu co so {place}, dung trong {minutes} phut. Khong dua ma cho ai."
        sms.send(ward=ward, phone=phone, text=text, at=at)
    return row


def redeem(ward: Ward, number: int, phone: str, typed: str, at: datetime) -> list[Person]:
    """The people whom a right code lets in; nobody for a code that is wrong, late, used or tried too often.

    ``number`` and ``phone`` are what the session keeps since the code was asked for.
    """
    open_codes = SignInCode.objects.filter(
        ward=ward, pk=number, used_at=None, expires_at__gt=at, phone_hash=_phone_hash(ward, phone)
    )
    # Counting comes first and in one statement, so that many tries at once find no gap.
    if not open_codes.filter(tries__lt=settings.SIGN_IN_CODE_TRIES).update(tries=F("tries") + 1):
        return []
    row = open_codes.get()
    digits = "".join(sign for sign in typed if sign.isdigit())
    if not constant_time_compare(row.code_hash, _code_hash(row, digits)):
        return []
    if not open_codes.update(used_at=at):
        return []
    return list(queries.people_with_phone(ward, phone))


def _phone_hash(ward: Ward, phone: str) -> str:
    return hidden("phone", f"{ward.pk}:{phone}")


def _code_hash(row: SignInCode, code: str) -> str:
    return hidden("sign-in-code", f"{row.phone_hash}:{row.issued_at.isoformat()}:{code}")
