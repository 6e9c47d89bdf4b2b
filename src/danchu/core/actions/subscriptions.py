"""Asking to be told by e-mail, confirming it, and leaving."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.models import Subscription, Ward
from danchu.core.official import ALWAYS, official

CLAUSE = "2.2.đ.4"


@official(label="Đăng ký nhận tin", clause=CLAUSE, policy="core.subscribe", personal=("email",), unnamed=ALWAYS)
def ask_to_be_told(*, ward: Ward, email: str, by: Actor, at: datetime) -> Subscription:
    """The wish of ``email`` to be told; one that stands already is returned as it is, so that nobody learns of it."""
    wish, _ = Subscription.objects.get_or_create(
        ward=ward, email=email.lower(), ended_at=None, defaults={"asked_at": at}
    )
    return wish


@official(label="Xác nhận nhận tin", clause=CLAUSE, policy="core.subscribe", unnamed=ALWAYS)
def confirm_subscription(*, subscription: Subscription, by: Actor, at: datetime) -> Subscription:
    """Put the wish in force; confirming twice changes nothing."""
    subscription.confirmed_at = subscription.confirmed_at or at
    subscription.save()
    return subscription


@official(label="Thôi nhận tin", clause=CLAUSE, policy="core.subscribe", unnamed=ALWAYS)
def leave_subscription(*, subscription: Subscription, by: Actor, at: datetime) -> Subscription:
    """End it and forget the address; leaving twice changes nothing."""
    if subscription.ended_at is None:
        subscription.ended_at, subscription.email = at, f"da-thoi-{subscription.pk}@example.invalid"
        subscription.save()
    return subscription
