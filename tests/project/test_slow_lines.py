"""Slow senders, slow readers and slow beginners of a request against the real server: nobody else waits for them."""

import re
import select
import socket
import time
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from danchu.core.files.checks import check
from danchu.core.files.confined import BUSY
from danchu.core.files.storage import store
from danchu.core.models import StoredFile
from danchu.inspect.models import Case
from danchu.know.actions.drafting import draft_disclosure
from danchu.know.actions.publishing import publish_disclosure
from danchu.know.models import Attachment
from danchu.know.states import PersonalData
from tests.hostile.test_pictures import many_scans
from tests.know.conftest import DECIDED, content, morning
from tests.know.files import a_pdf
from tests.project.conftest import started

pytestmark = pytest.mark.slow
REMARK, INFORMATION, PROGRAMS = "/gui/phan-anh/", "/gui/thong-tin/", "/open311/v2/requests.json"
KEPT, DYNAMIC = "/", "/dang-nhap/"
DARK = "Đèn đường đầu ngõ 12 hỏng ba hôm nay, tối rất khó đi."
PATIENCE = 2.0
"""Seconds that a page may take on a busy machine; a page that waits for a slow sender takes at least ten."""


class Browser:
    """One visitor with a connection of their own."""

    def __init__(self, port):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=15)
        self.cookies = {}

    def ask(self, method, path, body=None, headers=()):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        said = {"Accept": "text/html", **({"Cookie": cookies} if cookies else {}), **dict(headers)}
        self.connection.request(method, path, body, said)
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        self.text = answer.read().decode()
        return answer

    def token(self, path):
        self.ask("GET", path)
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text).group(1)


def seconds(port, path):
    began = time.monotonic()
    assert Browser(port).ask("GET", path).status == 200
    return time.monotonic() - began


def is_quick(port):
    """Whether pages from memory and pages from Django come at once, several times in a row."""
    for _ in range(2):
        seconds(port, KEPT)
    return {path: max(seconds(port, path) for _ in range(10)) < PATIENCE for path in (KEPT, DYNAMIC)}


QUICK = {KEPT: True, DYNAMIC: True}


@contextmanager
def lines(port, number, head, *, buffer=0):
    """That many connections, each of which has sent ``head``."""
    with ExitStack() as stack:
        opened = []
        for _ in range(number):
            line = socket.socket()
            if buffer:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            line.connect(("127.0.0.1", port))
            line.sendall(head)
            opened.append(stack.enter_context(line))
        yield opened


gone = suppress(ConnectionError, BlockingIOError)
"""A line that the server has closed already, or that says nothing yet."""


def head_of(path, cookies=None, length=100_000):
    cookie = "".join(f"Cookie: csrftoken={value}\r\n" for value in (cookies or {}).values())
    kind = "application/x-www-form-urlencoded"
    said = f"Host: 127.0.0.1\r\n{cookie}Content-Type: {kind}\r\nContent-Length: {length}\r\n"
    return f"POST {path} HTTP/1.1\r\n{said}\r\ntext=".encode()


@pytest.mark.parametrize(("path", "with_token"), [(REMARK, True), (REMARK, False), (PROGRAMS, False)])
def test_pages_come_at_once_beside_fifty_slow_senders(served, path, with_token):
    visitor = Browser(served.port)
    visitor.token(REMARK)
    with lines(served.port, 50, head_of(path, visitor.cookies if with_token else None)) as opened:
        time.sleep(1.5)
        for line in opened:
            with gone:
                line.sendall(b"x")
        assert is_quick(served.port) == QUICK


def test_an_ordinary_form_is_taken_beside_fifty_slow_senders(served):
    visitor = Browser(served.port)
    token = visitor.token(REMARK)
    with lines(served.port, 50, head_of(REMARK, visitor.cookies)):
        time.sleep(1.5)
        sent = urlencode({"csrfmiddlewaretoken": token, "text": DARK, "wants_public": "1"})
        answer = visitor.ask("POST", REMARK, sent, {"Content-Type": "application/x-www-form-urlencoded"})
    assert (answer.status, Case.objects.count()) == (200, 1)


def test_of_one_network_only_so_many_send_slowly_and_the_next_are_told_so_in_plain_words(served):
    head = head_of(REMARK).replace(b"Host:", b"Accept: text/html\r\nHost:")
    with lines(served.port, 21, head) as opened:
        ready, _, _ = select.select(opened, [], [], 15)
        answered = [line.recv(65_536).decode() for line in ready]
    assert len(answered) == 1
    assert "503 Service Unavailable" in answered[0]
    assert "Hãy đợi một phút" in answered[0]
    assert is_quick(served.port) == QUICK


def test_pages_come_at_once_beside_two_hundred_unfinished_heads(served):
    with lines(served.port, 200, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "):
        assert is_quick(served.port) == QUICK


def a_large_pdf(size):
    """A file that opens, with a remark in it that fills it up."""
    small = a_pdf("to-khai.pdf").read()
    head, rest = small[:9], small[9:]
    file = BytesIO(head + b"%" + b"x" * (size - len(small) - 2) + b"\n" + rest)
    file.name = "to-khai.pdf"
    return file


def published_file(ward, officer, size):
    """The address of a long file that anyone may read."""
    stored = store(ward=ward, upload=check(a_large_pdf(size), "danh-sach.pdf"), at=morning(DECIDED))
    draft = draft_disclosure(ward=ward, content=content(files=(stored,)), by=officer, at=morning(DECIDED))
    publish_disclosure(
        disclosure=draft, state_secret=False, personal_data=PersonalData.NONE, by=officer, at=morning(DECIDED)
    )
    return reverse("know:file", args=[Attachment.objects.get(file=stored).pk, stored.name])


def test_pages_come_at_once_beside_slow_readers_of_long_files_and_of_pages(served, ward, officer):
    address = published_file(ward, officer, 8_000_000)
    head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with lines(served.port, 20, head, buffer=4096) as opened, lines(served.port, 20, head[:5] + head[-28:]):
        time.sleep(1)
        assert all(line.recv(12) == b"HTTP/1.1 200" for line in opened)
        assert is_quick(served.port) == QUICK


def test_a_long_file_is_read_whole(served, ward, officer):
    address = published_file(ward, officer, 8_000_000)
    visitor = HTTPConnection("127.0.0.1", served.port, timeout=15)
    visitor.request("GET", address)
    answer = visitor.getresponse()
    assert answer.headers["Content-Length"] == "8000000"
    assert answer.read() == a_large_pdf(8_000_000).read()


def test_a_large_file_is_taken_whole(served):
    visitor = Browser(served.port)
    typed = {
        "csrfmiddlewaretoken": visitor.token(INFORMATION),
        "text": "Quy hoạch chi tiết khu dân cư số 3",
        "way": "copy",
        "purpose": "Xây nhà",
        "name": "Nguyễn Văn An",
        "id_number": "019 085 001 234",
        "address": "Số 5 ngõ 12",
        "phone": "0912 345 678",
        "files": [a_large_pdf(20_000_000)],
    }
    answer = visitor.ask("POST", INFORMATION, encode_multipart(BOUNDARY, typed), {"Content-Type": MULTIPART_CONTENT})
    assert answer.status == 200
    assert [each.size for each in StoredFile.objects.all()] == [20_000_000]


def test_pages_come_at_once_beside_those_who_send_pictures_that_take_long_to_draw(served):
    senders = [Browser(served.port) for _ in range(6)]
    for each in senders:
        typed = {"csrfmiddlewaretoken": each.token(REMARK), "text": DARK, "files": [named(many_scans(500), "x.jpg")]}
        body = encode_multipart(BOUNDARY, typed)
        cookies = "; ".join(f"{name}={value}" for name, value in each.cookies.items())
        each.connection.sock.settimeout(90)
        each.connection.request("POST", REMARK, body, {"Content-Type": MULTIPART_CONTENT, "Cookie": cookies})
    time.sleep(2)
    assert is_quick(served.port) == QUICK
    texts = [each.connection.getresponse().read().decode() for each in senders]
    assert any(BUSY in text for text in texts)


def named(content, name):
    file = BytesIO(content)
    file.name = name
    return file


def test_what_is_too_large_is_refused_in_plain_words_that_the_browser_can_read(served):
    visitor = Browser(served.port)
    answer = visitor.ask("POST", REMARK, b"x" * 61_000_000, {"Content-Type": "text/plain"})
    assert answer.status == 413
    assert "Mỗi lần chỉ gửi được 60 MB" in visitor.text


def test_senders_who_go_away_leave_nothing_behind(served):
    is_quick(served.port)
    before = served.worker.num_fds(), served.worker.num_threads()
    with lines(served.port, 20, head_of(REMARK, length=1_000_000) + b"x" * 200_000):
        time.sleep(1.5)
        assert served.worker.num_fds() > before[0]
    until = time.monotonic() + 10
    while time.monotonic() < until and served.worker.num_fds() > before[0]:
        time.sleep(0.1)
    assert (served.worker.num_fds(), served.worker.num_threads()) <= before
    assert is_quick(served.port) == QUICK
    assert Case.objects.count() == 0


def test_the_server_stops_in_time_though_somebody_sends_slowly(transactional_db, ward):
    with started() as site:
        Browser(site.port).ask("GET", KEPT)
        with lines(site.port, 3, head_of(REMARK)):
            time.sleep(1.5)
            site.process.terminate()
            site.process.wait(20)
