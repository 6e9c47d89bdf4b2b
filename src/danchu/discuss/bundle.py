"""The published bundle of a decision: everything that its outcome follows from, without names, sealed by a digest.

Anyone can check it offline with ``danchu verify-decision FILE``: the digest is printed in the minutes and stands on the
page of the decision. Pure: what is in the bundle is enough.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from danchu.core import in_force
from danchu.core.refusals import Refused
from danchu.discuss import box, bundle_shape, bundle_signing, law, results
from danchu.discuss.results import Community, Count, Facts
from danchu.discuss.states import Form, Method
from statute.parameters import Override

FORMAT, SIGNED_FORMAT = "danchu-decision-1", "danchu-decision-2"
"""Without and with signatures: what an older version closed stays as it was published."""
OUTSIDE = {"digest", "keys", "signature"}
"""What the digest does not cover."""
type Place = tuple[int | None, str]


@dataclass(frozen=True)
class Report:
    """What the check found: nothing in ``faults`` means that the outcome follows from the voices, unchanged."""

    title: str
    digest: str
    outcome: Mapping[str, Any]
    faults: tuple[str, ...]
    corrected: tuple[Override, ...] = ()
    """The ward's own corrections of the law by which it was judged; the reader should know them."""
    signed_by: str = ""
    """The fingerprint of the key that signed it; empty where none did."""

    @property
    def ok(self) -> bool:
        return not self.faults


def sealed(content: Mapping[str, Any]) -> bytes:
    """``content`` as a file: canonical JSON with its digest, one spelling for one content."""
    whole = {"format": SIGNED_FORMAT if "unsealed" in content else FORMAT, **content}
    return (box.canonical({**whole, "digest": digest_of(whole)}) + "\n").encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over everything but the digest itself and what signs it."""
    covered = {key: value for key, value in content.items() if key not in OUTSIDE}
    return hashlib.sha256(box.canonical(covered).encode()).hexdigest()


def digest_in(raw: bytes) -> str:
    """The digest that a file of ours carries."""
    return str(json.loads(raw)["digest"])


def check(raw: bytes, published: str = "", key: str = "") -> Report:
    """Check a file byte by byte, then its signatures, chain, counts and outcome; with ``published`` also against the
    digest that was made public, with ``key`` (a fingerprint) against who signs for that ward."""
    try:
        content = json.loads(raw, parse_float=_no_fraction, parse_constant=_no_fraction)
        if box.canonical(content) + "\n" != raw.decode():
            return Report("", "", {}, ("Tệp đã bị sửa: cách viết không còn như khi xuất ra.",))
        corrected = law.corrections_in(content["rule"])
        with in_force.laid_over(corrected):
            faults = (*_faults(content, published), *bundle_signing.faults(content, key))
        signer = bundle_signing.signer_of(content)
        return Report(str(content["title"]), str(content["digest"]), content["outcome"], faults, corrected, signer)
    except (ValueError, LookupError, TypeError, AttributeError, Refused):
        return Report("", "", {}, ("Tệp không đọc được hoặc thiếu phần; không phải tệp do phần mềm xuất ra.",))


def _no_fraction(spelled: str) -> Any:
    """Everything here is counted in whole ones."""
    raise ValueError(spelled)


def _faults(content: Mapping[str, Any], published: str) -> Iterator[str]:
    if content["format"] not in {FORMAT, SIGNED_FORMAT}:
        yield "Tệp thuộc phiên bản khác của phần mềm."
    if content["digest"] != digest_of(content):
        yield "Mã băm của tệp không khớp: nội dung đã bị sửa."
    if published and published != content["digest"]:
        yield "Mã băm không phải mã đã công bố: đây là tệp khác."
    yield from bundle_shape.faults(content)
    yield from _chain_faults(content)
    yield from _count_faults(content)
    # Compared as it is spelled: to Python 1, 1.0 and True are the same.
    if _decided(results.result(facts_of(content))) != _decided(content["outcome"]):
        yield "Kết quả ghi trong tệp không phải là kết quả tính lại từ các phiếu."


def _decided(outcome: Mapping[str, Any]) -> str:
    """``outcome`` without how far the law behind it had been read: that changes from version to version."""
    return box.canonical({key: value for key, value in outcome.items() if key not in law.SURENESS})


def _chain_faults(content: Mapping[str, Any]) -> Iterator[str]:
    head = ""
    for place, ballot in enumerate(content["ballots"], start=1):
        at = datetime.fromisoformat(ballot["at"])
        payload = box.ballot_payload(
            ballot["number"],
            ballot["receipt"],
            group=ballot["group"],
            form=ballot["form"],
            choices=ballot["choices"],
            at=at,
        )
        head = box.link(head, payload)
        if ballot["number"] != place or ballot["digest"] != head or ballot["at"] != payload["at"]:
            yield f"Chuỗi phiếu đứt ở phiếu số {place}."
            return
    if head != content["chain_head"]:
        yield "Cuối chuỗi phiếu bị cắt hoặc thêm."


def _count_faults(content: Mapping[str, Any]) -> Iterator[str]:
    heard = _heard(content)
    if len(set(content["receipts"])) != len(content["receipts"]):
        yield "Có biên nhận trùng nhau."
    with_receipt = sum(number for (_, form), number in heard.items() if form != Form.MEETING)
    if with_receipt != len(content["receipts"]):
        yield "Số biên nhận không bằng số hộ đã có ý kiến."
    electors = {group["id"]: group["electors"] for group in content["groups"]}
    for group, most in electors.items():
        if sum(number for (where, _), number in heard.items() if where == group) > most:
            yield "Có tổ mà số hộ có ý kiến nhiều hơn số hộ."
    if content["method"] == Method.SECRET:
        yield from _secret_faults(content, heard)
        return
    spoken = Counter((ballot["group"], ballot["form"]) for ballot in _last_ballots(content).values())
    if spoken != Counter({place: number for place, number in heard.items() if place[1] != Form.MEETING}):
        yield "Số phiếu trong chuỗi không bằng số hộ đã có ý kiến."
    if {ballot["receipt"] for ballot in content["ballots"]} != set(content["receipts"]):
        yield "Có phiếu không có biên nhận, hoặc biên nhận không có phiếu."


def _secret_faults(content: Mapping[str, Any], heard: Mapping[Place, int]) -> Iterator[str]:
    if content["ballots"]:
        yield "Bỏ phiếu kín mà tệp có từng phiếu."
    most = content["seats"] or 1
    for box_ in content["tallies"]:
        votes = list(box_["votes"].values())
        voices = heard.get((box_["group"], Form.ONLINE), 0)
        together = sum(votes)
        if max(votes, default=0) > voices or together > voices * most or (not content["seats"] and together != voices):
            yield "Số phiếu kín không bằng số hộ đã bỏ phiếu."


def _heard(content: Mapping[str, Any]) -> dict[Place, int]:
    return {(row["group"], row["form"]): row["number"] for row in content["heard"]}


def _last_ballots(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {ballot["receipt"]: ballot for ballot in content["ballots"]}


def facts_of(content: Mapping[str, Any]) -> Facts:
    """The facts behind the outcome, counted anew from what the bundle holds."""
    counted = _sheets(content) | _spoken(content)
    return Facts(
        kind=content["kind"],
        on=date.fromisoformat(content["on"]),
        forms=tuple(content["forms"]),
        options={option["position"]: option["answer"] for option in content["options"]},
        communities=[
            Community(
                group["code"],
                group["electors"],
                {form: count for (where, form), count in counted.items() if where == group["id"]},
            )
            for group in content["groups"]
        ],
        seats=content["seats"],
        is_ward_wide=content["is_ward_wide"],
        is_inside=content["is_inside"],
    )


def _sheets(content: Mapping[str, Any]) -> dict[Place, Count]:
    return {
        (sheet["group"], sheet["form"]): Count(sheet["returned"], _by_position(sheet["votes"]), sheet["invalid"])
        for sheet in content["sheets"]
        if not sheet["superseded"]
    }


def _spoken(content: Mapping[str, Any]) -> dict[Place, Count]:
    heard = _heard(content)
    if content["method"] == Method.SECRET:
        boxes = {each["group"]: _by_position(each["votes"]) for each in content["tallies"]}
        return {
            place: Count(number, boxes.get(place[0], {})) for place, number in heard.items() if place[1] == Form.ONLINE
        }
    votes: dict[Place, Counter[int]] = defaultdict(Counter)
    for ballot in _last_ballots(content).values():
        votes[ballot["group"], ballot["form"]].update(ballot["choices"] or [0])
    return {
        place: Count(number, {key: n for key, n in votes[place].items() if key}, votes[place][0])
        for place, number in heard.items()
        if place[1] != Form.MEETING
    }


def _by_position(votes: Mapping[str, int]) -> dict[int, int]:
    return {int(position): number for position, number in votes.items()}
