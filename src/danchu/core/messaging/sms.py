"""The door to SMS: a gateway by HTTP, which ``DANCHU_SMS_GATEWAY`` names. Without one nothing can be sent.

The gateway is asked by ``POST`` with JSON ``{"to": "+84…", "text": "…"}`` and answers with any 2xx. In a demonstration
ward nothing leaves the house: messages go to the terminal and wait on a page of their own.
"""

import json
import logging
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.error import URLError

from django.conf import settings
from django.core.cache import cache

from danchu.core.messaging import console
from danchu.core.models import Ward

log = logging.getLogger(__name__)
SHOWN_SECONDS = 600
MOST_SHOWN = 20
TIMEOUT_SECONDS = 10

# A message is sent beside the request: how long a page takes must not tell whether anybody was written to.
_couriers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="sms")


def send(*, ward: Ward, phone: str, text: str, at: datetime) -> None:
    """Send ``text`` to ``phone`` (E.164). Never raises: what fails is logged without the number or the text."""
    if is_demonstration(ward):
        shown = [(at, masked(phone), text), *shown_in_demonstration(ward)]
        cache.set(_key(ward), shown[:MOST_SHOWN], SHOWN_SECONDS)
        console.show_text_message(masked(phone), text)
    elif settings.SMS_GATEWAY_URL:
        _couriers.submit(_post, settings.SMS_GATEWAY_URL, phone, text)
    else:
        log.warning("an SMS was not sent: DANCHU_SMS_GATEWAY is not set")


def can_send(ward: Ward) -> bool:
    """Whether messages to people of ``ward`` reach anybody."""
    return bool(settings.SMS_GATEWAY_URL) or is_demonstration(ward)


def is_demonstration(ward: Ward) -> bool:
    """Whether messages to people of ``ward`` may be shown to anyone."""
    return bool(settings.DEMO and ward.is_demonstration)


def shown_in_demonstration(ward: Ward) -> list[tuple[datetime, str, str]]:
    """The latest messages of a demonstration ward: when, to whom (masked), what."""
    return list(cache.get(_key(ward), []))


def masked(phone: str) -> str:
    """A number of which only the last three digits can be read."""
    return f"…{phone[-3:]}"


def _key(ward: Ward) -> str:
    return f"danchu.sms.{ward.pk}"


def _post(url: str, phone: str, text: str) -> None:
    body = json.dumps({"to": phone, "text": text}).encode()
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})  # noqa: S310 - the operator's own address
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            return
    except (URLError, OSError, ValueError) as problem:
        log.warning("an SMS was not sent: %s", type(problem).__name__)
