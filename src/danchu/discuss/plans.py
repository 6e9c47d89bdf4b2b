"""What is decided, by whom and how, before it is opened: the shape in which a plan is given, and given back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from danchu.discuss.models import Decision
from danchu.discuss.states import Answer, Method
from danchu.matters.models import Matter
from danchu.ward.models import Organisation, Person, ResidentialGroup


@dataclass(frozen=True)
class Answerable:
    """An option as it is prepared. ``answer`` is an ``Answer``."""

    answer: str
    text: str
    person: Person | None = None
    note: str = ""
    is_self_nominated: bool = False


YES_OR_NO = (
    Answerable(Answer.FOR, "Tán thành"),
    Answerable(Answer.AGAINST, "Không tán thành"),
    Answerable(Answer.OTHER, "Ý kiến khác"),
)


@dataclass(frozen=True)
class Plan:
    """What is decided, by whom, how. Without ``matter`` one is opened. ``groups`` is the scope; empty with
    ``is_ward_wide`` for all of the ward; neither inside an ``organisation``."""

    kind: str
    title: str
    proposal: str
    forms: tuple[str, ...]
    groups: tuple[ResidentialGroup, ...] = ()
    is_ward_wide: bool = False
    organisation: Organisation | None = None
    options: Sequence[Answerable] = YES_OR_NO
    method: str = Method.OPEN
    seats: int = 0
    is_changeable: bool = False
    ballot_ground: str = ""
    online_conditions: dict[str, Any] = field(default_factory=dict)
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    matter: Matter | None = None


def plan_of(decision: Decision) -> Plan:
    """The plan as it stands, to be given back with something replaced."""
    rows = decision.options.select_related("person")
    groups = () if decision.is_ward_wide else tuple(each.group for each in decision.groups.select_related("group"))
    return Plan(
        kind=decision.kind,
        title=decision.title,
        proposal=decision.proposal,
        forms=decision.forms,
        groups=groups,
        is_ward_wide=decision.is_ward_wide,
        organisation=decision.organisation,
        options=tuple(
            Answerable(each.answer, each.text, each.person, each.note, each.is_self_nominated) for each in rows
        ),
        method=decision.method,
        seats=decision.seats,
        is_changeable=decision.is_changeable,
        ballot_ground=decision.ballot_ground,
        online_conditions=decision.online_conditions,
        opens_at=decision.opens_at,
        closes_at=decision.closes_at,
        matter=decision.matter,
    )
