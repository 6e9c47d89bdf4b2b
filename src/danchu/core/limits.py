"""Limits on trying, counted for all processes together, and the network that a request comes from.

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
