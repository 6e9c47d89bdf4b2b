"""The fictitious population of a ward: the same seed and scale give the same people, wherever and whenever.

    population = generate(seed=2025, scale=1)
    for roll in population.rolls():      # one group at a time, so that memory does not grow with the scale
        for household in roll.households: ...

At scale 1 the ward has 40 groups, 9,000 households and 33,000 residents. Names, streets and structures are such as the
area has; no person, number or household is real.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from danchu.demo import names, offices, places
from danchu.demo.disclosures import disclosures
from danchu.demo.households import YEAR, Member, family, sizes
from danchu.demo.identities import CARD_AGE, PHONE_AGE, Identities, birthday
from danchu.demo.organisations import ORGANISATIONS
from danchu.demo.records import (
    Appointment,
    DisclosureSubject,
    Group,
    GroupRoll,
    Household,
    Organisation,
    Person,
)


@dataclass(frozen=True, slots=True)
class Population:
    """A ward's worth of people. Groups, organisations and the ward's own office holders are at hand; the roll of a
    group is drawn when it is asked for, and is the same each time."""

    seed: int
    scale: float
    groups: tuple[Group, ...]
    organisations: tuple[Organisation, ...]
    staff: tuple[Appointment, ...]

    def __str__(self) -> str:
        """What the audit trail keeps of it: how it was made, no names."""
        return f"{len(self.groups)} tổ dân phố, {len(self.organisations)} cơ quan, tổ chức (số mầm {self.seed})"

    def roll(self, group: Group) -> GroupRoll:
        """The households of ``group``, and who of its residents holds an office."""
        rng = Random(f"{self.seed}/{group.number}")  # noqa: S311 - a demonstration, no secret
        households = tuple(_households(rng, group, Identities(group.number, len(self.groups) + 1)))
        return GroupRoll(group, households, offices.of_group(rng, group, households))

    def rolls(self) -> Iterator[GroupRoll]:
        """The roll of each group in turn."""
        return (self.roll(group) for group in self.groups)

    def households(self) -> Iterator[Household]:
        """All households, group by group."""
        for roll in self.rolls():
            yield from roll.households

    def residents(self) -> Iterator[Person]:
        """All residents, group by group."""
        for roll in self.rolls():
            yield from roll.residents()

    def disclosures(self, until: date) -> tuple[DisclosureSubject, ...]:
        """What had to be disclosed in the twelve months up to ``until``, oldest first."""
        return disclosures(self.seed, until, self.groups)


def generate(seed: int = 2025, scale: float = 1) -> Population:
    """The population of ``scale`` wards the size of Bách Quang, as one ward (``scale`` above 0)."""
    if scale <= 0:
        raise ValueError("The scale must be above zero.")
    rng = Random(f"{seed}/ward")  # noqa: S311 - a demonstration, no secret
    groups = places.groups(rng, scale)
    staff = offices.of_ward(rng, ORGANISATIONS, Identities(0, len(groups) + 1))
    return Population(seed, scale, groups, ORGANISATIONS, staff)


def _households(rng: Random, group: Group, identities: Identities) -> Iterator[Household]:
    for number, size in enumerate(sizes(rng, group.households, group.residents), start=1):
        members = _people(rng, family(rng, size), identities)
        drawn = rng.random()
        yield Household(
            code=f"BQ{group.code.removeprefix('TDP')}-{number:03d}",
            group_code=group.code,
            address=places.address(rng, group),
            members=members,
            poverty="poor" if drawn < 0.007 else "near_poor" if drawn < 0.021 else "",
            policy=rng.random() < 0.055,
        )


def _people(rng: Random, members: list[Member], identities: Identities) -> tuple[Person, ...]:
    """The family with names and numbers. Children bear their father's surname and ethnic group."""
    own = names.ETHNIC_GROUPS.pick(rng)
    lines = {"own": (own, names.surname(rng, own))}
    people = []
    for member in members:
        line = lines.get(member.family)
        if line is None:
            ethnic = own if rng.random() < 0.85 else "Kinh"
            line = ethnic, names.surname(rng, ethnic)
            if member.family != "other":
                lines[member.family] = line
        people.append(_person(rng, member, line, identities))
    return tuple(people)


def _person(rng: Random, member: Member, line: tuple[str, str], identities: Identities) -> Person:
    ethnic, surname = line
    sex, born = member.sex, member.born
    age = YEAR - born
    return Person(
        full_name=names.full_name(rng, surname, sex, born),
        sex=sex,
        born_in_year=born,
        born_on=None if age > 65 and rng.random() < 0.2 else birthday(rng, born),
        ethnic_group=ethnic,
        id_number=identities.id_number(rng, sex, born) if age >= CARD_AGE else "",
        phone=identities.phone() if age >= PHONE_AGE and rng.random() < (0.94 if age < 70 else 0.6) else "",
        relation=member.relation,
    )
