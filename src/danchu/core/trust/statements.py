"""The statement of a day: how long each chain of the ward is and what its head is, sealed and chained to the statement
of the day before. Pure: anyone checks one with what is in it, and the fingerprint of the key."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from danchu.core.trust import keys, seals
from danchu.core.trust.keys import Ring
from danchu.core.trust.walking import Pin

FORMAT = "danchu-heads-1"
KEYS = {
    *("format", "ward", "name", "number", "day", "at", "previous", "chains", "begun", "notes", "keys"),
    *("digest", "signature"),
}


class Unreadable(Exception):
    """The text is no statement of ours."""


def canonical(value: Any) -> str:
    """``value`` as JSON that has one spelling only."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _is_one(content: Any) -> bool:
    """Whether ``content`` has everything that a statement says, each of its kind."""
    if not isinstance(content, dict) or set(content) != KEYS or content["format"] != FORMAT:
        return False
    words = ("ward", "name", "day", "at", "previous", "digest", "signature")
    heads = [*content["chains"].values(), *content["begun"].values()]
    return (
        all(isinstance(content[each], str) for each in words)
        and type(content["number"]) is int
        and all(type(number) is int and isinstance(head, str) for number, head in heads)
        and all(isinstance(word, str) for each in content["notes"] for word in each.values())
        and bool(content["keys"])
        and all(len(each) == 3 and all(isinstance(part, str) for part in each) for each in content["keys"])
    )


@dataclass(frozen=True)
class Statement:
    """A statement as it was published. ``chains`` and ``begun`` give (length, head) of each chain by its name."""

    text: str
    content: Mapping[str, Any]

    @classmethod
    def read(cls, text: object) -> "Statement":
        """Raises ``Unreadable``."""
        try:
            content: Any = json.loads(text) if isinstance(text, str) else None
            found = cls(canonical(content), content)
            found.text.encode()
            good = _is_one(content) and isinstance(found.day, date) and found.at.tzinfo is not None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
            raise Unreadable from wrong
        if not good:
            raise Unreadable
        return found

    @property
    def ward(self) -> str:
        return str(self.content["ward"])

    @property
    def number(self) -> int:
        return int(self.content["number"])

    @property
    def day(self) -> date:
        return date.fromisoformat(self.content["day"])

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.content["at"])

    @property
    def previous(self) -> str:
        return str(self.content["previous"])

    @property
    def digest(self) -> str:
        return str(self.content["digest"])

    @property
    def chains(self) -> dict[str, tuple[int, str]]:
        return {name: (length, head) for name, (length, head) in self.content["chains"].items()}

    @property
    def begun(self) -> dict[str, tuple[int, str]]:
        return {name: (length, head) for name, (length, head) in self.content["begun"].items()}

    @property
    def ring(self) -> Ring:
        """The keys that it names; the last of them sealed it."""
        return Ring.of(self.content["keys"])

    def is_sealed_by_a_key_of(self, ring: Ring) -> bool:
        """Whether it is unaltered and sealed by a key of ``ring``."""
        covered = {key: value for key, value in self.content.items() if key not in {"digest", "signature"}}
        if hashlib.sha256(canonical(covered).encode()).hexdigest() != self.digest:
            return False
        return ring.place_of(keys.read(self.content["signature"]), seals.statement(self.ward, self.digest)) >= 0

    def pins(self) -> Iterable[tuple[str, Pin]]:
        """What it says of each chain."""
        told = f"bản đối chiếu ngày {self.day:%d/%m/%Y}"
        for name, (length, head) in self.chains.items():
            if length:
                yield name, Pin(length, head, told)


def compose(
    *,
    ward: str,
    name: str,
    day: date,
    at: datetime,
    before: Statement | None,
    chains: Mapping[str, tuple[int, str]],
    begun: Mapping[str, tuple[int, str]],
    notes: list[dict[str, str]],
) -> Statement:
    """The sealed statement of ``day``, which follows ``before``."""
    folder = keys.folder()
    folder.current()  # made where there is none, so that the statement names it
    covered: dict[str, Any] = {
        "format": FORMAT,
        "ward": ward,
        "name": name,
        "number": before.number + 1 if before else 1,
        "day": day.isoformat(),
        "at": at.isoformat(),
        "previous": before.digest if before else "",
        "chains": {key: list(head) for key, head in chains.items()},
        "begun": {key: list(head) for key, head in begun.items()},
        "notes": notes,
        "keys": folder.ring().plain(),
    }
    digest = hashlib.sha256(canonical(covered).encode()).hexdigest()
    content = {
        **covered,
        "digest": digest,
        "signature": keys.written(seals.put_on(seals.statement(ward, digest))),
    }
    return Statement(canonical(content), content)
