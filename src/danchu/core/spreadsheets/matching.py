"""How alike the heads of columns are to the names that a field goes by."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from danchu.core.spreadsheets.fields import Field
from danchu.lib.vntext import fold

LIKELY = 0.72
_LONGEST_HEAD = 120
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_FILLERS = frozenset({"so", "cua", "va", "hoac", "the", "neu", "co", "cac"})
_EXPANSIONS = {
    "cccd": "can cuoc",
    "cmnd": "can cuoc",
    "cmt": "can cuoc",
    "ddcn": "dinh danh ca nhan",
    "sdt": "dien thoai",
    "dt": "dien thoai",
    "tel": "dien thoai",
    "phone": "dien thoai",
    "dthoai": "dien thoai",
    "tdp": "to dan pho",
    "gt": "gioi tinh",
    "dc": "dia chi",
    "qh": "quan he",
    "nk": "nhan khau",
}


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """A head for comparison: no tone marks, case, punctuation, brackets or filler words; short forms written
    out."""
    bare = _IN_BRACKETS.sub(" ", text) if _IN_BRACKETS.sub("", text).strip() else text
    parts = _PUNCTUATION.sub(" ", fold(bare)).split()
    expanded = list(dict.fromkeys(" ".join(_EXPANSIONS.get(part, part) for part in parts).split()))
    kept = [part for part in expanded if part not in _FILLERS]
    # "Số hộ" must not become "ho", which is also "Họ".
    return " ".join(kept if len(kept) > 1 or len("".join(kept)) > 3 else expanded)


def similarity(header: str, name: str, *, spelling: bool = True) -> float:
    """How alike two normalised heads are, 0–1: the same words count fully, one's words all in the other
    nearly so.

    With ``spelling`` small slips of the keyboard are forgiven too, which is slow.
    """
    if not header or not name:
        return 0.0
    if header == name:
        return 1.0
    ours, theirs = set(header.split()), set(name.split())
    if ours == theirs:
        return 0.97
    overlap = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    if theirs < ours or ours < theirs:
        return 0.6 + 0.3 * overlap
    spelled = 0.0
    if spelling and abs(len(header) - len(name)) <= 3:
        spelled = 0.9 * SequenceMatcher(None, header, name).ratio()
    return max(0.85 * overlap, spelled)


def matched(
    heads: Mapping[int, str], fields: Sequence[Field], *, spelling: bool = True
) -> dict[str, tuple[int, float]]:
    """{field: (column, how sure)}: the best pairs, each column and field once, the surest first, then the
    leftmost."""
    names = {index: normalised(head) for index, head in heads.items() if len(head) <= _LONGEST_HEAD}
    pairs: list[tuple[float, int, int, str]] = []
    for order, each in enumerate(fields):
        wanted = {normalised(name) for name in (each.label, *each.synonyms)}
        for index, name in names.items():
            score = max(similarity(name, want, spelling=spelling) for want in wanted)
            if score >= LIKELY:
                pairs.append((-score, index, order, each.key))
    found: dict[str, tuple[int, float]] = {}
    used: set[int] = set()
    for negative, index, _, key in sorted(pairs):
        if key not in found and index not in used:
            found[key] = (index, -negative)
            used.add(index)
    return found
