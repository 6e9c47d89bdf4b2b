"""Who holds which office in the fictitious ward. Offices are the values of ``danchu.ward.states.Office``."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from danchu.demo import names
from danchu.demo.households import FEMALE, MALE
from danchu.demo.identities import Identities, birthday
from danchu.demo.records import Appointment, Group, Household, Organisation, Person
from danchu.lib.vntext import fold

_WARD_BEGAN = date(2025, 7, 1)
_GROUPS_ELECTED = date(2025, 9, 14)
_COUNCIL_DEPUTIES = 28
_PARTY_MEMBERS_IN_GROUP = 8

# office, title, unit; the same person may follow in a second row by the same mark
_LEADERS = (
    ("secretary", "party_secretary", "Bí thư Đảng ủy", ""),
    ("secretary", "council_chair", "Chủ tịch Hội đồng nhân dân phường", ""),
    ("secretary", "organisation_head", "Chủ tịch Hội đồng nhân dân phường", "HDND"),
    ("council", "council_vice_chair", "Phó Chủ tịch Hội đồng nhân dân phường", ""),
    ("chair", "ward_chair", "Chủ tịch Ủy ban nhân dân phường", ""),
    ("chair", "organisation_head", "Chủ tịch Ủy ban nhân dân phường", "UBND"),
    ("vice-1", "ward_vice_chair", "Phó Chủ tịch Ủy ban nhân dân phường", ""),
    ("vice-1", "organisation_head", "Giám đốc Trung tâm Phục vụ hành chính công", "PVHCC"),
    ("vice-2", "ward_vice_chair", "Phó Chủ tịch Ủy ban nhân dân phường", ""),
    ("front", "front_chair", "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam phường", ""),
    ("front", "organisation_head", "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam phường", "MTTQ"),
)
_HEADS = {
    "VPDU": "Chánh Văn phòng Đảng ủy",
    "BXDD": "Trưởng Ban Xây dựng Đảng",
    "UBKT": "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy",
    "VP": "Chánh Văn phòng",
    "KTHTDT": "Trưởng phòng",
    "VHXH": "Trưởng phòng",
    "CAP": "Trưởng Công an phường",
    "BCHQS": "Chỉ huy trưởng",
    "DVTH": "Giám đốc Trung tâm",
    "TYT": "Trưởng trạm",
    "LHPN": "Chủ tịch Hội",
    "HND": "Chủ tịch Hội",
    "CCB": "Chủ tịch Hội",
    "DTN": "Bí thư Đoàn",
    "CDP": "Chủ tịch Công đoàn",
    "NCT": "Chủ tịch Hội",
    "CTD": "Chủ tịch Hội",
    "DTLS": "Trưởng ban",
    "NOXH": "Trưởng ban",
}
_DECIDED_BY = {"party": "ĐU", "state": "UBND", "public_service": "UBND"}
_OWN_DECISION = "Quyết định của đơn vị"
_UNASSIGNED = frozenset({"DN05", "DN07", "HTX2", "DTLS"})
"""They have not yet named the person in charge: the figure of clause 1.2.a has something to tell."""


def of_ward(rng: Random, organisations: Sequence[Organisation], identities: Identities) -> tuple[Appointment, ...]:
    """The offices of ward and organisations, held by people who are not in the roll."""
    staff = _Staff(rng, identities)
    found = list(_leaders(staff))
    headed = {each.organisation_code for each in found}
    for organisation in organisations:
        if organisation.code not in headed:
            title = _HEADS.get(organisation.code) or _head_title(organisation)
            found.append(staff.appointed("organisation_head", staff.hired(34, 58), title, organisation))
        if organisation.code not in _UNASSIGNED:
            title = "Người được giao nhiệm vụ thực hiện dân chủ ở cơ sở"
            found.append(staff.appointed("assigned_officer", staff.hired(26, 52), title, organisation))
        found += _employees(staff, organisation)
    found += _deputies(staff, found)
    found.append(staff.appointed("auditor", staff.hired(35, 55), "Công chức kiểm tra nhật ký"))
    found.append(staff.appointed("administrator", staff.hired(26, 40), "Quản trị hệ thống"))
    return tuple(found)


def of_group(rng: Random, group: Group, households: Sequence[Household]) -> tuple[Appointment, ...]:
    """The offices of a group, held by grown residents of different households who have a phone."""
    grown = [
        person
        for household in households
        if (person := household.members[int(rng.random() * min(2, len(household.members)))]).phone
        and 1952 <= person.born_in_year <= 1995
    ]
    chosen = iter(rng.sample(grown, min(len(grown), 8 + _PARTY_MEMBERS_IN_GROUP)))
    elected = "Biên bản bầu tại hội nghị tổ dân phố"
    wanted = [
        ("group_leader", "Tổ trưởng tổ dân phố", group.code, elected),
        ("group_deputy", "Tổ phó tổ dân phố", group.code, elected),
        ("front_committee_head", "Trưởng ban công tác Mặt trận", group.code, "Quyết định của Ủy ban Mặt trận Tổ quốc"),
        ("inspection_board_member", "Thành viên Ban Thanh tra nhân dân", "", elected),
    ]
    if group.number % 3 == 0:
        wanted.append(("investment_board_member", "Thành viên Ban Giám sát đầu tư của cộng đồng", "", elected))
    wanted += [("party_member", "Đảng viên", "", "")] * _PARTY_MEMBERS_IN_GROUP
    found = []
    for (office, title, where, basis), person in zip(wanted, chosen, strict=False):
        starts = _GROUPS_ELECTED + timedelta(days=int(rng.random() * 14)) if where else _WARD_BEGAN
        found.append(Appointment(office, person, title, starts, basis, group_code=where))
    former = next(chosen, None)
    if group.number % 5 == 0 and former:
        begun = date(2022, 3, 1) + timedelta(days=int(rng.random() * 60))
        title = "Tổ trưởng tổ dân phố"
        found.append(Appointment("group_leader", former, title, begun, elected, group.code, ended_on=_GROUPS_ELECTED))
    return tuple(found)


class _Staff:
    """Hires people and appoints them."""

    def __init__(self, rng: Random, identities: Identities) -> None:
        self._rng = rng
        self._identities = identities
        self._mailboxes: dict[str, int] = {}

    def hired(self, youngest: int, oldest: int) -> Person:
        """A person of an age from ``youngest`` to ``oldest`` in 2025."""
        rng = self._rng
        sex = FEMALE if rng.random() < 0.48 else MALE
        born = 2025 - youngest - int(rng.random() * (oldest - youngest + 1))
        ethnic = names.ETHNIC_GROUPS.pick(rng)
        name = names.full_name(rng, names.surname(rng, ethnic), sex, born)
        return Person(
            full_name=name,
            sex=sex,
            born_in_year=born,
            born_on=birthday(rng, born),
            ethnic_group=ethnic,
            id_number=self._identities.id_number(rng, sex, born),
            phone=self._identities.phone(),
            email=f"{self._mailbox(name)}@bachquang.example",
        )

    def _mailbox(self, name: str) -> str:
        """Given name and initials, as offices form it, with a number from the second on: hungnv, hungnv2."""
        *before, given = fold(name).split()
        box = given + "".join(word[0] for word in before)
        self._mailboxes[box] = self._mailboxes.get(box, 0) + 1
        return box if self._mailboxes[box] == 1 else f"{box}{self._mailboxes[box]}"

    def appointed(
        self, office: str, person: Person, title: str, organisation: Organisation | None = None
    ) -> Appointment:
        """The person in office since the ward began or up to half a year later."""
        starts = _WARD_BEGAN + timedelta(days=int(self._rng.random() ** 3 * 180))
        if organisation is None:
            return Appointment(office, person, title, starts, "")
        signed_by = _DECIDED_BY.get(organisation.kind, "")
        basis = f"Quyết định số {1 + int(self._rng.random() * 400)}/QĐ-{signed_by}" if signed_by else _OWN_DECISION
        return Appointment(office, person, title, starts, basis, organisation_code=organisation.code)


def _leaders(staff: _Staff) -> Iterator[Appointment]:
    people: dict[str, Person] = {}
    for mark, office, title, organisation_code in _LEADERS:
        if mark not in people:
            people[mark] = staff.hired(40, 57)
        yield Appointment(office, people[mark], title, _WARD_BEGAN, "", organisation_code=organisation_code)


def _head_title(organisation: Organisation) -> str:
    if organisation.name.startswith("Trường"):
        return "Hiệu trưởng"
    if organisation.kind == "employer":
        return "Giám đốc"
    return "Người đứng đầu"


def _employees(staff: _Staff, organisation: Organisation) -> Iterator[Appointment]:
    """A few of those who work there, with the office that goes with the kind of organisation."""
    office, title, number = {
        "party": ("civil_servant", "Công chức", 2),
        "state": ("civil_servant", "Công chức", 4),
        "public_service": ("public_employee", "Viên chức", 3),
        "employer": ("worker", "Người lao động", 2),
    }.get(organisation.kind, ("", "", 0))
    for _ in range(number):
        yield staff.appointed(office, staff.hired(23, 57), title, organisation)


def _deputies(staff: _Staff, appointed: Sequence[Appointment]) -> Iterator[Appointment]:
    """The deputies of the Council: its leaders, heads of organisations and others."""
    heads = list(
        {each.person.id_number: each.person for each in appointed if each.office.startswith("council_")}.values()
    )
    heads += [
        each.person for each in appointed if each.office == "organisation_head" and each.organisation_code in _HEADS
    ]
    sitting = heads[: _COUNCIL_DEPUTIES // 2]
    sitting += [staff.hired(28, 60) for _ in range(_COUNCIL_DEPUTIES - len(sitting))]
    for person in sitting:
        deputy = staff.appointed("council_deputy", person, "Đại biểu Hội đồng nhân dân phường khóa III")
        yield replace(deputy, starts_on=_WARD_BEGAN)
