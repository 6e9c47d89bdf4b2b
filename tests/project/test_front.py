"""The front answers public pages from memory, never stale and never somebody else's."""

import gzip
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from danchu.core.ui.access import KEEP
from danchu.project.front import Front


class Site:
    """A WSGI application that counts how often it is asked, behind a front."""

    def __init__(self, folder, headers=(), status="200 OK"):
        self.asked = 0
        self.text = "một"
        self.headers = list(headers)
        self.status = status
        self.revision = folder / "05485"
        self.revision.write_text("a")
        self.front = Front(self._answer, folder)

    def _answer(self, environ, start_response):
        self.asked += 1
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [self.text.encode()]

    def get(self, path="/", cookie="", accept="", method="GET", query=""):
        environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "QUERY_STRING": query, "wsgi.input": BytesIO()}
        setup_testing_defaults(environ)
        if cookie:
            environ["HTTP_COOKIE"] = cookie
        if accept:
            environ["HTTP_ACCEPT_ENCODING"] = accept
        said = []
        body = b"".join(self.front(environ, lambda *answer: said.append(answer)))
        self.said = dict(said[-1][1])
        return body.decode() if "Content-Encoding" not in self.said else gzip.decompress(body).decode()


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


def test_another_address_or_query_is_another_page(site):
    asked = ask_until_kept(site)
    site.get(path="/khac/")
    site.get(query="trang=2")
    assert site.asked == asked + 2


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
        assert KEEP not in site.said


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
    assert int(site.said["Content-Length"]) < len(site.text.encode()) / 10
