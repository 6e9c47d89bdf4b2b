"""Asks one address as one role: what comes of opening it, and what of sending an empty form to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.permissions import world as worlds

BACKEND = "danchu.ward.accounts_backend.AccountBackend"
OPEN, ONLY_READ, ONLY_SENT, NOT_TAKEN = "mở", "chỉ xem", "chỉ gửi", "không nhận"
REFUSALS = ("đăng nhập", "cấm", "không thấy")


class Walker:
    """Somebody in each role; nothing that they do stays done."""

    def __init__(self, world: worlds.World) -> None:
        self._world = world
        self._sessions = {role: self._begin(role) for role in worlds.ROLES}

    def _begin(self, role: str) -> str:
        client = Client()
        if person := self._world.people[role]:
            client.force_login(person, backend=BACKEND)
            return client.cookies[settings.SESSION_COOKIE_NAME].value
        return ""

    def client(self, role: str, *, strict: bool = False) -> Client:
        client = Client(enforce_csrf_checks=strict, raise_request_exception=False)
        if key := self._sessions[role]:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    def address(self, route: worlds.Route) -> str:
        """A sample address; third-party routes get made-up arguments."""
        if not route.is_own:
            return reverse(route.name, kwargs=dict.fromkeys(route.arguments, "1"))
        arguments = self._world.samples.get(route.name, ())
        assert len(arguments) == len(route.arguments), f"{route.name}: give it a sample address in furniture/"
        return reverse(route.name, args=arguments)

    def outcome(self, route: worlds.Route, role: str) -> str:
        """mở (opens, and takes a form or ignores it), chỉ xem, chỉ gửi (405 for the other); else why not."""
        address = self.address(route)
        with undone():
            read = word(self.client(role).get(address))
        with undone():
            sent = word(self.client(role).post(address))
        return together(read, sent)


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
