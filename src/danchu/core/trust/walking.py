"""Walking a chain from its first link to its last, and naming each that is not what it was. Pure.

The hash of each link covers the one before it, so whoever changes one and computes all later ones anew makes a chain
that fits; the seals do not. Where a statement that was published agrees with the chain, all before it is covered by
that, and only the seals after it are looked at: then a check takes no longer than computing the hashes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from danchu.core.trust.keys import Kept, Ring

CHUNK = 2000
"""After how many links ``tick`` is told."""
MOST_NAMED = 5
"""Of a chain that was computed anew, all links after the first are wrong."""
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
    """A chain to be walked. ``links`` begins anew each time; ``message`` gives what was sealed of a link; ``fault``
    says in words what is wrong with what is kept of its length and head."""

    ward: str
    name: str
    length: int
    head: str
    links: Callable[[], Iterator[Link]]
    message: Callable[[int, str], bytes]
    has_more: Callable[[], bool] = lambda: False
    fault: str = ""


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
    """A link of a chain that is not what it was when it was written. ``number`` 0: what is wrong is the whole chain."""

    ward: str
    book: str
    number: int
    reason: str


@dataclass(frozen=True)
class Checked:
    """A chain that was checked: how many links were read, and which are wrong, in order (none: whole). Of many, the
    first are named and ``unnamed`` tells how many follow."""

    ward: str
    book: str
    entries: int
    faults: tuple[BrokenLink, ...] = ()
    unnamed: int = 0

    @property
    def broken(self) -> BrokenLink | None:
        """The first link that is wrong."""
        return self.faults[0] if self.faults else None


def told(ward: str, book: str, entries: int, faults: Iterable[tuple[int, str]]) -> Checked:
    """The chain ``book`` with what is wrong in it: number and reason of each."""
    named = [BrokenLink(ward, book, number, reason) for number, reason in faults]
    return Checked(ward, book, entries, tuple(named[:MOST_NAMED]), len(named[MOST_NAMED:]))


def walk(chain: Chain, witness: Witness, tick: Callable[[int], None] = lambda links: None) -> Checked:
    """Walk ``chain``. ``tick`` is told every now and then how many links were read."""
    covered = max((each.number for each in witness.pins_of(chain.name) if each.number <= chain.length), default=0)
    read, faults = _walked(chain, witness, covered, tick)
    if faults and covered:
        read, faults = _walked(chain, witness, 0, lambda links: None)
    return told(chain.ward, chain.name, read, faults)


def _walked(
    chain: Chain, witness: Witness, covered: int, tick: Callable[[int], None]
) -> tuple[int, list[tuple[int, str]]]:
    """How many links were read, and number and fault of each that is wrong; seals are looked at from the link
    ``covered`` on."""
    pins = {(each.number, each.digest): each for each in witness.pins_of(chain.name)}
    numbers = {number for number, _ in pins}
    seals, read, head = _Seals(chain, witness), 0, ""
    faults: list[tuple[int, str]] = []
    for link in chain.links():
        reason = link.fault or ("" if link.number < covered else seals.fault(link))
        if not reason and link.number in numbers:
            reason = _differs(link, pins.values())
        if reason:
            faults.append((link.number, reason))
        read, head = read + 1, link.digest
        if read % CHUNK == 0:
            tick(CHUNK)
    tick(read % CHUNK)
    if chain.fault:
        return read, [*faults, (read + 1, chain.fault)]
    if not faults and (read != chain.length or head != chain.head or chain.has_more()):
        faults.append((read + 1, CUT))
    longer = min((each for each in pins.values() if each.number > read), key=lambda each: each.number, default=None)
    if not faults and longer:
        faults.append((read + 1, f"ngắn hơn {longer.told} ({longer.number})"))
    return read, faults


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
