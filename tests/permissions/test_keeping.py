"""A page that the front may keep depends on nothing but what it says: the ward's revision, the day, and the names of
the address's query that it reads."""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict

from danchu.lib import clock
from tests.permissions import world as worlds
from tests.permissions.walking import undone

asked_for: set[str] = set()


class Noticed(QueryDict):
    """A query that notices which names are asked for."""

    def get(self, key, default=None):
        asked_for.add(key)
        return super().get(key, default)

    def __getitem__(self, key):
        asked_for.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        asked_for.add(key)
        return super().__contains__(key)

    def getlist(self, key, default=None):
        asked_for.add(key)
        return super().getlist(key, default)


@pytest.fixture
def kept_pages(walker):
    """A visitor, and the address of each route that may be kept with the names that it says it reads."""
    found = [(walker.address(each), each.view.reads) for each in worlds.routes() if hasattr(each.view, "reads")]
    assert len(found) > 20
    return walker.client("khách"), found


def test_a_kept_page_reads_no_other_names_than_it_says(kept_pages, monkeypatch):
    client, pages = kept_pages
    monkeypatch.setattr(WSGIRequest, "GET", property(lambda request: Noticed(request.META["QUERY_STRING"])))
    untold = {}
    for address, reads in pages:
        for query in ("", "&".join(f"{name}=1" for name in sorted(reads))):
            asked_for.clear()
            with undone():
                client.get(f"{address}?{query}")
            if asked_for - reads:
                untold[address] = asked_for - reads
    assert untold == {}


def test_what_a_kept_page_does_not_read_changes_nothing_on_it(kept_pages):
    client, pages = kept_pages
    changed = []
    for address, _ in pages:
        with undone(), clock.travel_to(clock.now()):
            plain, asked = (b"".join(client.get(each)) for each in (address, f"{address}?fbclid=xyz&zz=1"))
        if plain != asked:
            changed.append(address)
    assert changed == []


def test_invented_names_of_the_site_are_not_kept(kept_pages, settings):
    settings.ALLOWED_HOSTS = ["site.example", ".wild.example"]
    client, _ = kept_pages
    kept = {
        host: "X-Danchu-Keep" in client.get("/", headers={"host": host}).headers
        for host in ("site.example", "site.example:80", "site.example:81", "SITE.example", "a1.wild.example")
    }
    assert kept == {
        "site.example": True,
        "site.example:80": True,
        "site.example:81": False,
        "SITE.example": False,
        "a1.wild.example": False,
    }
