"""What later rooms let one do with an official document, beside what the house itself does."""

from collections.abc import Callable

from danchu.core.models import OfficialDocument

type Link = tuple[str, str]
type Offer = Callable[[object, OfficialDocument], Link | None]

_OFFERS: list[Offer] = []


def offer(link: Offer) -> Offer:
    """Declare a function that gives the label and the address of something ``user`` may do with a document."""
    _OFFERS.append(link)
    return link


def links(user: object, document: OfficialDocument) -> list[Link]:
    """What ``user`` may do with ``document`` in later rooms."""
    return [found for each in _OFFERS if (found := each(user, document))]
