"""The codes on household cards: sixteen signs in groups of four, about 78 bits."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from danchu.lib import codes
from danchu.lib.codes import SIGNS, written

__all__ = ["LENGTH", "SIGNS", "hash_of", "hashes_of", "new_code", "read", "written"]

LENGTH = 16


def new_code() -> str:
    """A code that nobody can guess, without separators."""
    return codes.new_code(LENGTH)


def read(typed: str) -> str:
    """The code that somebody typed, whatever the case and the separators; empty when it cannot be one."""
    return codes.read(typed, LENGTH)


def hash_of(code: str) -> str:
    """What is kept of a code."""
    return _hash(code, settings.SECRET_KEY)


def hashes_of(code: str) -> list[str]:
    """Under the present key and under earlier ones, so that cards outlive a change of the site's key."""
    return [_hash(code, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hash(code: str, key: str | bytes) -> str:
    return salted_hmac("danchu.household-card", code, secret=key, algorithm="sha256").hexdigest()
