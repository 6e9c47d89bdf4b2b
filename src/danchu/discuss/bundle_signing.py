"""Who signs a published bundle: the site signed each open ballot when it was given, and all at the close. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from danchu.core.trust.keys import Ring, read
from danchu.discuss import box

type Content = Mapping[str, Any]


def signer_of(content: Content) -> str:
    """The fingerprint of the key that signed the whole; empty where none did."""
    ring = _ring(content)
    place = _place(content, ring)
    return ring.roots[place].fingerprint if place >= 0 else ""


def faults(content: Content, key: str = "") -> Iterator[str]:
    """Everything that its signatures speak against; ``key`` is the fingerprint of a key that the reader knows to be
    the site's. Without it, whoever makes a key of their own can sign another file."""
    if "unsealed" not in content:
        if key:
            yield "Tệp không có chữ ký: do bản phần mềm cũ lập. Hãy so mã băm với biên bản đã ký."
        return
    ring = _ring(content)
    place = _place(content, ring)
    if place < 0:
        yield "Chữ ký của tệp không khớp: nội dung không phải điều đã ký lúc kết thúc."
    if key and (place < 0 or not ring.links(key, place)):
        yield "Tệp không do khóa đã cho ký, cũng không do khóa mà khóa ấy xác nhận."
    yield from _ballot_faults(content, ring)


def _ballot_faults(content: Content, ring: Ring) -> Iterator[str]:
    least = 0
    for ballot in content["ballots"]:
        number, seal = ballot["number"], read(ballot["seal"])
        if number <= content["unsealed"] and not ballot["seal"]:
            continue
        message = box.link_message(content["ward"], content["decision"], number, ballot["digest"])
        place = ring.place_of(seal, message, least)
        if place < 0:
            yield f"Phiếu số {number} không mang chữ ký của phần mềm: được sửa, thêm hoặc đổi chỗ sau khi gửi."
            return
        least = place


def _place(content: Content, ring: Ring) -> int:
    message = box.bundle_message(content["ward"], content["decision"], content["digest"])
    return ring.place_of(read(content.get("signature", "")), message)


def _ring(content: Content) -> Ring:
    return Ring.of(content.get("keys", ()))
