"""Walking a chain from its first link to its last, and naming the first that is not what it was. Pure.

The hash of each link covers the one before it, so whoever changes one and computes all later ones anew makes a chain
that fits; the seals do not. Where a statement that was published agrees with the chain, all before it is covered by
that, and only the seals after it are looked at: then a check takes no longer than computing the hashes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from danchu.core.trust.keys import Kept, Ring

CHUNK = 2000
"""After how many links ``tick`` is told."""
UNSEALED = "không có niêm phong: được thêm hoặc viết lại từ bên ngoài phần mềm"
FORGED = "niêm phong không khớp với nội dung: đã bị sửa, chèn hoặc xóa từ đây"
CUT = "cuối sổ bị cắt hoặc thêm"


@dataclass(frozen=True)
class Link:
    """A link as it is read: ``fault`` says in words what is wrong with it apart from its seal."""

    number: int
    digest: str
    seal: Kept
    fault: str = ""


@dataclass(frozen=True)
class Pin:
    """What the digest of a link was when somebody outside was told of it; ``told`` says when, in words."""

    number: int
    digest: str
    told: str


@dataclass(frozen=True)
class Chain:
    """A chain to be walked. ``links`` begins anew each time; ``message`` gives what was sealed of a link."""

    ward: str
    name: str
    length: int
    head: str
    links: Callable[[], Iterator[Link]]
    message: Callable[[int, str], bytes]
    has_more: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Witness:
    """What speaks for a chain: the public keys, what was published of it, and up to which number it was written before
    anything was sealed."""

    ring: Ring = field(default_factory=lambda: Ring(()))
    pins: Mapping[str, tuple[Pin, ...]] = field(default_factory=dict)
    begun: Mapping[str, int] = field(default_factory=dict)

    def pins_of(self, name: str) -> tuple[Pin, ...]:
        return self.pins.get(name, ())


@dataclass(frozen=True)
class BrokenLink:
    """The first link of a chain that is not what it was when it was written."""

    ward: str
    book: str
    number: int
    reason: str


@dataclass(frozen=True)
class Checked:
    """A chain that was checked: how many links were read, and where it is broken (None: whole)."""

    ward: str
    book: str
    entries: int
    broken: BrokenLink | None


def walk(chain: Chain, witness: Witness, tick: Callable[[int], None] = lambda links: None) -> Checked:
    """Walk ``chain``. ``tick`` is told every now and then how many links were read."""
    covered = max((each.number for each in witness.pins_of(chain.name) if each.number <= chain.length), default=0)
    read, number, reason = _walked(chain, witness, covered, tick)
    if reason and covered:
        read, number, reason = _walked(chain, witness, 0, lambda links: None)
    broken = BrokenLink(chain.ward, chain.name, number, reason) if reason else None
    return Checked(chain.ward, chain.name, read, broken)


def _walked(chain: Chain, witness: Witness, covered: int, tick: Callable[[int], None]) -> tuple[int, int, str]:
    """How many links were read, and number and fault of the first that is wrong; seals are looked at from the link
    ``covered`` on."""
    pins = {(each.number, each.digest): each for each in witness.pins_of(chain.name)}
    numbers = {number for number, _ in pins}
    seals, read, head = _Seals(chain, witness), 0, ""
    for link in chain.links():
        reason = link.fault or ("" if link.number < covered else seals.fault(link))
        if not reason and link.number in numbers:
            reason = _differs(link, pins.values())
        if reason:
            return read, read + 1, reason
        read, head = read + 1, link.digest
        if read % CHUNK == 0:
            tick(CHUNK)
    tick(read % CHUNK)
    if read != chain.length or head != chain.head or chain.has_more():
        return read, read + 1, CUT
    longer = min((each for each in pins.values() if each.number > read), key=lambda each: each.number, default=None)
    return read, read + 1, f"ngắn hơn {longer.told} ({longer.number})" if longer else ""


def _differs(link: Link, pins: Iterable[Pin]) -> str:
    other = [each for each in pins if each.number == link.number and each.digest != link.digest]
    return f"khác {other[0].told}: dòng này hoặc một dòng trước nó đã bị sửa" if other else ""


class _Seals:
    """The seals of one chain in their order: a key that another has followed seals nothing more."""

    def __init__(self, chain: Chain, witness: Witness) -> None:
        self._chain, self._ring = chain, witness.ring
        self._begun, self._least = witness.begun.get(chain.name, 0), 0

    def fault(self, link: Link) -> str:
        if link.seal is None:
            return "" if link.number <= self._begun else UNSEALED
        place = self._ring.place_of(link.seal, self._chain.message(link.number, link.digest), self._least)
        if place < 0:
            return FORGED
        self._least = place
        return ""
