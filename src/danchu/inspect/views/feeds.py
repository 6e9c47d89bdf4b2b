"""The Atom feed of the remarks that were published last."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from danchu.core.models import Ward
from danchu.core.ui.access import kept
from danchu.core.ui.request import Request
from danchu.inspect import queries
from danchu.inspect.models import Case

LENGTH = 30


class Latest(Feed[Case, Ward]):
    """The newest published remarks of the ward."""

    feed_type = Atom1Feed
    language = "vi"

    def get_object(self, request: Any, *args: Any, **kwargs: Any) -> Ward:
        return request.ward

    def title(self, ward: Ward) -> str:
        return f"{ward.title}: phản ánh của người dân"

    def link(self, ward: Ward) -> str:
        return reverse("inspect:published")

    def feed_url(self, ward: Ward) -> str:
        return reverse("inspect:feed")

    def items(self, ward: Ward) -> list[Case]:
        return list(queries.public(ward)[:LENGTH])

    def item_title(self, item: Case) -> str:
        return item.public_title

    def item_description(self, item: Case) -> str:
        return f"{item.get_state_display()}. {item.public_text}"

    def item_link(self, item: Case) -> str:
        return item.public_url

    def item_pubdate(self, item: Case) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Case) -> datetime | None:
        return item.ended_at or item.published_at


@kept
def latest(request: Request) -> HttpResponseBase:
    """Atom: the newest published remarks."""
    return Latest()(request)
