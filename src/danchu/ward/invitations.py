"""Links by which staff set their password: signed, used once, for a few days, handed over on paper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account import app_settings
from allauth.account.forms import UserTokenForm as DefaultUserTokenForm
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from django.conf import settings
from django.urls import reverse

from danchu.core.models import User, Ward


@dataclass(frozen=True)
class Invitation:
    """What stands on the paper."""

    account: User
    address: str
    until: datetime


def invite(account: User, *, site: str, at: datetime) -> Invitation:
    """A link under ``site`` (https://host) by which ``account`` sets a password. It ends with its time, with its use
    and with every reset."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), key])
    return Invitation(account, f"{site}{path}", at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))


def site_of(ward: Ward) -> str:
    """The address of the site of ``ward`` where no request tells it."""
    if not ward.host:
        return str(settings.SITE_URL)
    return f"{'https' if settings.HTTPS else 'http'}://{ward.host}"


class UserTokenForm(DefaultUserTokenForm):
    """What a link must prove: an account of staff of this very ward, in use."""

    def _get_user(self, uidb36: str) -> User | None:
        found = super()._get_user(uidb36)
        fits = found is not None and found.is_active and found.is_staff_member
        return found if fits and found.ward_id == context.request.ward.pk else None
