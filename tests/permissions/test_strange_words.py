"""Nothing that somebody puts into an address or a form makes the software fail: numbers of any size, days of any year,
signs that no database keeps, words of any length. Every route is walked, as somebody who may open it."""

import re
from contextlib import suppress
from urllib.parse import quote, unquote

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db.models import CharField
from django.db.models.signals import pre_save
from django.urls import Resolver404, resolve

from danchu.core.ui.failures import HEADER
from tests.permissions import world as worlds
from tests.permissions.fields import Fields, longest
from tests.permissions.test_keeping import Noticed, asked_for
from tests.permissions.test_routes import kept
from tests.permissions.walking import ONLY_READ, ONLY_SENT, OPEN, Walker, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_refusals")]
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

    def __init__(self) -> None:
        self.walker = Walker(worlds.build())
        self.rows = kept()
        self.failed: list[str] = []

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
            kind, error, _ = getattr(answer, "exc_info", None) or (None, answer.status_code, None)
            self.failed.append(f"{what}: {kind and kind.__name__} {str(error)[:200]}")
        return answer


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


def own_routes() -> list[worlds.Route]:
    return [each for each in worlds.routes() if each.is_own]


def test_no_address_and_no_query_makes_the_software_fail(monkeypatch):
    """First each as it is, to see which names of the query a page reads."""
    monkeypatch.setattr(WSGIRequest, "GET", property(lambda request: Noticed(request.META["QUERY_STRING"])))
    strange, asked, changed = Strange(), 0, 0
    for route in own_routes():
        role, address = opened_by(strange.rows[route.name]), strange.walker.address(route)
        asked_for.clear()
        strange.ask(role, address)
        if names := sorted(asked_for - {"xuat"}):
            for query in strange_queries(names):
                asked += 1
                strange.ask(role, address, query)
        sends_only = ONLY_SENT in strange.rows[route.name].split(" | ")
        for other in strange_addresses(address, strange.walker.arguments(route)):
            changed += 1
            strange.send(role, other, {}) if sends_only else strange.ask(role, other)
    strange.ask("khách", "/", "q=%00")
    assert min(asked, changed) > 200
    assert not strange.failed, "\n".join(strange.failed)


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


def test_no_form_makes_the_software_fail_and_each_takes_the_longest_words_that_it_lets_type(columns_are_bounded):
    strange, shown, taken = Strange(), 0, 0
    for route in own_routes():
        role, address = opened_by(strange.rows[route.name]), strange.walker.address(route)
        page = strange.ask(role, address)
        fields = {} if page.streaming else Fields(page.content.decode("utf-8", "replace")).found
        if not fields:
            continue
        shown += 1
        for number in range(2):
            strange.send(role, address, {name: TYPED[each.kind][number] for name, each in fields.items()})
        taken += strange.send(role, address, longest(fields)).status_code == 302
    assert (shown > 100, taken > 70) == (True, True), f"{taken} of {shown} forms were taken"
    assert not strange.failed, "\n".join(strange.failed)
