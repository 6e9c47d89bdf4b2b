"""The signing key of a site (Ed25519) and the public keys that it trusts, in a folder of their own: never in the
database, never in a backup.

``signing`` holds the private half, made when it is first needed. ``roots.json`` lists the public halves in the order in
which they came; each one that came by a rotation bears the voucher of the one before it.
"""

import base64
import binascii
import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from danchu.core.trust import batches
from danchu.lib import clock

SIGNATURE_BYTES = 64
FINGERPRINT_SIGNS = 24
"""Of 64: 96 bits, short enough for a line of the minutes."""
_WORDS = """\
# Khóa ký của danchu. Không chép vào bản sao lưu, không gửi cho ai. Cách giữ, cách đổi: docs/trust.md
"""


type Kept = bytes | memoryview[int] | None
"""A seal as a database gives it; None where there is none."""


def written(value: bytes) -> str:
    """Bytes as they stand in files and on receipts."""
    return base64.b64encode(value).decode()


def read(text: object) -> bytes:
    """What ``written`` gave; nothing where ``text`` is no such thing."""
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        return b""


def fingerprint(public: bytes) -> str:
    """The mark of a key that people compare: six groups of four signs."""
    return grouped(hashlib.sha256(b"danchu key\n" + public).hexdigest())


def grouped(digest: str) -> str:
    """The beginning of a digest as people read it."""
    return " ".join(digest[place : place + 4] for place in range(0, FINGERPRINT_SIGNS, 4))


def is_sealed_by(public: bytes, seal: bytes, message: bytes) -> bool:
    """Whether the owner of ``public`` sealed ``message``, alone or with others (``batches``)."""
    signature, path = seal[:SIGNATURE_BYTES], seal[SIGNATURE_BYTES:]
    return _is_signed_by(public, signature, batches.signed_over(message, path))


@lru_cache(maxsize=256)
def _is_signed_by(public: bytes, signature: bytes, signed: bytes) -> bool:
    """What was sealed together bears one signature, which is looked at once for all."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Root:
    """A public key that is trusted, with the moment from which on. ``voucher`` is the seal of the key before it over
    this one, ``returned`` the seal of this one over that; empty where there was none or it was lost."""

    public: str
    since: str
    voucher: str = ""
    returned: str = ""

    @cached_property
    def key(self) -> bytes:
        return read(self.public)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)

    def follows(self, before: "Root") -> bool:
        """Whether it took the place of ``before`` by a rotation: each of them says so."""
        forth = is_sealed_by(before.key, read(self.voucher), vouching(self.key))
        return forth and is_sealed_by(self.key, read(self.returned), vouching(before.key))


def vouching(public: bytes) -> bytes:
    """What two keys seal of each other when one takes the place of the other."""
    return b"danchu key 1\n" + public


@dataclass(frozen=True)
class Ring:
    """The public keys in the order in which they came."""

    roots: tuple[Root, ...]

    @classmethod
    def of(cls, plain: Iterable[Sequence[str]]) -> "Ring":
        """Of what ``plain`` gave."""
        return cls(tuple(Root(public, "", voucher, returned) for public, voucher, returned in plain))

    def plain(self) -> list[list[str]]:
        """For what is published: public key and both vouchers of each."""
        return [[each.public, each.voucher, each.returned] for each in self.roots]

    def place_of(self, seal: Kept, message: bytes, least: int = 0) -> int:
        """The place of the key that sealed ``message``, not before the place ``least``; -1 where none did."""
        if seal and isinstance(seal, (bytes, memoryview)):  # whatever a database holds there
            for place in range(least, len(self.roots)):
                if is_sealed_by(self.roots[place].key, bytes(seal), message):
                    return place
        return -1

    def knows(self, public: str) -> bool:
        return any(each.public == public for each in self.roots)

    def links(self, mark: str, place: int) -> bool:
        """Whether rotations lead from the key with the fingerprint ``mark`` to the one at ``place``, either way."""
        wanted = "".join(mark.split()).lower()
        marks = [each.fingerprint.replace(" ", "") for each in self.roots]
        if wanted not in marks:
            return False
        first, last = sorted((marks.index(wanted), place))
        between = self.roots[first : last + 1]
        return all(after.follows(before) for before, after in pairwise(between))


class Folder:
    """The folder of the keys. Nothing in it is kept in memory longer than it stays as it is on the disk."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._signing, self._roots = place / "signing", place / "roots.json"
        self._seen: tuple[object, object] | None = None
        self._signer: Ed25519PrivateKey | None = None
        self._ring = Ring(())

    def ring(self) -> Ring:
        """The public keys; none in a folder in which nothing was sealed yet. That of a private half that is there is
        one of them, though its list was lost."""
        self._refresh()
        if self._signer is not None and not self._is_listed(self._signer):
            self._begin()
        return self._ring

    def seal(self, message: bytes) -> bytes:
        """The seal of the key in use over ``message``; the first one makes the key."""
        self._refresh()
        if self._signer is None or not self._is_listed(self._signer):
            self._begin()
        assert self._signer is not None  # noqa: S101 - just made
        return self._signer.sign(message)

    def current(self) -> Root:
        """The key in use; made where there is none."""
        self.seal(b"danchu key in use\n")
        assert self._signer is not None  # noqa: S101 - it has just sealed
        public = written(_public(self._signer))
        return next(each for each in self._ring.roots if each.public == public)

    def rotate(self) -> Root:
        """A new key takes the place of the one in use, which vouches for it and is forgotten."""
        self.current()
        with self._alone():
            self._refresh()
            old = self._signer
            assert old is not None  # noqa: S101 - made above
            new = Ed25519PrivateKey.generate()
            forth, back = old.sign(vouching(_public(new))), new.sign(vouching(_public(old)))
            put(self._roots, _listed((*self._ring.roots, _root(new, written(forth), written(back)))))
            put(self._signing, _kept(new))
        return self.current()

    def adopt(self, older: Sequence[Root]) -> list[Root]:
        """Trust ``older`` keys again, whose private half is lost, before those that are here. Gives the ones that were
        not known. Only a person may ask for it: whoever trusts a key trusts all that it sealed."""
        self.current()
        with self._alone():
            self._refresh()
            new = [each for each in older if not self._ring.knows(each.public)]
            if new:
                put(self._roots, _listed((*new, *self._ring.roots)))
        return new

    def _begin(self) -> None:
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone():
            self._refresh()
            key = self._signer or Ed25519PrivateKey.generate()
            if not self._is_listed(key):
                put(self._roots, _listed((*self._ring.roots, _root(key))))
            if self._signer is None:
                put(self._signing, _kept(key))
        self._refresh()

    def _is_listed(self, key: Ed25519PrivateKey) -> bool:
        return self._ring.knows(written(_public(key)))

    def _refresh(self) -> None:
        seen = (_stamp(self._signing), _stamp(self._roots))
        if seen == self._seen:
            return
        rows = json.loads(self._roots.read_bytes()) if seen[1] else []
        self._ring = Ring(tuple(Root(**each) for each in rows))
        self._signer = _read_private(self._signing) if seen[0] else None
        self._seen = seen

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def put(place: Path, content: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all, and onto the disk."""
    draft = place.with_name(f"{place.name}.draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)


def _root(key: Ed25519PrivateKey, voucher: str = "", returned: str = "") -> Root:
    return Root(written(_public(key)), clock.now().isoformat(), voucher, returned)


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _kept(key: Ed25519PrivateKey) -> bytes:
    return f"{_WORDS}{written(key.private_bytes_raw())}\n".encode()


def _listed(roots: Iterable[Root]) -> bytes:
    return json.dumps([asdict(each) for each in roots], indent=1).encode()


def _read_private(place: Path) -> Ed25519PrivateKey:
    last = place.read_text().strip().splitlines()[-1]
    return Ed25519PrivateKey.from_private_bytes(read(last))


def _stamp(place: Path) -> tuple[int, int, int] | None:
    try:
        known = os.stat(place)
    except FileNotFoundError:
        return None
    return known.st_mtime_ns, known.st_ino, known.st_size


_FOLDERS: dict[Path, Folder] = {}


def folder() -> Folder:
    """The folder of this site."""
    place = Path(settings.KEYS)
    if place not in _FOLDERS:
        _FOLDERS[place] = Folder(place)
    return _FOLDERS[place]
