"""Who acts: an account, the system itself, or a visitor without an account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from danchu.core.models import User


@dataclass(frozen=True)
class Outsider:
    """An actor without an account."""

    name: str


SYSTEM = Outsider("Hệ thống")
VISITOR = Outsider("Người truy cập")

type Actor = "User | Outsider"

_office_of: Callable[["User"], str] = lambda user: ""  # noqa: E731 - replaced by the room that knows offices


def tell_offices(provider: Callable[["User"], str]) -> None:
    """Let ``danchu.ward``, which core may not import, say which office an account acts in."""
    global _office_of
    _office_of = provider


def name_of(actor: Actor) -> str:
    return actor.name if isinstance(actor, Outsider) else str(actor)


def office_of(actor: Actor) -> str:
    """The office in which ``actor`` acts, in words; empty for those without one."""
    return "" if isinstance(actor, Outsider) else _office_of(actor)


def account_of(actor: Actor) -> "User | AnonymousUser":
    """What a policy is asked about: the account, or Django's anonymous user."""
    return AnonymousUser() if isinstance(actor, Outsider) else actor
