"""The seal of a denunciation: who sent it in, its words and files, readable only with the words of one of its settlers.

Each case has a random key (AES-256-GCM). It is wrapped for every settler's X25519 public key with an ephemeral pair;
the settler's private key is encrypted under words that only its owner knows (scrypt). Nothing here is ever logged.
"""

import json
import os
import struct
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from danchu.inspect.models import Case, SealedPart, SealShare, SettlerKey

_NONCE, _KEY, _PUBLIC = 12, 32, 32
_INFO = b"danchu seal of a case"
SCRYPT = {"n": 2**15, "r": 8, "p": 1}


class WrongWords(Exception):
    """The words do not open this key, or this key does not open this case."""


@dataclass(frozen=True)
class Letter:
    """What a denouncer writes, in the clear; exists only while it is sealed or read."""

    text: str = field(repr=False)
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    accused: str = field(default="", repr=False)


@dataclass(frozen=True)
class Enclosure:
    """A file of a denunciation, in the clear."""

    name: str = field(repr=False)
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Sealed:
    """A letter and its files, sealed for some settlers. It says nothing of what is in it."""

    letter: bytes = field(repr=False)
    enclosures: tuple[bytes, ...] = field(repr=False)
    shares: tuple[tuple[int, bytes], ...] = field(repr=False)

    def __str__(self) -> str:
        return "(niêm phong)"

    def keep(self, case: Case, at: datetime) -> None:
        """Write the sealed parts and the settlers' shares of ``case``, within the act that receives it."""
        parts = [(self.letter, True), *((each, False) for each in self.enclosures)]
        SealedPart.objects.bulk_create(
            SealedPart(ward_id=case.ward_id, case=case, content=content, is_letter=is_letter)
            for content, is_letter in parts
        )
        SealShare.objects.bulk_create(
            SealShare(ward_id=case.ward_id, case=case, key_id=key, wrapped=wrapped, given_at=at)
            for key, wrapped in self.shares
        )


def close(letter: Letter, enclosures: Sequence[Enclosure], keys: Iterable[SettlerKey]) -> Sealed:
    """Seal ``letter`` and ``enclosures`` for the owners of ``keys``. ``ValueError`` when there is none."""
    key = AESGCM.generate_key(bit_length=_KEY * 8)
    shares = tuple((each.pk, _wrap(key, bytes(each.public))) for each in keys)
    if not shares:
        raise ValueError("a seal that nobody could open")
    written = json.dumps(asdict(letter), ensure_ascii=False).encode()
    return Sealed(_locked(key, written), tuple(_locked(key, _packed(each)) for each in enclosures), shares)


def new_pair(words: str) -> tuple[bytes, bytes, bytes]:
    """A new key pair under ``words``: the public key, the encrypted private key, the salt."""
    pair, salt = X25519PrivateKey.generate(), os.urandom(16)
    return pair.public_key().public_bytes_raw(), _locked(_from_words(words, salt), pair.private_bytes_raw()), salt


@dataclass(frozen=True)
class Wrapped:
    """The key of a case wrapped for one settler. It says nothing in a trail."""

    content: bytes = field(repr=False)

    def __str__(self) -> str:
        return "(niêm phong)"


class Opened:
    """A sealed case that one of its settlers opened with the right words."""

    def __init__(self, share: SealShare, words: str) -> None:
        """Raises ``WrongWords``."""
        own = share.key
        try:
            private = _unlocked(_from_words(words, bytes(own.salt)), bytes(own.private))
            self._key = _unwrapped(bytes(share.wrapped), X25519PrivateKey.from_private_bytes(private))
        except InvalidTag as wrong:
            raise WrongWords from wrong

    def letter(self, part: SealedPart) -> Letter:
        """What the denouncer wrote."""
        return Letter(**json.loads(_unlocked(self._key, bytes(part.content))))

    def enclosure(self, part: SealedPart) -> Enclosure:
        """A file of the denunciation."""
        packed = _unlocked(self._key, bytes(part.content))
        (size,) = struct.unpack(">I", packed[:4])
        head = json.loads(packed[4 : 4 + size])
        return Enclosure(head["name"], head["mime"], packed[4 + size :])

    def share_for(self, key: SettlerKey) -> Wrapped:
        """The key of the case, wrapped for one more settler."""
        return Wrapped(_wrap(self._key, bytes(key.public)))


def _packed(file: Enclosure) -> bytes:
    head = json.dumps({"name": file.name, "mime": file.mime}).encode()
    return struct.pack(">I", len(head)) + head + file.content


def _from_words(words: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=_KEY, **SCRYPT).derive(" ".join(words.split()).encode())


def _locked(key: bytes, clear: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, _INFO)


def _unlocked(key: bytes, locked: bytes) -> bytes:
    return AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], _INFO)


def _wrap(key: bytes, public: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    return once.public_key().public_bytes_raw() + _locked(_shared(once, public), key)


def _unwrapped(wrapped: bytes, private: X25519PrivateKey) -> bytes:
    return _unlocked(_shared(private, wrapped[:_PUBLIC]), wrapped[_PUBLIC:])


def _shared(private: X25519PrivateKey, public: bytes) -> bytes:
    secret = private.exchange(X25519PublicKey.from_public_bytes(public))
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=_INFO).derive(secret)
