"""Reading a folder on a mail server by IMAP: what is new, one mail at a time, and that it was handled."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.core import mail

from danchu.inspect.mail_reading import BEGINNING, LARGEST_MAIL

TIMEOUT_SECONDS = 30
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]+)"')


class ServerProblem(Exception):
    """The server does not do what was asked; the message says in Vietnamese what to look at."""


@dataclass(frozen=True)
class About:
    """What the server says of one mail: its bytes, when it came."""

    size: int
    arrived_at: datetime | None


class Folder:
    """An open folder. ``epoch`` is the server's numbering (UIDVALIDITY): when it changes, numbers mean nothing."""

    def __init__(self, connection: imaplib.IMAP4, epoch: int) -> None:
        self._connection = connection
        self.epoch = epoch

    def new(self, epoch: int, last_uid: int) -> list[int]:
        """The numbers of the mails after ``last_uid``; in a folder that was never read under this numbering, of those
        that nobody has read."""
        known = epoch == self.epoch
        found = self._ask("SEARCH", None, f"UID {last_uid + 1}:*" if known else "UNSEEN")
        numbers = sorted(int(each) for each in b" ".join(each for each in found if isinstance(each, bytes)).split())
        return [each for each in numbers if not known or each > last_uid]  # "5:*" gives 4 where that is the last

    def highest(self) -> int:
        """The number of the newest mail; 0 in an empty folder."""
        return max(
            (int(each) for line in self._ask("SEARCH", None, "UID *") if line for each in line.split()), default=0
        )

    def about(self, uid: int) -> About:
        line = b" ".join(_bytes_of(self._ask("FETCH", str(uid), "(RFC822.SIZE INTERNALDATE)")))
        size, arrived = _SIZE.search(line), _ARRIVED.search(line)
        moment = None
        if arrived is not None:
            with suppress(ValueError):
                moment = parsedate_to_datetime(arrived[1].decode("ascii", "replace").strip().replace("-", " ", 2))
        return About(int(size[1]) if size else 0, moment)

    def content(self, uid: int, size: int) -> bytes:
        """The mail, or the beginning of one that is too large. Does not mark it as read."""
        wanted = "(BODY.PEEK[])" if size <= LARGEST_MAIL else f"(BODY.PEEK[]<0.{BEGINNING}>)"
        found = self._ask("FETCH", str(uid), wanted)
        return next((each[1] for each in found if isinstance(each, tuple)), b"")

    def mark_handled(self, uid: int) -> None:
        """Mark it as read; that this fails does not matter, since the number was kept."""
        with suppress(ServerProblem):
            self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _ask(self, command: str, *arguments: Any) -> list[Any]:
        try:
            status, data = self._connection.uid(command, *arguments)
        except (imaplib.IMAP4.error, OSError) as problem:
            raise ServerProblem("Kết nối với máy chủ thư bị ngắt giữa chừng. Lần sau sẽ thử lại.") from problem
        if status != "OK":
            raise ServerProblem(f"Máy chủ thư không thực hiện lệnh {command}.")
        return data


def _bytes_of(data: list[Any]) -> Iterator[bytes]:
    for each in data:
        yield from (part for part in (each if isinstance(each, tuple) else (each,)) if isinstance(part, bytes))


@contextmanager
def opened(account: Mapping[str, Any]) -> Iterator[Folder]:
    """The folder that ``account`` (of ``settings.MAILBOXES``) names. Raises ``ServerProblem``."""
    connection = _connected(account)
    try:
        yield Folder(connection, _select(connection, account["folder"]))
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            connection.logout()


def _connected(account: Mapping[str, Any]) -> imaplib.IMAP4:
    place = (account["host"], account["port"])
    trust = ssl.create_default_context()
    try:
        if account["security"] == "imaps":
            connection: imaplib.IMAP4 = imaplib.IMAP4_SSL(*place, ssl_context=trust, timeout=TIMEOUT_SECONDS)
        else:
            connection = imaplib.IMAP4(*place, timeout=TIMEOUT_SECONDS)
            if account["security"] == "imap+tls":
                connection.starttls(ssl_context=trust)
    except ssl.SSLError as problem:
        raise ServerProblem("Chứng thư của máy chủ thư không hợp lệ. Báo người quản trị máy chủ thư.") from problem
    except (imaplib.IMAP4.error, OSError) as problem:
        raise ServerProblem(f"Không kết nối được máy chủ thư {place[0]}, cổng {place[1]}.") from problem
    try:
        connection.login(account["username"], account["password"])
    except (imaplib.IMAP4.error, OSError, UnicodeError) as problem:
        raise ServerProblem("Máy chủ thư không nhận tên hoặc mật khẩu của tài khoản.") from problem
    return connection


def _select(connection: imaplib.IMAP4, folder: str) -> int:
    try:
        status, _ = connection.select(f'"{folder}"')
        epochs = connection.response("UIDVALIDITY")[1]
    except (imaplib.IMAP4.error, OSError) as problem:
        raise ServerProblem(f"Không mở được thư mục {folder} trên máy chủ thư.") from problem
    if status != "OK":
        raise ServerProblem(f"Không có thư mục {folder} trên máy chủ thư.")
    return int(epochs[0]) if epochs and epochs[0] else 0


def try_sending(mailer: str) -> None:
    """Connect to where ``mailer`` of ``settings.MAILERS`` sends. Raises ``ServerProblem``."""
    connection = mail.mailers[mailer]
    try:
        connection.open()
        connection.close()
    except Exception as problem:  # a backend raises what its library raises
        raise ServerProblem(f"Nhận thư được, nhưng không gửi được thư: {type(problem).__name__}.") from problem
