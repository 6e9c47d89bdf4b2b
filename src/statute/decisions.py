"""What the People decide themselves: the kinds of matter, and in which forms, scope and on which grounds.

Law 10/2022, articles 15 to 21; Decrees 59/2023 and 61/2023. The kinds of matter and the forms are data
(``decisions.toml``); the shares are rules (``rules-*.toml``), dated and correctable like every other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statute.citation import Citation
from statute.parameters import Parameter, RuleBook, RuleUnknown
from statute.reading import Read, Sourced, read_of
from statute.tables import Table, read_data
from statute.verdict import OK, Reason, Verdict

MEETING, BALLOT, ONLINE = FORMS = ("meeting", "ballot", "online")
ADOPTION, RECOGNITION, COMMITTEE = IN_FORCE = ("adoption", "recognition", "committee")
BODIES = ("committee", "front")
WARD_SCOPE, GROUP_SCOPE, MEETING_HELD, MEETING_CALLED = NEEDS = (
    *("ward_scope", "group_scope"),
    *("meeting_held", "meeting_called"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A form of deciding, or a condition of voting online, with its article."""

    key: str
    label: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class BallotGround:
    """A ground on which ballots may go to the households, with its article; ``needs``: one of ``NEEDS``."""

    key: str
    label: str
    citation: Citation
    needs: str

    @property
    def follows_meeting(self) -> bool:
        """Whether a meeting must have been held or called before."""
        return self.needs in (MEETING_HELD, MEETING_CALLED)


@dataclass(frozen=True, slots=True)
class MatterKind(Sourced):
    """One of the kinds of matter that the People decide (Điều 15), with what the law wants of it.

    ``majority``, ``ward_majority`` (share of the groups, where the scope is the ward), ``attendance`` (share that
    must be at a meeting), ``online_majority`` and ``recognition`` are keys of rules, empty where the law has none;
    ``before_meeting`` and ``before_election`` those on what is done before a meeting about it, and before one that
    elects. ``in_one_group``: decided within one residential group only. ``recognised_by``: the body that recognises it,
    one of ``BODIES``, empty for none.
    """

    key: str
    number: int
    label: str
    forms: tuple[str, ...]
    ballot_grounds: tuple[str, ...]
    before_meeting: tuple[str, ...]
    before_election: tuple[str, ...]
    majority: str
    ward_majority: str
    attendance: str
    online_majority: str
    recognition: str
    recognised_by: str
    in_force: str
    ward_in_force: str
    in_one_group: bool
    elects: bool
    holds_from: date
    holds_to: date | None
    citation: Citation
    read: Read
    source: str

    @property
    def needs_recognition(self) -> bool:
        """Whether it is in force only once a competent body has recognised it."""
        return self.in_force == RECOGNITION

    def takes_effect(self, *, is_ward_wide: bool) -> str:
        """With what a decision takes effect, one of ``IN_FORCE`` (khoản 2 Điều 21)."""
        return self.ward_in_force if is_ward_wide and self.ward_in_force else self.in_force

    def majority_rule(self, on: date, book: RuleBook, forms: Collection[str] = (MEETING,)) -> Parameter:
        """The share in favour that it needs when it is decided in ``forms`` on that day."""
        online_only = set(forms) == {ONLINE} and self.online_majority
        return book.value(self.online_majority if online_only else self.majority, on)


@lru_cache(maxsize=1)
def _data() -> Table:
    return read_data("decisions")


@lru_cache(maxsize=1)
def forms() -> tuple[Named, ...]:
    """The forms of deciding, in the law's order."""
    return _named("form")


@lru_cache(maxsize=1)
def online_conditions() -> tuple[Named, ...]:
    """What must be recorded before a vote online (Điều 5 Nghị định 59/2023)."""
    return _named("online_condition")


@lru_cache(maxsize=8)
def ballot_grounds(kind: str) -> tuple[BallotGround, ...]:
    """The grounds on which ballots may go to the households for a matter of ``kind``."""
    allowed = next((each.ballot_grounds for each in _kinds() if each.key == kind), ())
    return tuple(each for each in _grounds() if each.key in allowed)


@lru_cache(maxsize=1)
def _grounds() -> tuple[BallotGround, ...]:
    rows = _data().tables("ballot_ground")
    return tuple(
        BallotGround(
            row.text("key"), row.text("label"), Citation.parse(row.text("citation")), row.one_of("needs", NEEDS)
        )
        for row in rows
    )


def _named(name: str) -> tuple[Named, ...]:
    return tuple(
        Named(row.text("key"), row.text("label"), Citation.parse(row.text("citation"))) for row in _data().tables(name)
    )


def kinds(on: date) -> tuple[MatterKind, ...]:
    """The kinds of matter that hold on that day, in the law's order."""
    return tuple(each for each in _kinds() if each.holds_from <= on and (each.holds_to is None or on <= each.holds_to))


def kind(key: str, on: date) -> MatterKind:
    """The kind of matter with this key. Raises ``RuleUnknown``."""
    for each in kinds(on):
        if each.key == key:
            return each
    raise RuleUnknown(f"no kind of matter {key!r} on {on.isoformat()}")


@lru_cache(maxsize=1)
def _kinds() -> tuple[MatterKind, ...]:
    defaults = _data().table("defaults").fields
    return tuple(_kind(Table(row.where, {**defaults, **row.fields})) for row in _data().tables("matter"))


def _kind(row: Table) -> MatterKind:
    found = row.texts("forms")
    if not found or not set(found) <= set(FORMS):
        raise row.fault("'forms' must be some of " + ", ".join(FORMS))
    return MatterKind(
        key=row.text("key"),
        number=row.number("number"),
        label=row.text("label"),
        forms=found,
        ballot_grounds=row.texts("ballot_grounds"),
        before_meeting=row.texts("before_meeting"),
        before_election=row.texts("before_election"),
        majority=row.text("majority"),
        ward_majority=row.text_or_empty("ward_majority"),
        attendance=row.text_or_empty("attendance"),
        online_majority=row.text_or_empty("online_majority"),
        recognition=row.text_or_empty("recognition"),
        recognised_by=row.one_of("recognised_by", BODIES) if "recognised_by" in row.fields else "",
        in_force=row.one_of("in_force", IN_FORCE),
        ward_in_force=row.one_of("ward_in_force", IN_FORCE) if "ward_in_force" in row.fields else "",
        in_one_group=row.flag("in_one_group") if "in_one_group" in row.fields else False,
        elects=row.flag("elects") if "elects" in row.fields else False,
        holds_from=row.day("holds_from"),
        holds_to=row.day_or_none("holds_to"),
        citation=Citation.parse(row.text("citation")),
        read=read_of(row),
        source=row.text("source"),
    )


def lawful_forms(matter: MatterKind, chosen: Collection[str]) -> Verdict:
    """Whether a matter of this kind may be decided in the ``chosen`` forms."""
    return Verdict.of(_form_faults(matter, chosen))


def _form_faults(matter: MatterKind, chosen: Collection[str]) -> Iterator[Reason]:
    if not chosen:
        yield Reason("Chưa chọn hình thức bàn và quyết định", Citation("luat-10-2022", "17"))
    names = {each.key: each for each in forms()}
    for key in FORMS:
        if key in chosen and key not in matter.forms:
            allowed = ", ".join(names[each].label.lower() for each in matter.forms)
            text = f"Việc này không được quyết định bằng hình thức “{names[key].label}”; được dùng: {allowed}"
            yield Reason(text, names[key].citation)


def lawful_ground(matter: MatterKind, ground: str, *, is_ward_wide: bool) -> Verdict:
    """Whether ballots may go out on the ``ground`` with this key, as far as kind and scope of the matter say. Some
    grounds need a meeting before: whether it was held is not asked here."""
    allowed = ballot_grounds(matter.key)
    found = next((each for each in allowed if each.key == ground), None)
    if found is None:
        labels = "; ".join(f"{each.label} ({each.citation})" for each in allowed)
        text = f"Hãy chọn căn cứ để phát phiếu mà luật cho phép với việc này: {labels}"
        return Verdict.of([Reason(text, Citation("luat-10-2022", "19", "1"))])
    if found.needs == WARD_SCOPE and not is_ward_wide:
        return Verdict.of([Reason("Căn cứ này chỉ dùng cho việc có phạm vi toàn phường", found.citation)])
    if found.needs == GROUP_SCOPE and is_ward_wide:
        return Verdict.of([Reason("Căn cứ này chỉ dùng cho việc trong tổ dân phố", found.citation)])
    return OK


def lawful_scope(matter: MatterKind, groups: int) -> Verdict:
    """Whether a matter of this kind may be decided by so many residential groups together."""
    if not matter.in_one_group or groups <= 1:
        return OK
    text = "Mỗi tổ dân phố quyết định riêng việc này, tính trên số hộ của tổ mình; hãy chuẩn bị riêng cho từng tổ"
    return Verdict.of([Reason(text, Citation("luat-10-2022", "21", "1"))])
