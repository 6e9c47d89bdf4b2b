"""Families: who lives together, how old they are and what they are to the head of household."""

from dataclasses import dataclass
from random import Random

from danchu.demo.drawing import Draw
from danchu.demo.records import HEAD

YEAR = 2025
"""The year in which the ward is as the generator draws it."""

SIZES = Draw({1: 8, 2: 16, 3: 20, 4: 29, 5: 16, 6: 8, 7: 3})
SMALLEST, LARGEST = 1, 8

_YEARS_OLDER = (-1, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 7)
"""By how many years a husband is older."""

MALE, FEMALE = "male", "female"
_FIRST_BIRTH, _LAST_BIRTH, _SPACING = 20, 41, 3


@dataclass(slots=True)
class Member:
    """A member of a family before name and number. ``family`` tells whose surname: ``own`` (the head's), ``spouse``,
    ``inlaw`` or ``other``."""

    relation: str
    sex: str
    born: int
    family: str


def family(rng: Random, size: int) -> list[Member]:
    """A family of ``size`` people, its head first. A parent is at least 17 calendar years older than a child."""
    form = rng.random()
    if size == 1:
        return [_alone(rng)]
    if size == 2:
        return _pair(rng, form)
    if size >= 4 and form < 0.3:
        return _with_grown_child(rng, size)
    if size <= 4 and form > 0.93:
        return _lone_parent(rng, size)
    return _nuclear(rng, size)


def sizes(rng: Random, households: int, residents: int) -> list[int]:
    """The sizes of so many households that they hold exactly ``residents`` people, where that can be."""
    drawn = [SIZES.pick(rng) for _ in range(households)]
    missing = max(households * SMALLEST, min(residents, households * LARGEST)) - sum(drawn)
    step = 1 if missing > 0 else -1
    while missing:
        place = int(rng.random() * households)
        if SMALLEST <= drawn[place] + step <= LARGEST:
            drawn[place] += step
            missing -= step
    return drawn


def _between(rng: Random, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, both included."""
    return low + int(rng.random() * (high - low + 1))


def _older(rng: Random) -> int:
    return _YEARS_OLDER[int(rng.random() * len(_YEARS_OLDER))]


def _sex(rng: Random) -> str:
    return MALE if rng.random() < 0.512 else FEMALE


def _alone(rng: Random) -> Member:
    if rng.random() < 0.6:
        return Member(HEAD, FEMALE if rng.random() < 0.75 else MALE, _between(rng, 1934, 1962), "own")
    return Member(HEAD, _sex(rng), _between(rng, 1978, 2004), "own")


def _couple(rng: Random, wife_born: int) -> list[Member]:
    """Head and spouse; mostly the husband is head."""
    husband_born = wife_born - _older(rng)
    if rng.random() < 0.78:
        return [Member(HEAD, MALE, husband_born, "own"), Member("Vợ", FEMALE, wife_born, "spouse")]
    return [Member(HEAD, FEMALE, wife_born, "own"), Member("Chồng", MALE, husband_born, "spouse")]


def _pair(rng: Random, form: float) -> list[Member]:
    if form < 0.62:
        return _couple(rng, YEAR - (_between(rng, 58, 82) if rng.random() < 0.65 else _between(rng, 22, 34)))
    if form < 0.9:
        return _lone_parent(rng, 2)
    born = _between(rng, 1984, 2000)
    return [Member(HEAD, _sex(rng), born, "own"), Member("Em", _sex(rng), born + _between(rng, 1, 5), "own")]


def _births(rng: Random, mother_born: int, count: int) -> list[int]:
    """The birth years of ``count`` children of a woman old enough for them."""
    last = min(YEAR - mother_born, _LAST_BIRTH) - _SPACING * (count - 1)
    age = _between(rng, _FIRST_BIRTH, max(_FIRST_BIRTH, min(last, 31)))
    years = []
    for _ in range(count):
        years.append(mother_born + age)
        age += 2 + int(rng.random() * (_SPACING - 1))
    return years


def _mother_born(rng: Random, children: int, oldest: int = 56) -> int:
    """The birth year of a woman who may have so many children at home."""
    youngest = _FIRST_BIRTH + 2 + _SPACING * (children - 1)
    return YEAR - youngest - int((rng.random() + rng.random()) / 2 * (oldest - youngest + 1))


def _lone_parent(rng: Random, size: int) -> list[Member]:
    born = _mother_born(rng, size - 1, 62)
    head = Member(HEAD, FEMALE if rng.random() < 0.8 else MALE, born, "own")
    child_of = "own" if head.sex == MALE else "spouse"
    return [head, *(Member("Con", _sex(rng), year, child_of) for year in _births(rng, born, size - 1))]


def _nuclear(rng: Random, size: int) -> list[Member]:
    """A couple, its children, perhaps parents of the head and, in a large house, younger brothers and sisters."""
    drawn = rng.random()
    parents = min(2 if drawn < 0.13 else 1 if drawn < 0.35 else 0, size - 3)
    children = min(4, size - 2 - parents)
    siblings = size - 2 - parents - children
    mother_born = _mother_born(rng, children, 48 if parents else 56)
    members = _couple(rng, mother_born)
    child_of = "own" if members[0].sex == MALE else "spouse"
    members += [Member("Con", _sex(rng), year, child_of) for year in _births(rng, mother_born, children)]
    return members + _elders(rng, members[0].born, parents) + _siblings(rng, members[0].born, siblings)


def _elders(rng: Random, head_born: int, count: int) -> list[Member]:
    if not count:
        return []
    mother = Member("Mẹ", FEMALE, head_born - _between(rng, 20, 31), "other")
    father = Member("Bố", MALE, mother.born - abs(_older(rng)), "own")
    if count == 2:
        return [father, mother]
    return [mother] if rng.random() < 0.75 else [father]


def _siblings(rng: Random, head_born: int, count: int) -> list[Member]:
    return [Member("Em", _sex(rng), head_born + 2 + 3 * place + _between(rng, 0, 1), "own") for place in range(count)]


def _with_grown_child(rng: Random, size: int) -> list[Member]:
    """An older head, a married child with spouse, their children, perhaps another child."""
    wife_born = _between(rng, 1945, 1968)
    members = _couple(rng, wife_born) if size >= 5 and rng.random() < 0.75 else []
    if not members:
        members = [Member(HEAD, FEMALE if rng.random() < 0.6 else MALE, wife_born, "own")]
    own = "spouse" if len(members) == 2 and members[0].sex == FEMALE else "own"
    child_born = wife_born + _between(rng, 20, 28)
    grandchildren = min(3, size - len(members) - 2)
    if rng.random() < 0.82:
        bride_born = min(child_born + _older(rng), YEAR - 28)
        pair = [Member("Con", MALE, child_born, own), Member("Con dâu", FEMALE, bride_born, "other")]
        mother_born, theirs = bride_born, own
    else:
        pair = [Member("Con", FEMALE, child_born, own), Member("Con rể", MALE, child_born - _older(rng), "inlaw")]
        mother_born, theirs = child_born, "inlaw"
    members += pair
    members += [Member("Cháu", _sex(rng), year, theirs) for year in _births(rng, mother_born, grandchildren)]
    rest = size - len(members)
    return members + [Member("Con", _sex(rng), child_born + 2 + 3 * place, own) for place in range(rest)]
