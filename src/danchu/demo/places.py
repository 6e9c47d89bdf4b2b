"""Groups, streets and addresses of the fictitious ward. Names are such as the area has; the division into groups and
the houses are invented and are not the ward's own list."""

from collections.abc import Iterator
from itertools import islice
from random import Random

from danchu.demo.drawing import shared_out
from danchu.demo.records import Group

GROUPS, HOUSEHOLDS, RESIDENTS = 40, 9_000, 33_000
"""The size of the ward at scale 1."""

_HAMLETS = (
    "Tân Thành", "Tân Tiến", "Tân Sơn", "Tân Trung", "Tân Mỹ", "Tân Lập", "Tân Hòa", "Tân Dương", "Tiến Bộ", "Đồng Tâm",
    "Đồng Tiến", "Đồng Quang", "Ninh Hương", "Na Hoàng", "Nha Làng", "Phú Thái", "Cầu Sắt", "Cầu Gáo", "Làng Mới",
    "La Cảnh", "Khu Yên", "Khe Lim", "Bài Lài", "Ao Ngo", "Đông Sơn", "Xuân Thành", "Xuân Đãng", "Hồng Sơn",
    "Hợp Thành", "Hòa Bình", "Bãi Soi", "Gò Đồn", "Ga Lương Sơn", "Trung Tâm", "Vạn Xuân", "Quang Minh", "Bình Minh",
    "Thống Nhất", "Sơn Tía", "Yên Ninh",
)  # fmt: skip
_STREETS = (
    "đường Cách Mạng Tháng Mười", "đường Cách Mạng Tháng Tám", "đường Thắng Lợi", "đường Lương Sơn", "đường Tân Quang",
    "đường Bách Quang", "đường Thống Nhất", "đường 3 Tháng 2", "đường 30 Tháng 4", "đường Vó Ngựa", "đường Gang Thép",
    "đường Sông Công", "phố Ga", "phố Chợ", "phố Đồng Tâm", "phố Hoa Phượng", "phố Lý Nam Đế", "phố Kim Đồng",
)  # fmt: skip


def _names() -> Iterator[str]:
    """Names of groups without end: first the hamlets, then each again with a number."""
    yield from _HAMLETS
    number = 2
    while True:
        for hamlet in _HAMLETS:
            yield f"{hamlet} {number}"
        number += 1


def groups(rng: Random, scale: float) -> tuple[Group, ...]:
    """The groups, each with the number of its households and residents; they add up to ``scale`` times the ward."""
    count = max(1, round(GROUPS * scale))
    households = shared_out(max(count, round(HOUSEHOLDS * scale)), [0.6 + rng.random() for _ in range(count)])
    residents = shared_out(
        max(count, round(RESIDENTS * scale)), [each * (0.96 + 0.08 * rng.random()) for each in households]
    )
    width = max(2, len(str(count)))
    return tuple(
        Group(
            number=number,
            code=f"TDP{number:0{width}d}",
            name=f"Tổ dân phố {name}",
            community_house=f"Nhà văn hóa tổ dân phố {name}",
            streets=tuple(rng.sample(_STREETS, 3)),
            households=households[number - 1],
            residents=residents[number - 1],
        )
        for number, name in enumerate(islice(_names(), count), start=1)
    )


def address(rng: Random, group: Group) -> str:
    """A house in the group: Số 12, ngõ 45, đường Thắng Lợi."""
    street = group.streets[int(rng.random() * 3)]
    house = 1 + int(rng.random() * 240)
    kind = rng.random()
    if kind < 0.35:
        return f"Số {house}, {street}"
    lane = 1 + int(rng.random() * 320)
    if kind < 0.85:
        return f"Số {1 + house % 60}, ngõ {lane}, {street}"
    return f"Số {1 + house % 40}, ngách {lane}/{1 + int(rng.random() * 30)}, {street}"


def street(rng: Random) -> str:
    """A street, with the number of a house or of a lane, as people say where something is."""
    return f"{'số' if rng.random() < 0.6 else 'ngõ'} {rng.randrange(1, 120)} {rng.choice(_STREETS)}"
