"""What was published of the chains day by day, for anyone to keep: the list, one day, the file, the feed."""

from datetime import date, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from danchu.core import queries
from danchu.core.answers import as_file
from danchu.core.models import HeadStatement, Ward
from danchu.core.trust import keys, telling
from danchu.core.trust.chains import words_of
from danchu.core.trust.statements import Statement
from danchu.core.ui.access import kept, public
from danchu.core.ui.request import Request
from danchu.lib.vntext import capitalise

SHOWN = 60


@kept
def index(request: Request) -> HttpResponseBase:
    """The statements of the last days, what they are for, and the mark of the key."""
    rows = list(queries.statements_of(request.ward)[:SHOWN])
    context = {
        "rows": [(each, keys.grouped(each.digest)) for each in rows],
        "fingerprint": keys.folder().current().fingerprint,
        "more": queries.statements_of(request.ward).count() - len(rows),
    }
    return render(request, "core/heads/index.html", context)


@kept
def one(request: Request, day: str) -> HttpResponseBase:
    """The statement of a day: each chain with its length and its head."""
    row = queries.access_statement(request.ward, _day(day))
    statement = Statement.read(row.text)
    context = {
        "row": row,
        "digest": keys.grouped(row.digest),
        "chains": [
            (capitalise(words_of(name)), length, head) for name, (length, head) in sorted(statement.chains.items())
        ],
        "notes": telling.notes_of(statement),
        "signer": statement.ring.roots[-1].fingerprint,
    }
    return render(request, "core/heads/one.html", context)


@public
def file(request: Request, day: str) -> HttpResponseBase:
    """The same as it was signed, to be kept."""
    row = queries.access_statement(request.ward, _day(day))
    return as_file(row.text.encode(), f"doi-chieu-{request.ward.code}-{day}", "json", everyone=True)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404("no such day") from None


class Latest(Feed[HeadStatement, Ward]):
    """The newest statements of the ward: whoever follows the feed has them, whatever happens to the site."""

    feed_type = Atom1Feed
    language = "vi"

    def get_object(self, request: Any, *args: Any, **kwargs: Any) -> Ward:
        return request.ward

    def title(self, ward: Ward) -> str:
        return f"{ward.title}: bản đối chiếu sổ nhật ký"

    def link(self, ward: Ward) -> str:
        return reverse("core:statements")

    def feed_url(self, ward: Ward) -> str:
        return reverse("core:statements-feed")

    def items(self, ward: Ward) -> list[HeadStatement]:
        return list(queries.statements_of(ward)[:SHOWN])

    def item_title(self, item: HeadStatement) -> str:
        return f"{item}: {keys.grouped(item.digest)}"

    def item_description(self, item: HeadStatement) -> str:
        return item.text

    def item_pubdate(self, item: HeadStatement) -> datetime:
        return item.at


@kept
def feed(request: Request) -> HttpResponseBase:
    """Atom: the newest statements, each whole."""
    return Latest()(request)
