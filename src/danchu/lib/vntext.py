"""Vietnamese text: folding for search, sorting by the Vietnamese alphabet, and words for numbers and dates."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""Signs that nobody sees, as the inside of a class of signs: soft hyphens, spaces of no width, turns of direction."""
_UNSEEN = re.compile(f"[{UNSEEN}]")
_NUMBER = re.compile(r"\d+")
_NO_LETTERS = re.compile(r"[^\w\s]{9,}")
_MOST_MARKS = 8
_TWO_MARKS = "\u0f73\u0f75\u0f81"  # which are no marks themselves, but become two
_LONGEST_KEPT = 300
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ALPHABET = {letter: str(20 + place) for place, letter in enumerate(_LETTERS)}
_DIGITS = {digit: f"1{digit}" for digit in "0123456789"}
_CODES = _ALPHABET | _DIGITS | {" ": "00"}
_OTHER = "01"


class _BareLetters(dict[int, str]):
    """Each letter without its marks, found once."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        bare = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
        self[code] = unicodedata.normalize("NFC", bare)
        return self[code]


_BARE = _BareLetters({ord("đ"): "d"})


def composed(text: str) -> str:
    """``text`` in composed Unicode (NFC); of the marks that somebody heaped on one letter the first eight are kept.

    Python puts the marks of a letter in order by comparing each with all others, so that a page of them would take
    hours. No language writes more than four.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", _NO_LETTERS.sub(_few_marks, text))


def _few_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for sign in run[0]:
        marks = marks + 1 if unicodedata.combining(sign) or sign in _TWO_MARKS else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def clean(text: str) -> str:
    """``text`` in composed Unicode (NFC), without signs that nobody sees, with white space collapsed and trimmed."""
    return _SPACES.sub(" ", composed(text if text.isascii() else _UNSEEN.sub("", text))).strip()


def fold(text: str) -> str:
    """``text`` for searching: lower case, without tone and vowel marks, đ as d, white space collapsed."""
    return _fold_kept(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    bare = text.lower().translate(_BARE)
    return _SPACES.sub(" ", bare if bare.isascii() else composed(bare)).strip()


# Names come again and again; a long text comes once, and memory is not for it.
_fold_kept = lru_cache(maxsize=65536)(_fold)


LONGEST_SEARCH = 300
"""Letters of a search that are read; databases compare with patterns of bounded length only."""


def words(text: str) -> list[str]:
    """The folded words of a search query, at most eight."""
    return fold(text[:LONGEST_SEARCH]).split()[:8]


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """A string of digits that sorts as a Vietnamese dictionary does: by letters, then by tones; numbers by value.

    Digits only, so that every database collation orders it alike.
    """
    padded = _NUMBER.sub(lambda number: number.group().zfill(8), clean(text).lower())
    sorted_by = [_letter_and_tone(ch) for ch in padded]
    return "".join(letter for letter, _ in sorted_by) + "0000" + "".join(tone for _, tone in sorted_by)


@lru_cache(maxsize=4096)
def _letter_and_tone(ch: str) -> tuple[str, str]:
    tone = next((_TONES[mark] for mark in unicodedata.normalize("NFD", ch) if mark in _TONES), "0")
    return _CODES.get(_without_tone(ch), _OTHER), tone


def _without_tone(ch: str) -> str:
    """``ch`` in lower case with its vowel mark and without its tone mark: Ệ as ê."""
    kept = (mark for mark in unicodedata.normalize("NFD", ch.lower()) if mark not in _TONES)
    return unicodedata.normalize("NFC", "".join(kept))


def _spellings() -> Iterator[str]:
    """Each letter of the alphabet in every tone that it can bear, small and capital, as one sign."""
    for letter in _LETTERS:
        toned = (unicodedata.normalize("NFC", letter + tone) for tone in ("", *_TONES))
        for each in dict.fromkeys(each for each in toned if len(each) == 1):
            yield from (each, each.upper())


COLLATED_FROM = "".join(_spellings())
"""Letters that a Vietnamese dictionary orders, in all their tones, small and capital…"""
COLLATED_TO = "".join(chr(ord("A") + _LETTERS.index(_without_tone(ch))) for ch in COLLATED_FROM)
"""… and for each the sign by which it is ordered: tones make no difference, capitals neither."""
_COLLATED = str.maketrans(COLLATED_FROM, COLLATED_TO)
DIGITS = 12
"""Of a number that is ordered by value: as many as an identity number has."""


def collated(text: str) -> str:
    """What ``text`` is ordered by, letter for letter, so that PostgreSQL can make the same of it (``core.ordering``):
    the Vietnamese alphabet without tones, numbers by value. For what has no ``sort_key`` of its own."""
    return _NUMBER.sub(lambda number: number[0].rjust(DIGITS, "0")[-DIGITS:], text.translate(_COLLATED))


def name_key(full_name: str) -> str:
    """Sort key of a person's name: the given name (last word) first, then the family name, then the middle."""
    return sort_key(given_name_first(clean(full_name)))


def given_name_first(full_name: str) -> str:
    """A name as it is ordered: ``Nguyễn Văn An`` as ``An Nguyễn Văn``."""
    family, _, given = full_name.strip().rpartition(" ")
    return f"{given} {family}".strip()


def vn_date(day: date) -> str:
    """``day`` as Vietnamese offices write it: dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def vn_month(day: date) -> str:
    """The month of ``day`` as the decree writes it: only January and February take a zero before them (annex I), so
    that none is added later."""
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def vn_long_date(day: date) -> str:
    """``day`` as it stands in the head of a document: ngày 05 tháng 02 năm 2026."""
    return f"ngày {day.day:02d} tháng {vn_month(day)} năm {day.year}"


def vn_number(value: float, decimals: int = 0) -> str:
    """``value`` with a point between thousands and a comma before decimals: 1.234,5."""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def capitalise(text: str) -> str:
    """``text`` with its first letter upper-case and the rest as it is."""
    return text[:1].upper() + text[1:]


def shortened(text: str, length: int) -> str:
    """``text`` in one line of at most ``length`` signs, cut between words."""
    line = clean(text)
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + "…"


def vn_phone(number: str) -> str:
    """A number as people write it: +84912345678 and 0912345678 as 0912 345 678; any other as it is."""
    national = f"0{number.removeprefix('+84')}" if number.startswith("+84") else number
    if len(national) == 10 and national.isdigit():
        return f"{national[:4]} {national[4:7]} {national[7:]}"
    return national
