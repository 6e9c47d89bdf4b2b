"""The Atom feed of what was disclosed last."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from danchu.core.models import Ward
from danchu.core.ui.access import kept
from danchu.core.ui.request import Request
from danchu.know import queries
from danchu.know.models import Disclosure

LENGTH = 30


class Latest(Feed[Disclosure, Ward]):
    """The newest disclosures of the ward."""

    feed_type = Atom1Feed
    language = "vi"

    def get_object(self, request: Any, *args: Any, **kwargs: Any) -> Ward:
        return request.ward

    def title(self, ward: Ward) -> str:
        return f"{ward.title}: nội dung công khai"

    def link(self, ward: Ward) -> str:
        return reverse("know:disclosures")

    def feed_url(self, ward: Ward) -> str:
        return reverse("know:feed")

    def items(self, ward: Ward) -> list[Disclosure]:
        return list(queries.published(ward)[:LENGTH])

    def item_title(self, item: Disclosure) -> str:
        return item.title

    def item_description(self, item: Disclosure) -> str:
        return str(item.rule["item"])

    def item_pubdate(self, item: Disclosure) -> datetime | None:
        return item.published_at


@kept
def latest(request: Request) -> HttpResponseBase:
    """Atom: the newest disclosures."""
    return Latest()(request)
