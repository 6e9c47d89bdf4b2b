"""Finding the residential group that a cell, a banner or the name of a sheet means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from danchu.lib.vntext import fold, sort_key, vn_date

_KIND = re.compile(r"^(?:to dan pho|tdp|khu dan cu|khu pho|to|thon|xom|khu|khoi)\b(?: so\b)?\s*")
_LEADING_NUMBER = re.compile(r"^(?:[ivx]+|\d+|[a-e])\s*[.)/-]\s*")
_TAIL = re.compile(r"\s*(?:\(.*|[:–—-]\s*\d+\s*(?:ho|nhan khau|nguoi)\b.*|:\s*)$")
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME, _LONGEST_KEY = 100, 500
_ZEROS = re.compile(r"\b0+(?=\d)")


def plain_name(text: str) -> str:
    """The name of a group without its kind: "Tổ dân phố số 05" and "TDP 5" are both "5"."""
    bare = _TAIL.sub("", fold(text))
    bare = _KIND.sub("", _LEADING_NUMBER.sub("", bare) or bare) or bare
    return _ZEROS.sub("", " ".join(_PUNCTUATION.sub(" ", bare).split()))


def looks_like_group(text: str) -> bool:
    """Whether a banner or a sheet's name begins as the names of groups do."""
    bare = _LEADING_NUMBER.sub("", fold(text))
    kind = _KIND.match(bare)
    return kind is not None and kind.end() < len(bare)


def full_name(text: str) -> str:
    """The name that a new group gets: as written, with its kind before it."""
    written = re.split("[(:]", text, maxsplit=1)[0].strip() or text
    return written if _KIND.match(fold(written)) else f"Tổ dân phố {written}"


@dataclass(frozen=True, slots=True)
class Place:
    """A residential group as the import needs it; ``pk`` is none while it has yet to be made."""

    name: str
    code: str = ""
    pk: int | None = None
    retired_on: date | None = None


@dataclass
class Places:
    """The groups of the ward by every name they may go by. With ``creating``, unknown ones are made."""

    known: Iterable[Place]
    creating: bool = False
    made: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_name: dict[str, Place | None] = {}
        self._names: dict[str, str] = {}
        self._answers: dict[str, Place | str] = {}
        for exact in (True, False):
            names: dict[str, Place | None] = {}
            for place in self.known:
                keys = (fold(place.code), fold(place.name)) if exact else (plain_name(place.name),)
                for key in filter(None, keys):
                    names[key] = None if key in names and names[key] != place else place
            for key, found in names.items():
                self._by_name.setdefault(key, found)
                if found is not None:
                    self._names.setdefault(key, found.name)

    def find(self, written: str) -> Place | str:
        """The group that ``written`` means, or what is wrong with it and how to mend it."""
        if written not in self._answers:
            self._answers[written] = self._find(written)
        return self._answers[written]

    def knows(self, written: str) -> bool:
        """Whether ``written`` means a group that exists."""
        return isinstance(self._known(written), Place)

    def _known(self, written: str) -> Place | None:
        return self._by_name.get(fold(written)) or self._by_name.get(plain_name(written))

    def _find(self, written: str) -> Place | str:
        found = self._known(written)
        if found is not None and found.retired_on is not None:
            return f"{found.name} đã giải thể, sáp nhập từ {vn_date(found.retired_on)}; hãy ghi tổ hiện nay."
        if found is not None:
            return found
        key = plain_name(written)
        if key in self._by_name or fold(written) in self._by_name:
            return f"“{written}” có thể là nhiều tổ; hãy ghi tên đầy đủ hoặc mã tổ."
        if self.creating and key:
            name = full_name(written)
            if len(name) > _LONGEST_NAME or len(sort_key(name)) > _LONGEST_KEY:
                return f"Tên tổ “{written[:40]}…” quá dài; hãy viết gọn lại."
            return self.made.setdefault(key, Place(name))
        return f"Phường chưa có tổ “{written}”{self._suggestion(written)}"

    def _suggestion(self, written: str) -> str:
        near = get_close_matches(fold(written), self._names, n=1, cutoff=0.6) or get_close_matches(
            plain_name(written), self._names, n=1, cutoff=0.6
        )
        if near:
            return f"; có phải “{self._names[near[0]]}”?"
        return "; hãy kiểm tra tên tổ, hoặc chọn “Lập tổ mới” khi nhập."
