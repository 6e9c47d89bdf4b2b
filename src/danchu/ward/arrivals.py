"""Signing in once it is known who is there: the account, the new session, the record."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from danchu.core.actors import SYSTEM
from danchu.core.limits import forget_past, hidden, network_of
from danchu.core.models import User, Ward
from danchu.core.refusals import Refused
from danchu.core.spreadsheets import values
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import queries
from danchu.ward.actions.sign_in import (
    CLOSED,
    MOVED,
    STAFF_ONLY,
    open_household_account,
    open_resident_account,
)
from danchu.ward.models import Household, Person, SignInCode, SignInRecord

BACKEND = "danchu.ward.accounts_backend.AccountBackend"


def arrive(request: Request, account: User, way: SignInRecord.Way) -> None:
    """Begin the session of ``account``: under a new key, with nothing of what the visitor carried before."""
    request.session.flush()
    login(request, account, backend=BACKEND)
    record(request, way, account)


def record(request: HttpRequest, way: SignInRecord.Way, account: User | None) -> None:
    """Record an attempt; without ``account`` it failed."""
    SignInRecord.objects.create(
        ward=request.ward,  # type: ignore[attr-defined]
        at=clock.now(),
        way=way,
        succeeded=account is not None,
        account=account,
        network_hash=hidden("network", network_of(request, wide=True)),
    )


def resident_account(person: Person, at: datetime) -> User:
    """The account in which ``person`` signs in by phone or by the national sign-on.

    Raises ``Refused`` for staff, whose account needs two factors, and for closed accounts.
    """
    account = person.account or open_resident_account(person=person, by=SYSTEM, at=at).account
    if account is None or not account.is_active:
        raise Refused(CLOSED)
    if account.is_staff_member:
        raise Refused(STAFF_ONLY)
    return account


def household_account(household: Household, at: datetime) -> User:
    """The account of ``household``. Raises ``Refused`` when it moved away or its account is closed."""
    if household.left_on is not None:
        raise Refused(MOVED)
    account = household.account or open_household_account(household=household, by=SYSTEM, at=at).account
    if account is None or not account.is_active:
        raise Refused(CLOSED)
    return account


def account_of_claims(ward: Ward, claims: dict[str, Any]) -> User | None:
    """Whom the claims of a sign-on provider mean: the one person of ``ward`` with that identity number, else with that
    verified phone, else with that verified e-mail. None when there is nobody, or more than one."""
    for field, value in _verified(claims):
        found = list(queries.people_of(ward).filter(**{field: value})[:2])
        if len(found) == 1:
            return _outside_account(found[0])
        if found:
            return None
    return None


def _outside_account(person: Person) -> User:
    if person.account is not None and person.account.is_staff_member and person.account.is_active:
        return person.account  # allauth goes on to ask for the second factor
    return resident_account(person, clock.now())


def _verified(claims: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    if settings.OIDC_ID_NUMBER_CLAIM:
        found.append(("id_number", str(claims.get(settings.OIDC_ID_NUMBER_CLAIM) or "")))
    if claims.get("phone_number_verified") is True:
        found.append(("phone", values.phone(str(claims.get("phone_number") or "")).value or ""))
    if claims.get("email_verified") is True:
        found.append(("email__iexact", str(claims.get("email") or "")))
    return [(field, value) for field, value in found if value]


def forget_old(ward: Ward, day: date) -> None:
    """Delete what is kept for security only, once its time is over."""
    now = clock.start_of(day)
    SignInRecord.objects.filter(ward=ward, at__lt=now - timedelta(days=settings.SIGN_IN_RECORD_DAYS)).delete()
    SignInCode.objects.filter(ward=ward, expires_at__lt=now).delete()
    forget_past(now)
