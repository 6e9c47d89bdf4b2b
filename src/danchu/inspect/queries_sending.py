"""Open public remarks that may be about what somebody is just going to send."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from danchu.core.models import Ward
from danchu.inspect.models import Case
from danchu.inspect.queries import public
from danchu.inspect.states import OPEN, Kind
from danchu.lib.vntext import fold

LOOKED_AT = 200
"""How many of the newest open remarks are compared."""
MOST_SHOWN = 3
NEAR = 120
"""Metres within which two positions may be of one thing."""
EARTH = 6_371_000
_COMMON = (
    "a anh ay ba bac bang bi boi ca cac cai can chi cho chua co con cua cung da dang de den di do duoc em gi ha hang"
    " hay ho hoi khong la lai lam len luc ma mot muon nay nen neu ngay nghi nguoi nha nhieu nhu nhung o ong phai phuong"
    " qua ra rat roi sao se tai the thi toi tren tu va van ve vi vao voi xin xa xem"
)
COMMON = frozenset(_COMMON.split())
"""Words that tell nothing apart."""


@dataclass(frozen=True)
class AlikeRemark:
    """A remark that may be the same; ``people`` have said so, its sender among them."""

    case: Case
    people: int


def likely_duplicates(
    ward: Ward,
    *,
    text: str,
    topic: int | None = None,
    group: int | None = None,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> list[AlikeRemark]:
    """Open remarks that everyone may read and that share place or words with ``text``, the likeliest first."""
    asked = telling(text)
    found = []
    for case in public(ward).filter(kind=Kind.REMARK, state__in=OPEN)[:LOOKED_AT]:
        alike = shared(asked, telling(case.public_text))
        same_topic = topic is not None and case.topic_id == topic
        same_group = group is not None and case.group_id == group
        is_near = _is_near(latitude, longitude, case)
        if group is not None and case.group_id is not None and not same_group and not is_near:
            continue
        score = alike + 0.25 * same_topic + 0.25 * same_group + 0.5 * is_near
        if score >= 0.75:
            found.append((score, case))
    found.sort(key=lambda each: -each[0])
    return [AlikeRemark(case, case.joined + 1) for _, case in found[:MOST_SHOWN]]


def telling(text: str) -> frozenset[str]:
    """The words of ``text`` that tell one thing from another, without tone marks."""
    return frozenset(_words(fold(text))) - COMMON


def _words(folded: str) -> Iterable[str]:
    return "".join(sign if sign.isalnum() else " " for sign in folded).split()


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter one is in the other; nothing where that is two words or fewer."""
    both = one & other
    return len(both) / min(len(one), len(other)) if len(both) > 2 else 0.0


def _is_near(latitude: Decimal | None, longitude: Decimal | None, case: Case) -> bool:
    if latitude is None or longitude is None or case.latitude is None or case.longitude is None:
        return False
    here, there = (radians(latitude), radians(longitude)), (radians(case.latitude), radians(case.longitude))
    height, width = there[0] - here[0], there[1] - here[1]
    part = sin(height / 2) ** 2 + cos(here[0]) * cos(there[0]) * sin(width / 2) ** 2
    return 2 * EARTH * asin(sqrt(part)) <= NEAR
