"""The front answers public pages from memory, never stale and never somebody else's."""

import asyncio
import gzip

import pytest

from danchu.core.ui.access import KEEP
from danchu.project.front.door import Door
from danchu.project.front.pages import Pages

HEADERS = {"cookie": b"cookie", "accept": b"accept-encoding", "tag": b"if-none-match", "proto": b"x-forwarded-proto"}


class Site:
    """A WSGI application that counts how often it is asked, behind a front."""

    def __init__(self, folder, headers=(), status="200 OK", **parts):
        self.asked = 0
        self.text = "một"
        self.headers = list(headers)
        self.status = status
        self.revision = folder / "05485"
        self.revision.write_text("a")
        self.pages = Pages(folder, **parts)
        self.door = Door(self._answer, folder, pages=self.pages)

    def _answer(self, environ, start_response):
        self.asked += 1
        self.environ = environ
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [self.text.encode()]

    def get(self, path="/", method="GET", query="", host="site", **headers):
        lines = [(b"host", host.encode()), *((HEADERS[name], value.encode()) for name, value in headers.items())]
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "query_string": query.encode(),
            "headers": lines,
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
        }
        said = []

        async def send(message):
            said.append(message)

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        asyncio.run(self.door(scope, receive, send))
        self.status_said = said[0]["status"]
        self.said = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        body = said[1]["body"]
        return (gzip.decompress(body) if "content-encoding" in self.said else body).decode()


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path, [(KEEP, "05485")])


def ask_until_kept(site, **how):
    """The first answer tells the front which ward the host belongs to, the second is kept."""
    site.get(**how)
    site.get(**how)
    return site.asked


def test_a_kept_page_is_answered_without_asking_django_again(site):
    asked = ask_until_kept(site)
    assert [site.get(), site.get(), site.asked] == ["một", "một", asked]


def test_a_publication_is_seen_at_once(site):
    ask_until_kept(site)
    site.text = "hai"
    site.revision.write_text("b")
    assert site.get() == "hai"


def test_another_address_is_another_page(site):
    asked = ask_until_kept(site)
    site.get(path="/khac/")
    assert site.asked == asked + 1


def test_what_a_page_reads_of_the_query_makes_another_page_and_what_it_does_not_read_makes_none(tmp_path):
    site = Site(tmp_path, [(KEEP, "05485 trang q")])
    asked = ask_until_kept(site)
    site.text = "hai"
    assert ask_until_kept(site, query="trang=2") == asked + 1
    assert site.get(query="trang=2&fbclid=xyz") == "hai"
    assert site.get(query="fbclid=xyz") == "một"
    assert site.asked == asked + 1


def test_the_order_of_the_query_makes_no_other_page_but_a_second_value_does(tmp_path):
    site = Site(tmp_path, [(KEEP, "05485 trang q")])
    asked = ask_until_kept(site, query="q=dat&trang=2")
    site.get(query="trang=2&q=dat")
    assert site.asked == asked
    site.get(query="q=dat&q=nha&trang=2")
    assert site.asked == asked + 1


def test_no_invented_query_drives_a_page_out_or_fills_the_memory(tmp_path):
    site = Site(tmp_path, [(KEEP, "05485 q")], plain_bytes=20_000, asked_bytes=20_000)
    asked = ask_until_kept(site)
    for number in range(50):
        site.get(query=f"x{number}=1")
        site.get(query=f"q={number}" + "a" * 150)
        site.get(query=f"q={number}" + "b" * 30_000)
    assert site.pages.bytes_kept <= 40_000
    before = site.asked
    assert (site.get(), site.asked) == ("một", before)
    assert before > asked


def test_what_was_asked_for_longest_ago_makes_room(tmp_path):
    site = Site(tmp_path, [(KEEP, "05485")], plain_bytes=8_000)
    for path in ("/1/", "/2/", "/3/"):
        ask_until_kept(site, path=path)
        site.get(path="/1/")
    site.asked = 0
    site.get(path="/1/")
    assert site.asked == 0
    for path in ("/4/", "/5/", "/6/"):
        ask_until_kept(site, path=path)
    assert site.pages.bytes_kept <= 8_000
    site.asked = 0
    site.get(path="/1/")
    assert site.asked == 1


def test_a_page_is_packed_once_and_a_browser_that_has_it_is_told_so(site):
    site.text = "dân biết " * 500
    ask_until_kept(site)
    site.get(accept="gzip")
    tag = site.said["etag"]
    assert (site.get(tag=tag), site.status_said) == ("", 304)
    site.text = "khác"
    site.revision.write_text("b")
    assert (site.get(tag=tag), site.status_said) == ("khác", 200)


def test_a_page_for_https_is_another_than_that_without(site):
    asked = ask_until_kept(site)
    site.get(proto="https")
    assert site.asked == asked + 1
    site.get(proto="nonsense")
    assert site.asked == asked + 1


def test_a_header_with_an_underscore_never_speaks_for_the_proxy(site):
    HEADERS["smuggled"] = b"x_forwarded_proto"
    site.get(smuggled="https")
    assert "HTTP_X_FORWARDED_PROTO" not in site.environ


def test_somebody_signed_in_is_never_answered_from_memory(site):
    asked = ask_until_kept(site)
    site.get(cookie="a=1; sessionid=x")
    assert site.asked == asked + 1


def test_the_page_of_somebody_signed_in_is_not_kept_for_others(site):
    ask_until_kept(site)
    site.text = "riêng"
    site.get(cookie="sessionid=x", path="/rieng/")
    site.text = "chung"
    assert site.get(path="/rieng/") == "chung"


@pytest.mark.parametrize("method", ["POST", "HEAD"])
def test_only_reading_is_answered_from_memory(site, method):
    asked = ask_until_kept(site)
    site.get(method=method)
    assert site.asked == asked + 1


def test_the_mark_never_leaves_the_house(site):
    for how in ({}, {}, {}, {"cookie": "sessionid=x"}, {"method": "POST"}):
        site.get(**how)
        assert KEEP.lower() not in site.said


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], "200 OK"),
        ([(KEEP, "05485"), ("Set-Cookie", "csrftoken=x")], "200 OK"),
        ([(KEEP, "05485")], "404 Not Found"),
    ],
)
def test_pages_without_the_mark_with_cookies_or_with_errors_are_not_kept(tmp_path, headers, status):
    site = Site(tmp_path, headers, status)
    for _ in range(3):
        site.get()
    assert site.asked == 3


def test_a_browser_that_takes_gzip_gets_the_same_page_smaller(site):
    site.text = "dân biết " * 500
    ask_until_kept(site)
    assert site.get(accept="gzip, br") == site.text
    assert int(site.said["content-length"]) < len(site.text.encode()) / 10
