"""The door of a national or provincial sign-on, where one is configured (``DANCHU_OIDC_*``)."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode


@dataclass(frozen=True)
class SignOn:
    """A button at the door: what the provider is called and where the button leads."""

    name: str
    address: str


def sign_on(wanted: str) -> SignOn | None:
    """The button that leads to the provider and then on to ``wanted``; None where no provider is configured."""
    configured: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    providers = configured["APPS"]
    if not providers:
        return None
    address = reverse("openid_connect_login", args=[providers[0]["provider_id"]])
    return SignOn(providers[0]["name"], f"{address}?{urlencode({'next': wanted})}" if wanted else address)
