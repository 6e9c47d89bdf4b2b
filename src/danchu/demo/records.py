"""The records of the fictitious ward. Nobody in them exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Group:
    """A residential group (tổ dân phố) with the size that its roll will have."""

    number: int
    code: str
    name: str
    community_house: str
    streets: tuple[str, ...]
    households: int
    residents: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person. ``born_on`` is none where only the year is known; ``id_number`` is empty below the age of the card.

    ``sex`` is ``male`` or ``female``; ``relation`` that to the head of household, empty for staff who live elsewhere.
    """

    full_name: str
    sex: str
    born_in_year: int
    born_on: date | None
    ethnic_group: str
    id_number: str = ""
    phone: str = ""
    email: str = ""
    relation: str = ""

    @property
    def is_head(self) -> bool:
        return self.relation == HEAD


HEAD = "Chủ hộ"


@dataclass(frozen=True, slots=True)
class Household:
    """A household (hộ gia đình), its head first. ``poverty`` is empty, ``poor`` or ``near_poor``; ``policy`` marks a
    household with people of merit to the revolution (gia đình chính sách)."""

    code: str
    group_code: str
    address: str
    members: tuple[Person, ...]
    poverty: str
    policy: bool

    @property
    def head(self) -> Person:
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; ``kind`` is a value of ``ward.states.OrganisationKind``. ``is_unit``: the ward gives it work."""

    code: str
    kind: str
    name: str
    abbreviation: str
    headcount: int
    address: str
    phone: str
    email: str
    is_unit: bool


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who holds which office (a value of ``ward.states.Office``), where and since when. A person who holds several is
    the same object in each; ``person.id_number`` tells people apart, residents of the roll included."""

    office: str
    person: Person
    title: str
    starts_on: date
    basis: str
    group_code: str = ""
    organisation_code: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class GroupRoll:
    """The households of a group and the people of the group who hold an office."""

    group: Group
    households: tuple[Household, ...]
    appointments: tuple[Appointment, ...]

    def __str__(self) -> str:
        """What the audit trail keeps of it: sizes, no names."""
        return f"{len(self.households)} hộ, {sum(len(each.members) for each in self.households)} người"

    def residents(self) -> Iterator[Person]:
        """Every resident, household by household."""
        for household in self.households:
            yield from household.members


@dataclass(frozen=True, slots=True)
class DisclosureSubject:
    """Something that had to be disclosed.

    ``item`` is the number in the law's list, ``schedule`` the key of its schedule where the law sets a period (else
    empty), ``limit`` the key of its time limit where that is not the ordinary one, ``decided_on`` the day of the
    document, or the last day of the period. ``margin_days``: when it was published, in working days after the time
    limit (negative: before it); none when it never was.
    """

    item: int
    schedule: str
    limit: str
    title: str
    text: str
    unit_code: str
    group_codes: tuple[str, ...]
    decided_on: date
    margin_days: int | None
