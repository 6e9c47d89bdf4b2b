"""Limits on trying, counted for all processes together, and the network that a request comes from.

A whole office, a community house, a quarter of a mobile carrier comes from one address, so no limit of a network may
shut out those who do nothing wrong. Where a code is too long to guess, only wrong ones are counted and a right one is
always taken: a card has 30^16 values (2^78); the code of a case, a receipt or a booking 30^12 (2^58). At 250 guesses a
second one of 10,000 cards would be hit once in 10^9 years, one of 100,000 cases once in 600. The limit says when to
stop, and keeps the records of tries short.

A code by SMS has six digits. A network may ask for 200 codes an hour with five guesses each: a hit in 1,000 hours. For
one phone it is five codes an hour: a hit in 40,000 hours.

A password may be guessed at five times in five minutes for one account from one network; others behind the same address
and the owner elsewhere are not held up. Such a network has 1,440 guesses a day at a password of at least 12 signs that
is on no list of common ones, and a second factor comes after it.

Counts lie in a small table of their own rather than in a cache: one conditional ``UPDATE`` is exact however many
processes try at once, and a restart forgets nothing.
"""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from danchu.core.models.limits import LimitCount

UNKNOWN = "unknown"


def take(name: str, subject: str, at: datetime) -> bool:
    """Count one try of ``subject`` under the limit ``name`` of ``settings.SIGN_IN_LIMITS``; False when none is left."""
    most, seconds = settings.SIGN_IN_LIMITS[name]
    key = hidden(f"limit.{name}", subject)
    until = at + timedelta(seconds=seconds)
    with transaction.atomic():
        row, is_new = LimitCount.objects.get_or_create(key=key, defaults={"count": 1, "until": until})
        if is_new:
            return True
        # Only one of those who find the window over may open the next one.
        if row.until <= at and LimitCount.objects.filter(key=key, until=row.until).update(count=1, until=until):
            return True
        return bool(LimitCount.objects.filter(key=key, count__lt=most).update(count=F("count") + 1))


def forget_past(at: datetime) -> None:
    """Delete the counts whose window is over."""
    LimitCount.objects.filter(until__lt=at).delete()


def hidden(purpose: str, value: str) -> str:
    """A keyed hash of ``value``: equal values are recognised, none can be read back from the database alone."""
    return salted_hmac(f"danchu.{purpose}", value, algorithm="sha256").hexdigest()


def sender_of(request: HttpRequest) -> str:
    """Who is counted for sending: an account by itself, wherever it sends from; else the network."""
    return f"account:{request.user.pk}" if request.user.is_authenticated else network_of(request)


def network_of(request: HttpRequest, *, wide: bool = False) -> str:
    """The network that ``request`` comes from (``network``)."""
    return network(address_of(request), wide=wide)


def address_of(request: HttpRequest) -> str:
    """The caller's IP address (``caller``)."""
    return caller(request.headers.get("X-Forwarded-For", ""), str(request.META.get("REMOTE_ADDR") or ""))


def caller(forwarded: str, remote: str) -> str:
    """The caller's IP address: ``remote``, or behind ``settings.PROXIES`` proxies what the first of them says in
    ``forwarded``."""
    named = [each.strip() for each in forwarded.split(",") if each.strip()]
    if settings.PROXIES and len(named) >= settings.PROXIES:
        return named[-settings.PROXIES]
    return remote or UNKNOWN


def network(address: str, *, wide: bool = False) -> str:
    """The network that a limit counts: one IPv4 address or one IPv6 /64; ``wide`` gives /24 and /48."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return UNKNOWN
    bits = (24 if wide else 32) if found.version == 4 else (48 if wide else 64)
    return str(ipaddress.ip_network(f"{found}/{bits}", strict=False))
