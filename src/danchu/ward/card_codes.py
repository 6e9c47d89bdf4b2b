"""The codes on household cards: sixteen signs without look-alikes in groups of four, about 78 bits."""

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 O, 1 I L, and U, which is taken for V."""

LENGTH = 16


def new_code() -> str:
    """A code that nobody can guess, without separators."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def written(code: str) -> str:
    """As it stands on the card: XXXX-XXXX-XXXX-XXXX."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def read(typed: str) -> str:
    """The code that somebody typed, whatever the case and the separators; empty when it cannot be one."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def hash_of(code: str) -> str:
    """What is kept of a code."""
    return _hash(code, settings.SECRET_KEY)


def hashes_of(code: str) -> list[str]:
    """Under the present key and under earlier ones, so that cards outlive a change of the site's key."""
    return [_hash(code, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hash(code: str, key: str | bytes) -> str:
    return salted_hmac("danchu.household-card", code, secret=key, algorithm="sha256").hexdigest()
