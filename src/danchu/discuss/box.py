"""The arithmetic of the box: receipts, the chain of open ballots, the seal of secret counters. Pure functions.

A receipt is a code that only the household has; the software keeps its hash. It proves that the household's voice is
in and unchanged, and never says what was chosen. See docs/voting.md for what this promises and what it does not.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from danchu.core.trust import seals
from danchu.lib import codes

RECEIPT_SIGNS = 12
PAPER_SIGNS = 12
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> str:
    """``value`` as JSON that has one spelling only."""
    return _CANONICAL.encode(value)


def new_receipt() -> str:
    """A new receipt code, about 58 bits."""
    return codes.new_code(RECEIPT_SIGNS)


def receipt_hash(decision: int, code: str) -> str:
    """What is kept and published of a receipt."""
    return hashlib.sha256(f"danchu receipt\n{decision}\n{code}".encode()).hexdigest()


def ballot_payload(
    number: int, receipt: str, *, group: int | None, form: str, choices: Iterable[int], at: datetime
) -> dict[str, Any]:
    """What a link of the chain of open ballots covers; ``choices`` are positions of options."""
    return {
        "number": number,
        "receipt": receipt,
        "group": group,
        "form": form,
        "choices": sorted(choices),
        "at": at.astimezone(UTC).isoformat(),
    }


def link(previous: str, payload: Mapping[str, Any]) -> str:
    """The next head of a chain: SHA-256 over the head before and the payload."""
    return hashlib.sha256(f"{previous}\n{canonical(payload)}".encode()).hexdigest()


def link_message(ward: str, decision: int, number: int, digest: str) -> bytes:
    """What the site seals of a link of the chain of open ballots."""
    return seals.message("ballot", ward, decision, number, digest)


def voice_message(ward: str, decision: int, receipt: str) -> bytes:
    """What the site seals of a voice in a secret vote: that it was taken, nothing else."""
    return seals.message("voice", ward, decision, receipt)


def bundle_message(ward: str, decision: int, digest: str) -> bytes:
    """What the site seals of a published bundle."""
    return seals.message("bundle", ward, decision, digest)


def seal(key: str, decision: int, votes: Mapping[str, int]) -> str:
    """A keyed hash over the counters of a secret vote: who has only the database cannot change them unseen."""
    covered = canonical({"decision": decision, "votes": dict(votes)})
    return hmac.new(key.encode(), covered.encode(), hashlib.sha256).hexdigest()
