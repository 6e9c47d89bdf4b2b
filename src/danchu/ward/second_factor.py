"""Staff act only with a second factor: whoever has none yet is led to set one up before anything else."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from danchu.core.models import User
from danchu.core.ui.request import Request
from danchu.ward.queries_access import STRONG

MARK = "ward.second_factor_wanted"
"""What a session carries from sign-in until its account has a second factor."""

OPEN_ROUTES = frozenset(
    {
        "ward:second-factor",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)


def has_second_factor(user: User) -> bool:
    """Whether ``user`` has a passkey or an authenticator application."""
    return Authenticator.objects.filter(user=user, type__in=STRONG).exists()


def is_wanted(user: User) -> bool:
    """Whether ``user`` must set one up: staff must, except in the demonstration, where anyone may look around."""
    if not user.is_staff_member or (settings.DEMO and user.ward.is_demonstration):
        return False
    return not has_second_factor(user)


class SecondFactorMiddleware:
    """Leads a session that carries the mark to the page that sets up a second factor, whatever it asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if not request.user.is_authenticated or not request.session.get(MARK):
            return None
        if request.resolver_match is None or request.resolver_match.view_name in OPEN_ROUTES:
            return None
        if not is_wanted(request.user):
            del request.session[MARK]
            return None
        return redirect("ward:second-factor")


@receiver(authenticator_removed, sender=Authenticator)
def _mark_again(request: HttpRequest, user: User, **_: Any) -> None:
    if is_wanted(user):
        request.session[MARK] = True
