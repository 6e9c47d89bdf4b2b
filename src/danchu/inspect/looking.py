"""What in a text may tell who somebody is. Pure: it warns, a person decides."""

import re
from collections.abc import Iterator

_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]+")
_NAMED = re.compile(
    r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]háu)((?:\s+[A-ZÀ-ỸĐ][a-zà-ỹđ]*){2,5})"
)


def personal_signs(text: str, sender: str = "") -> list[str]:
    """What ``text`` holds that looks like a telephone number, a number of papers, an address of mail or a name, in
    words; ``sender`` is a name that it must not hold."""
    return list(dict.fromkeys(_signs(text, sender)))


def _signs(text: str, sender: str) -> Iterator[str]:
    phones = [found[0] for found in _PHONE.finditer(text)]
    for each in phones:
        yield f"số điện thoại {each}"
    within = {each[at : at + length] for each in phones for length in (9, 12) for at in range(len(each))}
    for found in _NUMBER.finditer(text):
        if found[0] not in within:
            yield f"số giấy tờ {found[0]}"
    for found in _EMAIL.finditer(text):
        yield f"thư điện tử {found[0]}"
    if sender.strip() and sender.strip().casefold() in text.casefold():
        yield f"tên người gửi {sender.strip()}"
    for found in _NAMED.finditer(text):
        yield f"tên người {' '.join(found[1].split())}"
