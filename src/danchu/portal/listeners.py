"""What the portal does when an earlier room publishes."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from danchu.core.messaging.notices import queue_email
from danchu.core.models import Subscription, Ward
from danchu.core.sites import full_address
from danchu.core.trust import telling
from danchu.know.models import Disclosure, DisclosureVersion
from danchu.know.signals import disclosure_published
from danchu.lib import clock
from danchu.portal import notices
from danchu.portal.views.subscriptions import key_of


def keepers_of_statements(ward: Ward) -> Iterator[tuple[str, str]]:
    """The subscribers who asked for the statement of each day, with the address by which each leaves."""
    wishes = Subscription.objects.filter(ward=ward, wants_heads=True, confirmed_at__isnull=False, ended_at=None)
    for each in wishes.iterator():
        yield each.email, full_address(ward, reverse("portal:leave", args=[key_of(each)]))


telling.enter(keepers_of_statements)


@receiver(disclosure_published, dispatch_uid="portal.tell_subscribers")
def tell_subscribers(*, disclosure: Disclosure, version: DisclosureVersion, **_: Any) -> None:
    """Queue a letter to everyone who asked to be told."""
    ward = disclosure.ward
    wishes = Subscription.objects.filter(ward=ward, confirmed_at__isnull=False, ended_at=None)
    to = [(each.email, full_address(ward, reverse("portal:leave", args=[key_of(each)]))) for each in wishes.iterator()]
    if to:
        queue_email(
            notices.PUBLISHED,
            ward=ward,
            to=to,
            at=clock.now(),
            title=version.title,
            item=disclosure.rule.get("item", ""),
            address=full_address(ward, disclosure.get_absolute_url()),
            correction=version.reason,
        )
