"""Asks one address as one role: what comes of opening it, and what of sending an empty form to it."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse

from danchu.core.ui import middleware
from danchu.project import urls
from danchu.ward import accounts_backend
from tests.permissions import world as worlds

BACKEND = "danchu.ward.accounts_backend.AccountBackend"
OPEN, ONLY_READ, ONLY_SENT, NOT_TAKEN = "mở", "chỉ xem", "chỉ gửi", "không nhận"
REFUSALS = ("đăng nhập", "cấm", "không thấy")


class Asker(Client):
    """A client without what Django's own keeps for tests (templates, contexts), which costs more than many a page."""

    def __init__(self, handler: ClientHandler) -> None:
        super().__init__(raise_request_exception=False)
        self.handler = handler

    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))
        self.cookies.update(answer.cookies)
        return answer


class Walker:
    """Somebody in each role; nothing that they do stays done."""

    def __init__(self, world: worlds.World) -> None:
        self._world = world
        self._sessions = {role: self._begin(role) for role in worlds.ROLES}
        self._handlers = {strict: ClientHandler(enforce_csrf_checks=strict) for strict in (False, True)}

    def _begin(self, role: str) -> str:
        client = Client()
        if person := self._world.people[role]:
            client.force_login(person, backend=BACKEND)
            return client.cookies[settings.SESSION_COOKIE_NAME].value
        return ""

    def client(self, role: str, *, strict: bool = False) -> Client:
        client = Asker(self._handlers[strict])
        if key := self._sessions[role]:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    def address(self, route: worlds.Route) -> str:
        """A sample address; third-party routes get made-up arguments."""
        if not route.is_own:
            return reverse(route.name, kwargs=dict.fromkeys(route.arguments, "1"))
        arguments = self.arguments(route)
        assert len(arguments) == len(route.arguments), f"{route.name}: give it a sample address in furniture/"
        return reverse(route.name, args=arguments)

    def arguments(self, route: worlds.Route) -> tuple[object, ...]:
        """The sample arguments of an own route."""
        return self._world.samples.get(route.name, ())

    def outcome(self, route: worlds.Route, role: str) -> str:
        """mở (opens, and takes a form or ignores it), chỉ xem, chỉ gửi (405 for the other); else why not."""
        address = self.address(route)
        with undone():
            read = word(self.client(role).get(address))
        with undone():
            sent = word(self.client(role).post(address))
        return together(read, sent)


def let_refusals_be_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends: who asks is read of the database once and given anew to each request, and the pages that say
    no are not drawn. In a walk both are the same at each address, and cost more than everything else."""
    for place, reader in ((accounts_backend, "account_of_session"), (middleware, "ward_of_host")):
        monkeypatch.setattr(place, reader, _read_once(getattr(place, reader)))
    for status in (403, 404):
        monkeypatch.setattr(urls, f"handler{status}", partial(_brief, status), raising=False)
    monkeypatch.setattr(settings, "CSRF_FAILURE_VIEW", f"{__name__}.without_token")


def without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(reason, status=403)


def _brief(status: int, request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(status=status)


def _read_once(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    read: dict[Any, bytes] = {}

    def again(about: Any) -> Any:
        if about not in read:
            read[about] = pickle.dumps(reader(about))
        return pickle.loads(read[about])

    return again


def together(read: str, sent: str) -> str:
    """One word for both; two where a form is taken from somebody to whom the page is refused."""
    if read == OPEN:
        return OPEN if sent == OPEN else ONLY_READ
    if read == NOT_TAKEN:
        return ONLY_SENT if sent == OPEN else sent
    return read if sent in {read, NOT_TAKEN} else f"{read}/{sent}"


def word(response: HttpResponse) -> str:
    """mở (the page answers), đăng nhập (sent to sign in), cấm (403), không thấy (404), không nhận (405)."""
    if response.status_code in {301, 302} and response["Location"].startswith(reverse(settings.LOGIN_URL)):
        return "đăng nhập"
    refused = {403: "cấm", 404: "không thấy", 405: NOT_TAKEN}
    return refused.get(response.status_code, OPEN if response.status_code < 500 else "LỖI")


@contextmanager
def undone() -> Iterator[None]:
    """Take back what happens in the block."""
    mark = transaction.savepoint_create()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)
        transaction.savepoint_commit(mark)  # else thousands lie in one another, and each costs more than the last
