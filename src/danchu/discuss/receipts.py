"""The line of a receipt that the site has signed: whoever keeps it proves, even against the site, that a voice
was taken. It says neither who nor what.

Of an open vote it is the link of the chain; of a secret one only that the voice with this receipt came in. Pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from danchu.core.trust import keys
from danchu.discuss import box

_WORD = "danchu-bien-nhan-1"
_LINE = re.compile(
    _WORD
    + r"\s+(\d{1,10})\s+(\d{1,18})\s+(\d{1,9})\s+([0-9a-f]{64})\s+([A-Za-z0-9+/=]{88,3000})\s+([A-Za-z0-9+/=]{44})"
)


class NoLine(Exception):
    """There is no such line in the text."""


@dataclass(frozen=True)
class Line:
    """A signed line. ``number`` is the place in the chain of open ballots and ``digest`` its link; in a secret vote
    they are 0 and the hash of the receipt."""

    ward: str
    decision: int
    number: int
    digest: str
    seal: str
    public: str

    @classmethod
    def found_in(cls, text: str) -> "Line":
        """The line in ``text``, which may be a whole receipt. Raises ``NoLine``."""
        match = _LINE.search(text)
        if match is None:
            raise NoLine
        ward, decision, number, digest, seal, public = match.groups()
        return cls(ward, int(decision), int(number), digest, seal, public)

    def __str__(self) -> str:
        return f"{_WORD} {self.ward} {self.decision} {self.number} {self.digest} {self.seal} {self.public}"

    @property
    def is_secret(self) -> bool:
        return self.number == 0

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(keys.read(self.public))

    @property
    def is_genuine(self) -> bool:
        """Whether the owner of the key that it names signed it."""
        return keys.is_sealed_by(keys.read(self.public), keys.read(self.seal), self.message)

    @property
    def message(self) -> bytes:
        if self.is_secret:
            return box.voice_message(self.ward, self.decision, self.digest)
        return box.link_message(self.ward, self.decision, self.number, self.digest)

    def stands_in(self, content: Mapping[str, Any]) -> bool:
        """Whether what it proves is in the published bundle ``content``."""
        if (content["ward"], content["decision"]) != (self.ward, self.decision):
            return False
        if self.is_secret:
            return self.digest in content["receipts"]
        return any((each["number"], each["digest"]) == (self.number, self.digest) for each in content["ballots"])
