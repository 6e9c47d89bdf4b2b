"""Codes that people read, type and carry on paper: no signs that look alike, in groups of four."""

import secrets

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 O, 1 I L, and U, which is taken for V: about 4.9 bits a sign."""


def new_code(length: int) -> str:
    """A code of ``length`` signs that nobody can guess, without separators."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def written(code: str) -> str:
    """As it is printed: XXXX-XXXX-XXXX."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read(typed: str, length: int) -> str:
    """The code that somebody typed, whatever the case and the separators; empty when it cannot be one."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    return code if len(code) == length and set(code) <= set(SIGNS) else ""
