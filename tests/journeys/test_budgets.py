"""What a page may weigh (clause 2.2.b.2: the portal on a cheap phone): over the wire, packed, fonts included."""

import pytest

from tests.journeys.visitors import PHONE
from tests.permissions import world as worlds
from tests.permissions.walking import Walker

FIRST_LOAD = 60_000
NEXT_REQUESTS = 2
QUIET = """() => document.fonts.ready.then(() => new Promise((done) => {
  requestIdleCallback(() => setTimeout(done, 100));
}))"""
"""Wait until the page that has loaded has nothing more to do, and what its scripts put off has begun."""


class Meter:
    """Counts what the browser fetches; what its cache holds already does not count."""

    def __init__(self, page) -> None:
        self._page = page
        self.fetched: dict[str, float] = {}
        self._addresses: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._began)
        session.on("Network.requestServedFromCache", lambda event: self._addresses.pop(event["requestId"], None))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", lambda event: self._addresses.pop(event["requestId"], None))

    def _began(self, event):
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _answered(self, event):
        if event["response"].get("fromDiskCache") or event["response"]["url"].startswith("data:"):
            self._addresses.pop(event["requestId"], None)

    def _finished(self, event):
        if address := self._addresses.pop(event["requestId"], ""):
            self.fetched[address] = event["encodedDataLength"]

    def of(self, address: str) -> dict[str, float]:
        """What is fetched for the page at ``address``, until it asks for nothing any more."""
        self.fetched = {}
        self._page.goto(address)
        self._page.evaluate(QUIET)
        while self._addresses:
            self._page.wait_for_timeout(10)
        return self.fetched


@pytest.fixture
def pages(world):
    """Every page that anyone may open, by its address; not the screen on the wall of the reception room, which has a
    sheet of its own and from which nobody goes on."""
    walker = Walker(world)
    public = [each for each in worlds.routes() if each.audience == "public" and each.name != "inspect:reception-screen"]
    found = []
    for address in map(walker.address, public):
        answer = walker.client("khách").get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found.append(address)
    return found


def test_the_first_load_of_any_public_page_is_light_and_the_next_page_asks_for_little_more(pages, visitor, capsys):
    heavy, chatty, weights = {}, {}, {}
    kept_before: set[frozenset[str]] = set()
    for address in pages:
        person = visitor(PHONE)
        meter = Meter(person.page)
        fetched = meter.of(address)
        weights[address] = sum(fetched.values())
        if weights[address] > FIRST_LOAD:
            heavy[address] = fetched
        # What the next page asks for follows from what the first has left in the cache.
        kept = frozenset(fetched) - {person.page.url}
        if kept not in kept_before:
            kept_before.add(kept)
            again = meter.of("/cong-khai/" if address == "/" else "/")
            if len(again) > NEXT_REQUESTS:
                chatty[address] = again
        person.leaves()
    with capsys.disabled():
        heaviest = max(weights, key=weights.get)
        print(f"\nheaviest first load: {heaviest} {weights[heaviest] / 1000:.1f} kB of {len(pages)} pages")  # noqa: T201
    assert len(pages) > 10
    assert heavy == {}
    assert chatty == {}
