"""Entering at once what many group leaders recorded about one content: rows as the acts of ``know`` leave them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse

from danchu.core.actors import Actor
from danchu.core.official import WITHIN, official
from danchu.duties.models import Duty
from danchu.duties.queries import name_of, open_about
from danchu.duties.states import State as DutyState
from danchu.know import law
from danchu.know.models import Disclosure, Handover, Posting
from danchu.know.queries import TAKE_DOWN
from danchu.know.states import HandoverState, PostingState
from danchu.lib import clock
from danchu.ward.models import Person

CLAUSE = "2.2.c.4"
BATCH = 500


@dataclass(frozen=True)
class Posted:
    """A posting: put up on ``on``, free to be taken down from ``free``, taken down on ``down``."""

    posting: Posting
    on: date
    free: date | None
    down: date | None
    witnesses: str

    def __str__(self) -> str:
        return f"{self.posting.pk}: {self.on}"


@dataclass(frozen=True)
class Told:
    """A word passed on: on which day, in which manner, by whom."""

    handover: Handover
    on: date
    manner: str
    leader: Person

    def __str__(self) -> str:
        return f"{self.handover.pk}: {self.on}"


@official(label="Nhập một lượt việc niêm yết, thông báo của các tổ trình diễn", clause=CLAUSE, policy=WITHIN)
def catch_up(
    *, disclosure: Disclosure, posted: tuple[Posted, ...], told: tuple[Told, ...], by: Actor, at: datetime
) -> Disclosure:
    """Enter the postings and the words of ``disclosure`` with their duties; days after ``at`` are still to come."""
    today = clock.local_day(at)
    past = [each for each in posted if each.on <= today]
    for each in past:
        row, gone = each.posting, each.down is not None and each.down <= today
        row.posted_on, row.until, row.witnesses = each.on, each.free, each.witnesses
        row.state = PostingState.TAKEN_DOWN if gone else PostingState.POSTED
        row.taken_down_on = each.down if gone else None
    _write([each.posting for each in past], ["posted_on", "until", "witnesses", "state", "taken_down_on"])
    spoken = [each for each in told if each.on <= today]
    for said in spoken:
        word = said.handover
        word.state, word.told_on, word.manner, word.told_by = HandoverState.DONE, said.on, said.manner, said.leader
    _write([said.handover for said in spoken], ["state", "told_on", "manner", "told_by"])
    done = {f"know:post:{each.posting.pk}": (each.on, f"Niêm yết tại {each.posting.place}") for each in past}
    done |= {f"know:tell:{said.handover.pk}": (said.on, f"Đã thông báo tại {said.handover.group}") for said in spoken}
    _fulfil(disclosure, done, at)
    Duty.objects.bulk_create(
        [_taking_down(disclosure, each, at) for each in past if each.free and each.free <= today], batch_size=BATCH
    )
    return disclosure


def _fulfil(disclosure: Disclosure, done: dict[str, tuple[date, str]], at: datetime) -> None:
    duties = list(open_about(disclosure))
    fulfilled = [each for each in duties if each.key in done]
    for duty in fulfilled:
        on, what = done[duty.key]
        vars(duty).update(_ended(on, what, at))
    _write(fulfilled, ["state", "ended_at", "ended_on", "fulfilled_by"])


def _write(rows: Sequence[Model], fields: list[str]) -> None:
    """Change ``fields`` of rows that are there: by insert and conflict, ten times as quick as ``bulk_update``."""
    if rows:
        type(rows[0])._default_manager.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )


def _ended(on: date, what: str, at: datetime) -> dict[str, Any]:
    """The columns of a duty that was fulfilled in the evening of that day, at ``at`` at the latest."""
    return {
        "state": DutyState.FULFILLED,
        "ended_at": min(clock.moment_on(on, 18), at),
        "ended_on": on,
        "fulfilled_by": what[:200],
    }


def _taking_down(disclosure: Disclosure, fact: Posted, at: datetime) -> Duty:
    assert fact.free is not None  # noqa: S101 - the caller has asked
    posting = fact.posting
    gone = posting.state == PostingState.TAKEN_DOWN and fact.down is not None
    return Duty(
        ward=disclosure.ward,
        key=f"know:take-down:{posting.pk}",
        clause=CLAUSE,
        kind=TAKE_DOWN,
        title=f"Gỡ niêm yết tại {posting.place}: {disclosure.title}"[:300],
        arose_on=fact.free,
        due_on=law.next_working_day(fact.free),
        basis={"citation": disclosure.rule["citation"], "due": law.next_working_day(fact.free).isoformat()},
        unit=None if posting.group_id else disclosure.unit,
        group=posting.group,
        address=reverse("know:take-down", args=[posting.pk]),
        about=name_of(disclosure),
        **(_ended(fact.down, f"Đã gỡ tại {posting.place}", at) if gone and fact.down else {}),
    )
