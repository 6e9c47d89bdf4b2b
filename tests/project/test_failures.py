"""When the software fails, one number stands on the page, in the header and in the log; the log names no person."""

import errno
import io
import json
import logging
import logging.config
import re
import sqlite3
from contextlib import closing
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404
from django.test import Client
from django.urls import path
from psycopg.errors import UniqueViolation

from danchu.core.ui.access import public
from danchu.core.ui.failures import HEADER
from danchu.inspect import queries
from danchu.lib.codes import SIGNS
from danchu.project.urls import handler500  # noqa: F401 - Django looks for it here
from danchu.project.urls import urlpatterns as pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
PERSON, CODE = "Nguyễn Văn Bình", "K7PM3XQ2"


@public
def broken(request, code):
    name = request.GET["name"]
    try:
        {}[name]
    except KeyError as missing:
        raise DatabaseError(f"no row for {name}") from missing


@public
def forbidden(request, code):
    raise PermissionDenied(PERSON)


@public
def absent(request, code):
    raise Http404(PERSON)


def error_of_sqlite() -> sqlite3.Error:
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute(f'SELECT "{PERSON}" FROM nowhere')
        except sqlite3.Error as error:
            return error
    raise AssertionError("the statement went through")


urlpatterns = [
    path("hong/<str:code>/", broken),
    path("cam/<str:code>/", forbidden),
    path("khong-co/<str:code>/", absent),
    *pages,
]


@pytest.fixture
def log():
    """What the log of the running site would hold."""
    written = io.StringIO()
    logging.config.dictConfig(settings.LOGGING)  # a server that another test began in this process has one of its own
    handler = logging.getHandlerByName("console")
    before = handler.setStream(written)
    yield written.getvalue
    handler.setStream(before)


@pytest.fixture
def visitor(ward):
    return Client(raise_request_exception=False)


def test_the_number_on_the_page_is_in_the_header_and_in_the_log(visitor, log):
    answer = visitor.get(f"/hong/{CODE}/", {"name": PERSON})
    number = answer.headers[HEADER]
    assert answer.status_code == 500
    assert re.fullmatch(f"[{SIGNS}]{{4}}-[{SIGNS}]{{4}}", number)
    assert f"<strong>{number}</strong>" in answer.content.decode()
    [line] = [each for each in log().splitlines() if number in each]
    assert line.endswith(f"error {number}: 500 GET /hong/<str:code>/")


def test_the_log_says_where_and_what_kind_but_repeats_nothing_that_was_typed(visitor, log):
    visitor.get(f"/hong/{CODE}/", {"name": PERSON})
    written = log()
    for part in ("django.db.utils.DatabaseError", "builtins.KeyError", "test_failures.py", "in broken"):
        assert part in written
    assert PERSON not in written
    assert CODE not in written


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, f"{PERSON}.pdf"), "builtins.OSError (ENOSPC)"),
        (error_of_sqlite(), "sqlite3.OperationalError (SQLITE_ERROR)"),
        (UniqueViolation(PERSON), "psycopg.errors.UniqueViolation (23505)"),
    ],
)
def test_the_log_keeps_the_codes_by_which_systems_name_their_errors(log, error, told):
    try:
        raise error
    except type(error):
        logging.getLogger("danchu").exception("a round failed")
    assert told in log()
    assert PERSON not in log()


def test_each_failure_has_a_number_of_its_own(visitor, log):
    numbers = {visitor.get(f"/hong/{CODE}/", {"name": PERSON}).headers[HEADER] for _ in range(3)}
    assert len(numbers) == 3


@pytest.mark.parametrize(("address", "status"), [("cam", 403), ("khong-co", 404), ("nowhere", 404)])
def test_a_refusal_is_one_line_without_a_stack_and_without_a_number(visitor, log, address, status):
    answer = visitor.get(f"/{address}/{CODE}/")
    assert (answer.status_code, HEADER in answer.headers) == (status, False)
    [line] = log().splitlines()
    assert f" {status} GET " in line
    assert PERSON not in line
    assert CODE not in line


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_program_gets_the_number_in_the_body_that_its_standard_knows(visitor, log, form):
    with patch.object(queries, "topics", side_effect=DatabaseError(PERSON)):
        answer = visitor.get(f"/open311/v2/services.{form}")
    number = answer.headers[HEADER]
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (500, "*")
    assert number in answer.content.decode()
    if form == "json":
        [error] = json.loads(answer.content)
        assert (error["code"], number in error["description"]) == (500, True)
    assert number in log()
    assert PERSON not in log()
