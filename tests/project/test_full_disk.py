"""A full disk is told as what it is; reading goes on; once there is room, so does writing."""

import ctypes
import errno
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import path
from psycopg.errors import DiskFull

from danchu.core import full_disk
from danchu.core.models import Ward
from danchu.core.ui.access import public
from danchu.core.ui.failures import HEADER
from danchu.project.supervisor import web
from danchu.project.urls import handler500  # noqa: F401 - Django looks for it here
from danchu.project.urls import urlpatterns as pages
from tests.journeys.serving import collect_static, free_port, wait_for
from tests.project.test_failures import log  # noqa: F401

LAZILY = 2  # MNT_DETACH
REMARK = "/gui/phan-anh/"
DARK = "Đèn đường đầu ngõ 12 hỏng ba hôm nay, tối rất khó đi. " * 20
thrown: list[BaseException] = []


@public
def broken(request):
    raise DatabaseError("Nguyễn Văn Bình") from thrown[0]


urlpatterns = [path("hong/", broken), *pages]


def of_sqlite(name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = name
    return error


@pytest.fixture
def answer_to(ward):
    def answer(error: BaseException, *, left: int = 10**9):
        thrown[:] = [error]
        usage = shutil.disk_usage("/")._replace(free=left)
        with patch.object(full_disk.shutil, "disk_usage", return_value=usage):
            return Client(raise_request_exception=False).post("/hong/")

    return answer


FULL = [of_sqlite("SQLITE_FULL"), OSError(errno.ENOSPC, "x"), OSError(errno.EDQUOT, "x"), DiskFull("x")]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("error", FULL, ids=lambda error: f"{type(error).__name__} {error}")
def test_who_sends_something_to_a_full_disk_is_told_so_and_when_to_come_again(answer_to, error):
    answer = answer_to(error)
    assert (answer.status_code, answer["Retry-After"]) == (507, "300")
    assert "Máy chủ hết chỗ ghi" in answer.content.decode()
    assert "phần mềm" not in answer.content.decode()
    assert HEADER not in answer.headers


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("left", "status"), [(16_000, 507), (10**9, 500)])
def test_an_unclear_error_of_the_disk_is_a_full_one_where_nothing_is_left(answer_to, left, status):
    assert answer_to(of_sqlite("SQLITE_IOERR_SHMSIZE"), left=left).status_code == status


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_log_says_in_a_line_what_the_administrator_can_do(answer_to, log):  # noqa: F811
    answer_to(FULL[0])
    [hint, request] = log().splitlines()
    assert f"no room left to write below {settings.HOME}: make room" in hint
    assert request.endswith("507 POST /hong/")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own of 24 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    system = ctypes.CDLL(None)  # not by the program of that name, which a test may not ask for
    if sys.platform != "linux" or system.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", 0, b"size=24m"):
        pytest.skip("only root of a Linux machine can mount a small disk")
    yield disk
    assert system.umount2(os.fsencode(disk), LAZILY) == 0


class Site:
    """The real server on a data folder of its own."""

    def __init__(self, home):
        self.port = free_port()
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"DJANGO_SETTINGS_MODULE": "danchu.project.settings", "DANCHU_HOSTS": "127.0.0.1"}
        environment |= {"DANCHU_HOME": str(home), "DANCHU_HTTPS": "0"}
        self.process = subprocess.Popen(web("127.0.0.1", self.port, 1), env=environment, start_new_session=True)
        wait_for(self.port)
        self.cookies = ""

    def ask(self, method, address, body=None):
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        said = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookies}
        line.request(method, address, body, said)
        answer = line.getresponse()
        if given := answer.headers["Set-Cookie"]:
            self.cookies = given.split(";")[0]
        return answer.status, answer.read().decode()

    def send_remark(self):
        status, page = self.ask("GET", REMARK)
        assert status == 200
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        return self.ask("POST", REMARK, urlencode({**fields, "text": DARK, "wants_public": "1"}))


def fill(disk):
    with suppress(OSError), open(disk / "filler", "ab", buffering=0) as filler:
        while True:
            filler.write(b"x" * 1024)


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a server of PostgreSQL has a disk of its own")
def test_a_site_on_a_full_disk_is_read_and_goes_on_once_there_is_room(transactional_db, ward, small_disk):
    collect_static()
    shutil.copytree(settings.STATIC_ROOT, small_disk / "static")
    with sqlite3.connect(small_disk / "danchu.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    site = Site(small_disk)
    try:
        assert [site.ask("GET", address)[0] for address in ("/", "/dang-nhap/")] == [200, 200]
        assert site.send_remark()[0] == 200
        fill(small_disk)
        assert [site.ask("GET", address)[0] for address in ("/", "/cong-khai/", "/dang-nhap/", REMARK)] == [200] * 4
        for _ in range(6):  # each failure closes the connection of its thread
            status, page = site.send_remark()
            assert (status, "Máy chủ hết chỗ ghi" in page) == (507, True)
            fill(small_disk)  # also what was given back with it
        assert [site.ask("GET", address)[0] for address in ("/", "/cong-khai/", "/dang-nhap/", REMARK)] == [200] * 4
        (small_disk / "filler").unlink()
        assert site.send_remark()[0] == 200
    finally:
        site.process.terminate()
        site.process.wait(30)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps files beside the database")
def test_what_reading_needs_stays_beside_the_database_when_the_last_request_lets_go_of_it(transactional_db, ward):
    beside = Path(f"{connection.settings_dict['NAME']}-shm")
    connection.close()
    assert not beside.exists()
    held = full_disk.keep_readable()
    assert Ward.objects.get() == ward
    connection.close()
    assert beside.exists()
    held.close()
    assert not beside.exists()
