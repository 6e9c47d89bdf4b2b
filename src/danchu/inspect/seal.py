"""The seal of a denunciation: who sent it in, its words and files, readable only with the words of one of its settlers.

Each case has a key pair of its own: what is put under the seal is encrypted for its public half, so that more can be
added later by those who can read nothing. The private half is wrapped for each settler's public key; the settler's
private key is encrypted under words that only its owner knows. Nothing here is ever logged. What this promises and
what it does not: ``docs/denunciations.md``.
"""

import hashlib
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
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from danchu.inspect.models import Case, Seal, SealedPart, SealShare, SettlerKey
from danchu.inspect.states import Part
from danchu.lib.vntext import fold

_NONCE, _KEY, _PUBLIC, _SALT = 12, 32, 32, 16
_VERSION = b"danchu seal 1: "
_PAD_LETTER, _PAD_FILE = 4 * 1024, 64 * 1024
_MOST_COST = 20
"""A row that was tampered with must not make the server reckon for minutes."""


class WrongWords(Exception):
    """The words do not open this key."""


class Broken(Exception):
    """What is kept is not what was sealed for this case and this settler."""


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
    mime: str = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Sealed:
    """A letter and its files under a new seal. It says nothing of what is in it; a trail keeps the mark of the seal."""

    public: bytes = field(repr=False)
    private: bytes = field(repr=False)
    parts: tuple[tuple[Part, bytes], ...] = field(repr=False)
    keys: tuple[SettlerKey, ...] = field(repr=False)

    def __str__(self) -> str:
        return f"(niêm phong, dấu {mark_of(self.public)})"

    def keep(self, case: Case, at: datetime) -> None:
        """Write the seal of ``case``, its parts and the settlers' shares, within the act that receives it."""
        Seal.objects.create(ward_id=case.ward_id, case=case, public=self.public, at=at)
        _keep(case, self.parts, at)
        SealShare.objects.bulk_create(
            SealShare(
                ward_id=case.ward_id,
                case=case,
                key=each,
                wrapped=_wrapped_for(each, self.private, self.public, case),
                given_at=at,
            )
            for each in self.keys
        )


@dataclass(frozen=True)
class Addition:
    """What is added to a case that is sealed already. It says nothing of what is in it."""

    parts: tuple[tuple[Part, bytes], ...] = field(repr=False)

    def __str__(self) -> str:
        return "(niêm phong)"

    def keep(self, case: Case, at: datetime) -> None:
        """Write the parts, within the act that adds them."""
        _keep(case, self.parts, at)


@dataclass(frozen=True)
class Wrapped:
    """The key of a case wrapped for one more settler. It says nothing in a trail."""

    content: bytes = field(repr=False)

    def __str__(self) -> str:
        return "(niêm phong)"


@dataclass(frozen=True)
class Pair:
    """A settler's new key pair. A trail keeps its mark, by which a key that was put in its place is found out."""

    public: bytes = field(repr=False)
    private: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    cost: int

    def __str__(self) -> str:
        return f"khóa có dấu {mark_of(self.public)}"


@dataclass(frozen=True)
class Closing:
    """Whom a seal is for that is closed later, within the act that gathers what goes under it. It says nothing in a
    trail: who was left out is who is denounced."""

    keys: tuple[SettlerKey, ...] = field(repr=False)

    def __str__(self) -> str:
        return "(niêm phong)"

    def close(self, letter: Letter, enclosures: Sequence[Enclosure]) -> Sealed:
        """Seal ``letter`` and ``enclosures``. ``ValueError`` where nobody could open it."""
        return close(letter, enclosures, self.keys)


def close(letter: Letter, enclosures: Sequence[Enclosure], keys: Iterable[SettlerKey]) -> Sealed:
    """Seal ``letter`` and ``enclosures`` for the owners of ``keys``. ``ValueError`` when there is none."""
    settlers = tuple(keys)
    if not settlers:
        raise ValueError("a seal that nobody could open")
    pair = X25519PrivateKey.generate()
    public = pair.public_key().public_bytes_raw()
    return Sealed(public, pair.private_bytes_raw(), _parts(public, letter, enclosures), settlers)


def add(case: Case, letter: Letter | None, enclosures: Sequence[Enclosure] = ()) -> Addition:
    """Seal more for those who settle ``case``; nobody need open it for that."""
    return Addition(_parts(bytes(case.seal.public), letter, enclosures))


def note(case: Case, text: str, enclosures: Sequence[Enclosure] = ()) -> Addition:
    """Seal an officer's words and files for those who settle ``case``."""
    public = bytes(case.seal.public)
    notes = ((Part.NOTE, sealed_note(public, text)),) if text.strip() else ()
    return Addition((*notes, *_parts(public, None, enclosures)))


def sealed_note(public: bytes, text: str) -> bytes:
    """``text`` as a note under the seal ``public``."""
    return _sealed(public, Part.NOTE, text.encode(), _PAD_LETTER)


def new_pair(words: str) -> Pair:
    """A new key pair under ``words``."""
    pair, salt, cost = X25519PrivateKey.generate(), os.urandom(_SALT), settings.SEAL_WORDS_COST
    public = pair.public_key().public_bytes_raw()
    private = _locked(_from_words(words, salt, cost), pair.private_bytes_raw(), _context("key", public))
    return Pair(public, private, salt, cost)


def mark_of(public: bytes) -> str:
    """The mark of a key as people compare it."""
    digest = hashlib.sha256(_VERSION + bytes(public)).hexdigest()[:16].upper()
    return "-".join(digest[place : place + 4] for place in range(0, 16, 4))


def vouched(ward_id: int, user_id: int, public: bytes) -> str:
    """What binds a key to its owner: without the server's secret, nobody puts another key in its place."""
    return _vouch(ward_id, user_id, public, settings.SECRET_KEY)


def is_vouched(key: SettlerKey) -> bool:
    """Whether ``key`` is the one that its owner made on this server."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    made = (_vouch(key.ward_id, key.user_id, bytes(key.public), each) for each in secrets)
    return any(constant_time_compare(key.vouched, each) for each in made)


class Opened:
    """A sealed case that one of its settlers opened with the right words."""

    def __init__(self, share: SealShare, words: str) -> None:
        """Raises ``WrongWords``; ``Broken`` where the words are right but the share is not of this case."""
        own, self._case = share.key, share.case
        public = bytes(own.public)
        try:
            key = _from_words(words, bytes(own.salt), min(own.cost, _MOST_COST))
            private = X25519PrivateKey.from_private_bytes(_unlocked(key, bytes(own.private), _context("key", public)))
        except InvalidTag as wrong:
            raise WrongWords from wrong
        self._public = bytes(self._case.seal.public)
        try:
            content = _unsealed(private, bytes(share.wrapped), _share_context(self._case, self._public))
            self._private = X25519PrivateKey.from_private_bytes(content)
        except (InvalidTag, ValueError) as wrong:
            raise Broken from wrong
        if self._private.public_key().public_bytes_raw() != self._public:
            raise Broken

    def letter(self, part: SealedPart) -> Letter:
        """What the denouncer wrote. Raises ``Broken``."""
        return Letter(**json.loads(self._clear(part)))

    def note(self, part: SealedPart) -> str:
        """What an officer noted under the seal. Raises ``Broken``."""
        return self._clear(part).decode()

    def enclosure(self, part: SealedPart) -> Enclosure:
        """A file of the denunciation. Raises ``Broken``."""
        packed = self._clear(part)
        (size,) = struct.unpack(">I", packed[:4])
        head = json.loads(packed[4 : 4 + size])
        return Enclosure(head["name"], head["mime"], packed[4 + size :])

    def share_for(self, key: SettlerKey) -> Wrapped:
        """The key of the case, wrapped for one more settler."""
        return Wrapped(_wrapped_for(key, self._private.private_bytes_raw(), self._public, self._case))

    def _clear(self, part: SealedPart) -> bytes:
        try:
            return _unpadded(_unsealed(self._private, bytes(part.content), _context(part.kind, self._public)))
        except (InvalidTag, ValueError) as wrong:
            raise Broken from wrong


def _parts(public: bytes, letter: Letter | None, enclosures: Sequence[Enclosure]) -> tuple[tuple[Part, bytes], ...]:
    written = [json.dumps(asdict(letter), ensure_ascii=False).encode()] if letter else []
    return (
        *((Part.LETTER, _sealed(public, Part.LETTER, each, _PAD_LETTER)) for each in written),
        *((Part.FILE, _sealed(public, Part.FILE, _packed(each), _PAD_FILE)) for each in enclosures),
    )


def _keep(case: Case, parts: Iterable[tuple[Part, bytes]], at: datetime) -> None:
    SealedPart.objects.bulk_create(
        SealedPart(ward_id=case.ward_id, case=case, kind=kind, content=content, at=at) for kind, content in parts
    )


def _packed(file: Enclosure) -> bytes:
    head = json.dumps({"name": file.name, "mime": file.mime}).encode()
    return struct.pack(">I", len(head)) + head + file.content


def _wrapped_for(settler: SettlerKey, private: bytes, public: bytes, case: Case) -> bytes:
    return _encrypted(bytes(settler.public), private, _share_context(case, public))


def _sealed(public: bytes, kind: Part, clear: bytes, block: int) -> bytes:
    """``clear`` filled up to whole blocks, so that its length says little, and encrypted for ``public``."""
    filled = struct.pack(">I", len(clear)) + clear
    return _encrypted(public, filled + bytes(-len(filled) % block), _context(kind, public))


def _unpadded(filled: bytes) -> bytes:
    (size,) = struct.unpack(">I", filled[:4])
    return filled[4 : 4 + size]


def _context(purpose: str, public: bytes) -> bytes:
    """What a ciphertext is for; with another context it does not open."""
    return _VERSION + purpose.encode() + b"|" + public


def _share_context(case: Case, public: bytes) -> bytes:
    return _context(f"share|{case.ward_id}|{case.pk}|{case.symbol}", public)


def _encrypted(public: bytes, clear: bytes, context: bytes) -> bytes:
    """For the owner of ``public``: an ephemeral key, and what is encrypted with the secret shared with it."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    secret = once.exchange(X25519PublicKey.from_public_bytes(public))
    return mine + _locked(_derived(secret, mine, public, context), clear, context)


def _unsealed(private: X25519PrivateKey, content: bytes, context: bytes) -> bytes:
    theirs, locked = content[:_PUBLIC], content[_PUBLIC:]
    secret = private.exchange(X25519PublicKey.from_public_bytes(theirs))
    return _unlocked(_derived(secret, theirs, private.public_key().public_bytes_raw(), context), locked, context)


def _derived(secret: bytes, ephemeral: bytes, public: bytes, context: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=context + ephemeral + public).derive(secret)


def _locked(key: bytes, clear: bytes, context: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, context)


def _unlocked(key: bytes, locked: bytes, context: bytes) -> bytes:
    return AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], context)


def _from_words(words: str, salt: bytes, cost: int) -> bytes:
    """Tone marks and capitals do not count: many keyboards type none where what is typed does not show."""
    return Scrypt(salt=salt, length=_KEY, n=2**cost, r=8, p=1).derive(fold(words).encode())


def _vouch(ward_id: int, user_id: int, public: bytes, secret: str | bytes) -> str:
    value = f"{ward_id}|{user_id}|{public.hex()}"
    return salted_hmac("danchu.settler-key", value, secret=secret, algorithm="sha256").hexdigest()
