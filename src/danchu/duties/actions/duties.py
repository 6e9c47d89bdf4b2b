"""Duties arise from rules, are fulfilled by acts, and are cancelled only with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import WITHIN, official
from danchu.core.refusals import needs
from danchu.duties.models import Duty
from danchu.duties.states import LIFE, NOTHING, About
from danchu.lib import clock
from danchu.matters.models import Matter
from danchu.ward.models import Organisation, Person, ResidentialGroup


@dataclass(frozen=True)
class Draft:
    """A duty that a rule gives rise to. ``key`` names it uniquely in the ward, so that it arises once only."""

    key: str
    clause: str
    kind: str
    title: str
    arose_on: date
    due_on: date
    basis: dict[str, Any] = field(default_factory=dict)
    unit: Organisation | None = None
    group: ResidentialGroup | None = None
    person: Person | None = None
    matter: Matter | None = None
    address: str = ""
    about: About = NOTHING


@official(label="Phát sinh việc phải làm", clause="4.1", policy=WITHIN)
def open_duties(*, ward: Ward, drafts: Iterable[Draft], by: Actor, at: datetime) -> list[Duty]:
    """Let the duties of ``drafts`` arise; those whose key exists already are left as they are. Returns the new ones."""
    wanted = {draft.key: draft for draft in drafts}
    known = set(Duty.objects.filter(ward=ward, key__in=wanted).values_list("key", flat=True))
    new = [Duty(ward=ward, **vars(draft)) for key, draft in wanted.items() if key not in known]
    for duty in new:
        duty.derive()
    return Duty.objects.bulk_create(new, batch_size=500)


@official(label="Ghi nhận việc đã làm", clause="4.1", policy=WITHIN, life=LIFE, move="fulfil")
def fulfil_duty(*, duty: Duty, fulfilled_by: str, by: Actor, at: datetime) -> Done[Duty]:
    """Mark ``duty`` as done by the record that ``fulfilled_by`` names. Raises ``Refused`` when it is not open."""
    duty.ended_at, duty.ended_on, duty.fulfilled_by = at, clock.local_day(at), fulfilled_by[:200]
    return Done(duty)


@official(label="Chuyển việc phải làm cho đơn vị khác", clause="4.1", policy=WITHIN)
def hand_over_duty(*, duty: Duty, unit: Organisation, by: Actor, at: datetime) -> Done[Duty]:
    """Let ``unit`` do what another unit, or nobody, had to do; the day stays."""
    duty.unit = unit
    return Done(duty)


@official(label="Bỏ việc phải làm", clause="4.1", policy="duties.cancel", life=LIFE, move="cancel")
def cancel_duty(*, duty: Duty, reason: str, by: Actor, at: datetime) -> Done[Duty]:
    """Say that ``duty`` need not be done, with the reason. Raises ``Refused`` without one or when it is not open."""
    return _cancelled(duty, needs(reason, "Hãy ghi lý do không phải làm việc này.", "reason"), at)


@official(label="Bỏ việc phải làm của một việc đã kết thúc", clause="4.1", policy=WITHIN, life=LIFE, move="cancel")
def drop_duty(*, duty: Duty, reason: str, by: Actor, at: datetime) -> Done[Duty]:
    """Say that ``duty`` need not be done because what it is about has ended or changed; the act that brought this about
    has answered for it. Raises ``Refused`` when it is not open."""
    return _cancelled(duty, reason, at)


def _cancelled(duty: Duty, reason: str, at: datetime) -> Done[Duty]:
    duty.ended_at, duty.ended_on, duty.reason = at, clock.local_day(at), reason.strip()[:300]
    return Done(duty)
