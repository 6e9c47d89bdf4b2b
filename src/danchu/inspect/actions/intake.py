"""Something comes in: it gets a number, a code to follow it by, and a clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import rules

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import StoredFile, User, Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.inspect import law
from danchu.inspect.books import next_number, symbol_of
from danchu.inspect.clocks import restart
from danchu.inspect.models import Case, CaseFile, CaseLine, Sender, Topic
from danchu.inspect.models.case import CODE_SIGNS
from danchu.inspect.seal import Sealed
from danchu.inspect.states import Channel, FileOf
from danchu.inspect.telling import told_receipt
from danchu.lib import clock, codes
from danchu.lib.vntext import clean, shortened, vn_date
from danchu.ward.models import Organisation, ResidentialGroup

CLAUSE = "2.2.c.2"
TITLE = 200


@dataclass(frozen=True)
class Contact:
    """Who sends something in and how to reach them; everything may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    id_number: str = ""
    account: User | None = None

    @property
    def is_known(self) -> bool:
        """Whether it says who it is."""
        return bool(self.name or self.account)

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.email or self.address or self.id_number or self.account)


@dataclass(frozen=True)
class Place:
    """Where it is: a group, words, a position."""

    group: ResidentialGroup | None = None
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


NOWHERE = Place()
NOBODY = Contact()


@official(
    label="Tiếp nhận đơn, phản ánh",
    clause=CLAUSE,
    policy="inspect.send",
    personal=("text", "title", "contact", "place", "code", "topic"),
    unnamed="inspect.register",
)
def receive_case(
    *,
    ward: Ward,
    kind: str,
    channel: Channel,
    text: str,
    title: str = "",
    topic: Topic | None = None,
    unit: Organisation | None = None,
    place: Place = NOWHERE,
    contact: Contact = NOBODY,
    files: Sequence[StoredFile] = (),
    seal: Sealed | None = None,
    wants_public: bool = False,
    received_on: date | None = None,
    previous: Case | None = None,
    code: str = "",
    by: Actor,
    at: datetime,
) -> Done[Case]:
    """Enter what was sent in; returns the case, whose ``code`` the sender gets.

    ``unit`` settles it where that is not the unit of the topic. ``received_on`` is for letters that reached the ward on
    an earlier day. Of a sealed kind ``seal`` holds who sent it, the words and the files, and nothing else may be told,
    not even the account: ``by`` is the visitor, or the officer who enters a letter. ``code`` is one that was made
    before: a form that is sent twice is known by it. Raises ``Refused`` without words, without a name where the law
    wants one, and for a day to come; ``ValueError`` for a sealed kind of which something is told in the clear.
    """
    found = law.kind_of(kind)
    told = any((text, title, topic, unit, contact, tuple(files), wants_public, place != NOWHERE, previous))
    if found.is_sealed and (told or _is_own(by, ward)):
        raise ValueError("of a sealed kind nothing is told in the clear")
    today = clock.local_day(at)
    day = received_on or today
    words = _neutral(found.label) if found.is_sealed else text.strip()
    refuse_if(_faults(found, words, contact, seal))
    refuse_if([Objection("Ngày nhận không thể ở sau hôm nay.", "received_on")] if day > today else [])
    number = next_number(ward, day.year, found.letters)
    case = Case(
        ward=ward,
        kind=kind,
        number=number,
        year=day.year,
        symbol=symbol_of(found.letters, number, day.year),
        code=code or codes.new_code(CODE_SIGNS),
        channel=channel,
        instance=2 if previous else 1,
        previous=previous,
        topic=topic,
        title=clean(title)[:TITLE] or shortened(words, TITLE),
        text=words if seal is None else "",
        group=place.group,
        address=clean(place.address)[:200],
        latitude=place.latitude,
        longitude=place.longitude,
        is_anonymous=not contact.is_known and seal is None,
        wants_public=wants_public and found.may_be_public,
        unit=unit or _unit_of(topic),
        rule=law.snapshot(found, day),
        received_at=at,
        received_on=day,
        counted_from=day,
        stage_on=day,
    )
    case.save()
    if contact:
        Sender.objects.create(
            ward=ward,
            case=case,
            name=clean(contact.name),
            phone=contact.phone,
            email=contact.email,
            address=clean(contact.address)[:200],
            id_number=contact.id_number,
            account=contact.account,
        )
    if seal is not None:
        seal.keep(case, at)
    CaseFile.objects.bulk_create(
        CaseFile(ward=ward, case=case, file=each, whose=FileOf.SENDER, at=at) for each in files
    )
    CaseLine.objects.create(
        ward=ward,
        case=case,
        at=at,
        by=None,
        move="receive",
        text=f"Phường đã nhận ngày {vn_date(day)}, số {case.symbol}.",
    )
    follows = restart(case, at)
    case.save(update_fields=["due_on", "clocks"])
    return Done(case, *follows, *told_receipt(case))


def _is_own(by: Actor, ward: Ward) -> bool:
    """Whether the trail would name the one who sends it."""
    return isinstance(by, User) and not rules.has_perm("inspect.register", by, ward)


def _neutral(label: str) -> str:
    return f"Đơn {label.lower()} (nội dung niêm phong)"


def _faults(kind: law.CaseKind, words: str, contact: Contact, seal: Sealed | None) -> Iterator[Objection]:
    if not words:
        yield Objection("Hãy viết nội dung.", "text")
    if kind.is_sealed != (seal is not None):
        yield Objection("Nội dung tố cáo, và chỉ nội dung tố cáo, được niêm phong khi vào sổ.")
    if not kind.may_be_anonymous and not kind.is_sealed and not contact.is_known:
        yield Objection(f"{kind.label} cần có họ tên người gửi.", "name", kind.citation)


def _unit_of(topic: Topic | None) -> Organisation | None:
    return topic.unit if topic else None
