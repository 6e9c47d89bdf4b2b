"""Names of people: one rule for whoever types one and for lists that are read in."""

from functools import lru_cache

from danchu.lib.vntext import clean

_D = str.maketrans("ÐƉðɖ", "ĐĐđđ")
"""Letters of other alphabets that look like Đ: typed so, a name is never found again."""


@lru_cache(maxsize=20_000)
def person_name(typed: str) -> str:
    """``typed`` as a name is kept: composed, without signs that nobody sees, white space collapsed, Đ as Đ."""
    return clean(typed).translate(_D)


def fault_of(name: str) -> str:
    """Why ``name`` is none, in Vietnamese; nothing where it is one, or empty."""
    if not name or name.isalpha():
        return ""
    if any(sign.isdigit() for sign in name):
        return f"“{name[:40]}” có chữ số nên không phải họ tên."
    if not any(sign.isalpha() for sign in name):
        return f"“{name[:40]}” không có chữ cái nào nên không phải họ tên."
    return ""
