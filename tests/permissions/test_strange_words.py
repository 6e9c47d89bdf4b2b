"""Nothing that somebody puts into an address or a form makes the software fail: numbers of any size, days of any year,
signs that no database keeps, words of any length. Every route is walked, as somebody who may open it."""

import re
import sys
from contextlib import suppress
from urllib.parse import quote, unquote

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import got_request_exception
from django.db.models import CharField
from django.db.models.signals import pre_save
from django.urls import Resolver404, resolve, reverse

from danchu.core.ui.failures import HEADER
from tests.permissions import world as worlds
from tests.permissions.fields import Fields, longest
from tests.permissions.test_keeping import Noticed, asked_for
from tests.permissions.test_routes import kept
from tests.permissions.walking import ONLY_READ, ONLY_SENT, OPEN, Walker, undone

MOST_OF_A_HEAD = 60_000
"""Letters of an address: the server takes no more."""
NUMBERS = ("9223372036854775808", "9" * 40, "0", "-1", "²")
WORDS = ("%00", "%ED%A0%80", "x" * 3_000, "9" * 5_000)
ASKED = ("9223372036854775808", "-1", "²", "0001-01-01", "9999-12-31", "long")
TYPED = {
    "number": ("9223372036854775808", "-1"),
    "day": ("1/1/0001", "31/12/9999"),
    "hour": ("00:00", "99:99"),
    "choice": ("9223372036854775808", "²"),
    "text": ("chữ " * 5_000, "a\x00b 😀"),
}


def opened_by(row: str) -> str:
    """Somebody who may open a route: of those who may, the one with the most to do; else a visitor."""
    cells = dict(zip(worlds.ROLES, row.split(" | "), strict=True))
    able = [role for role in worlds.ROLES if cells[role] in {OPEN, ONLY_READ, ONLY_SENT} and role != "phường khác"]
    return next((role for role in ("công chức", "lãnh đạo") if role in able), able[0] if able else "khách")


class Strange:
    """Asks and sends, and keeps what went wrong."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self.rows = kept()
        self.failed: list[str] = []
        self._error: BaseException | None = None
        got_request_exception.connect(self._notice)

    def _notice(self, **_: object) -> None:
        self._error = sys.exc_info()[1]

    def ask(self, role: str, address: str, query: str = ""):
        with undone():
            answer = self.walker.client(role).get(address, QUERY_STRING=query)
        return self._noted(f"GET {role} {address[:120]} ?{query[:60]}", answer)

    def send(self, role: str, address: str, data: dict[str, object]):
        with undone():
            answer = self.walker.client(role).post(address, data)
        return self._noted(f"POST {role} {address[:120]} {str(data)[:80]}", answer)

    def _noted(self, what: str, answer):
        if HEADER in answer.headers or answer.status_code >= 500:
            self.failed.append(f"{what}: {answer.status_code} {type(self._error).__name__} {str(self._error)[:200]}")
        return answer


@pytest.fixture
def strange(walker) -> Strange:
    return Strange(walker)


def strange_addresses(address: str, arguments: tuple[object, ...]):
    """``address`` with one of its arguments at a time made strange, as far as it still leads somewhere."""
    for argument in dict.fromkeys(arguments):
        segment = re.escape(quote(str(argument), safe=""))
        for strange in NUMBERS if isinstance(argument, int) else WORDS:
            changed = re.sub(rf"(?<=/){segment}(?=/|\.|$)", strange, address, count=1)
            with suppress(Resolver404):
                resolve(unquote(changed, errors="replace"))
                yield changed


def strange_queries(names: list[str]):
    """Queries in which each of ``names`` is asked for something strange."""
    for value in ASKED:
        said = "x" * (MOST_OF_A_HEAD // len(names)) if value == "long" else quote(value)
        yield "&".join(f"{name}={said}" for name in names)


def own_routes(part: str) -> list[worlds.Route]:
    return [each for each in worlds.parts()[part] if each.is_own]


ROOMS = [part for part in worlds.parts() if not part.startswith("accounts")]


@pytest.mark.parametrize("part", ROOMS)
def test_no_address_and_no_query_makes_the_software_fail(part, strange, monkeypatch):
    """First each as it is, to see which names of the query a page reads."""
    monkeypatch.setattr(WSGIRequest, "GET", property(lambda request: Noticed(request.META["QUERY_STRING"])))
    tried = 0
    for route in own_routes(part):
        role, address = opened_by(strange.rows[route.name]), strange.walker.address(route)
        asked_for.clear()
        strange.ask(role, address)
        queries = list(strange_queries(names)) if (names := sorted(asked_for - {"xuat"})) else []
        for query in queries:
            strange.ask(role, address, query)
        others = list(strange_addresses(address, strange.walker.arguments(route)))
        sends_only = ONLY_SENT in strange.rows[route.name].split(" | ")
        for other in others:
            strange.send(role, other, {}) if sends_only else strange.ask(role, other)
        tried += len(queries) + len(others)
    assert tried
    assert not strange.failed, "\n".join(strange.failed)


def test_a_sign_that_no_database_keeps_is_asked_for_in_vain(strange):
    assert strange.ask("khách", reverse("portal:search"), "q=%00").status_code == 400
    assert strange.ask("khách", "/van-ban/%00/").status_code == 400


def too_long(sender, instance, **_: object) -> None:
    """SQLite takes words of any length into a column of eighty; PostgreSQL does not."""
    for field in sender._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if isinstance(field, CharField) and isinstance(value, str) and len(value) > field.max_length:
            raise AssertionError(f"{sender.__name__}.{field.name} takes {field.max_length} letters, not {len(value)}")


@pytest.fixture
def columns_are_bounded():
    pre_save.connect(too_long)
    yield
    pre_save.disconnect(too_long)


TAKEN = {
    *("core:prepare-document", "discuss:challenge", "discuss:publish", "discuss:report", "discuss:withdraw"),
    *("duties:assign", "inspect:change-topic", "inspect:new-reply", "inspect:plan-reception", "inspect:plan-step"),
    *("inspect:reception-promise", "inspect:write-to-sender", "know:change", "know:correct", "know:take-down"),
    *("matters:describe", "matters:new", "ward:change-group", "ward:change-household", "ward:new-group"),
}
"""Some of the forms that take the longest words of all boxes at once."""


@pytest.mark.parametrize("part", ROOMS)
def test_no_form_makes_the_software_fail_and_each_takes_the_longest_words_that_it_lets_type(
    part, strange, columns_are_bounded
):
    taken = set()
    for route in own_routes(part):
        role, address = opened_by(strange.rows[route.name]), strange.walker.address(route)
        page = strange.ask(role, address)
        fields = {} if page.streaming else Fields(page.content.decode("utf-8", "replace")).found
        for number in range(2) if fields else ():
            strange.send(role, address, {name: TYPED[each.kind][number] for name, each in fields.items()})
        if fields and strange.send(role, address, longest(fields)).status_code == 302:
            taken.add(route.name)
    assert taken >= TAKEN & {each.name for each in own_routes(part)}
    assert not strange.failed, "\n".join(strange.failed)
