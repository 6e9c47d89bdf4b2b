"""Who can open a backup: a pair of keys whose public half stays with the site and whose private half is kept apart.

The file of the private half also holds the secrets of the server that must not lie beside the data: a backup and this
file together bring everything back, and neither does alone.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyrage import DecryptError, IdentityError, RecipientError, passphrase
from pyrage.x25519 import Identity, Recipient

from danchu.project.backup.failures import Failed, told

_ENCRYPTED = b"age-encryption.org/"
_SECRET = "# danchu secret_key: "  # noqa: S105 - what stands before it
_WORDS = """\
# Khóa mở các bản sao lưu của danchu.
# Ai có tệp này và một bản sao lưu thì đọc được toàn bộ dữ liệu của phường.
# Mất tệp này thì không ai mở được bản sao lưu nữa.
# Hãy cất riêng, không để trên máy chủ và không để cùng bản sao lưu. Cách dùng: danchu restore TỆP --key TỆP_NÀY
# public key: {recipient}
{secret}{key}
{identity}
"""


@dataclass(frozen=True)
class Opening:
    """What the file of the private half says: the key, and the site's ``secret_key`` (empty where it is not in it)."""

    identity: Identity
    secret_key: str


def make(file: Path, secret_key: str, words: str = "") -> str:
    """Make a pair; its private half and ``secret_key`` go into the new ``file``, under ``words`` where there are any.
    Returns the public half. Raises ``Failed``."""
    identity = Identity.generate()
    recipient = str(identity.to_public())
    text = _WORDS.format(recipient=recipient, secret=_SECRET, key=secret_key, identity=identity).encode()
    with told(file.parent):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as kept:
            kept.write(passphrase.encrypt(text, words) if words else text)
            kept.flush()
            os.fsync(kept.fileno())
    return recipient


def read(file: Path, ask: Callable[[], str]) -> Opening:
    """What ``file`` holds; ``ask`` gives the words that it is locked with, where it is. Raises ``Failed``."""
    with told(file):
        content = file.read_bytes()
    try:
        if content.startswith(_ENCRYPTED):
            content = passphrase.decrypt(content, ask())
        lines = content.decode().splitlines()
        identity = Identity.from_str(next(line for line in lines if line.startswith("AGE-SECRET-KEY-")).strip())
    except DecryptError as wrong:
        raise Failed(f"Câu mật khẩu không mở được tệp khóa {file}.") from wrong
    except (UnicodeDecodeError, StopIteration, IdentityError) as wrong:
        raise Failed(
            f"{file} không phải tệp khóa sao lưu, hoặc đã hỏng. Tệp khóa do lệnh danchu backup-key lập."
        ) from wrong
    secrets = [line.removeprefix(_SECRET).strip() for line in lines if line.startswith(_SECRET)]
    return Opening(identity, secrets[0] if secrets else "")


def recipient_of(text: str) -> Recipient:
    """The public half that ``text`` writes. Raises ``Failed``."""
    try:
        return Recipient.from_str(text.strip())
    except RecipientError as wrong:
        raise Failed(f"{text.strip()[:80]!r} không phải khóa công khai: khóa ấy bắt đầu bằng age1.") from wrong


class Kept:
    """The public half as the data folder ``home`` keeps it, with the mark of the ``secret_key`` of that day."""

    def __init__(self, home: Path) -> None:
        self._file = home / "backup_recipient"

    def write(self, recipient: str, secret_key: str) -> None:
        self._file.write_text(f"{recipient}\n{_mark(secret_key)}\n", encoding="ascii")

    def begin_with(self, recipient: str, secret_key: str) -> None:
        """Keep this public half where there is none yet."""
        if not self._file.exists():
            self.write(recipient, secret_key)

    def read(self) -> tuple[Recipient, str]:
        """The public half, and the mark. Raises ``Failed`` where there is none."""
        if not self._file.exists():
            raise Failed(
                "Chưa có khóa sao lưu. Hãy lập khóa một lần: danchu backup-key TỆP (ví dụ trên một USB cất riêng)."
            )
        recipient, _, mark = self._file.read_text(encoding="ascii").partition("\n")
        return recipient_of(recipient), mark.strip()

    def is_of(self, secret_key: str) -> bool:
        """Whether the file of the private half holds this ``secret_key``."""
        return self.read()[1] == _mark(secret_key)


def _mark(secret_key: str) -> str:
    return hashlib.sha256(f"danchu backup {secret_key}".encode()).hexdigest()[:16]
