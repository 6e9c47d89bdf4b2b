"""A mail server on loopback for the tests: pymap holds the folders (IMAP), aiosmtpd takes what is sent (SMTP)."""

import imaplib
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "phuong", "mat-khau-thu"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Folders:
    """An IMAP server in a process of its own, with one account."""

    def __init__(self) -> None:
        self.port = free_port()
        command = [sys.executable, "-c", "from pymap.main import main; main()", "--host", "127.0.0.1", "--no-tls"]
        account = ["--demo-user", USER, "--demo-password", PASSWORD]
        self._process = subprocess.Popen([*command, "--port", str(self.port), "dict", "--demo-data", *account])
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            assert self._process.poll() is None, "the IMAP server ended"
            time.sleep(0.05)
        raise AssertionError("the IMAP server does not answer")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()

    def account(self, folder: str, **changes) -> dict:
        """What ``settings.MAILBOXES`` says of a folder here."""
        place = {"host": "127.0.0.1", "port": self.port, "security": "imap", "folder": folder}
        return {**place, "username": USER, "password": PASSWORD, **changes}

    def _opened(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.login(USER, PASSWORD)
        return client

    def make(self, folder: str) -> None:
        with self._opened() as client:
            assert client.create(folder)[0] == "OK"

    def deliver(self, folder: str, raw: bytes, *, read: bool = False) -> None:
        """Put a mail into ``folder`` as a delivery agent does."""
        with self._opened() as client:
            flags = r"(\Seen)" if read else None
            assert client.append(folder, flags, None, re.sub(rb"\r?\n", b"\r\n", raw))[0] == "OK"

    def unread(self, folder: str) -> int:
        with self._opened() as client:
            client.select(folder, readonly=True)
            return len(client.search(None, "UNSEEN")[1][0].split())


class _Taken:
    def __init__(self) -> None:
        self.letters, self.refusals = [], []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        if self.refusals:
            return self.refusals.pop(0)
        self.letters.append((envelope, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


class Postbox:
    """An SMTP server in a thread: what was sent to it lies in ``letters``; ``refusals`` are answered first."""

    def __init__(self) -> None:
        self._handler = _Taken()
        self._controller = Controller(
            self._handler,
            hostname="127.0.0.1",
            port=free_port(),
            authenticator=self._check,
            auth_required=True,
            auth_require_tls=False,
        )
        self._controller.start()

    @staticmethod
    def _check(server, session, envelope, mechanism, given) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (USER.encode(), PASSWORD.encode()))

    @property
    def port(self) -> int:
        return self._controller.port

    @property
    def letters(self) -> list:
        return [letter for _, letter in self._handler.letters]

    @property
    def refusals(self) -> list[str]:
        return self._handler.refusals

    def mailer(self, **changes) -> dict:
        """What ``settings.MAILERS`` says of it."""
        options = {"host": "127.0.0.1", "port": self.port, "username": USER, "password": PASSWORD, "timeout": 10}
        return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {**options, **changes}}

    def end(self) -> None:
        self._controller.stop()
