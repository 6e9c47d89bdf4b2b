"""What official acts return when duties arise or are done by them (``core.following``).

duties = about(posting, of=disclosure)
return Done(posting, duties.fulfil("post", "Niêm yết tại …"), duties.open("take-down", …))
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from danchu.core.actors import Actor
from danchu.core.following import Effect, Rank
from danchu.core.models import Ward, WardOwned
from danchu.duties import queries
from danchu.duties.actions.duties import Draft, drop_duty, fulfil_duty, open_duties
from danchu.matters.models import Matter
from danchu.ward.models import Organisation, Person, ResidentialGroup

TITLE_LENGTH = 300


@dataclass(frozen=True)
class _Opened:
    drafts: tuple[Draft, ...]
    holder: models.Model | None = None
    rank = Rank.OPENED

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        new = open_duties(ward=ward, drafts=self.drafts, by=by, at=at)
        if self.holder is not None and new:
            self.holder.duty = new[0]  # type: ignore[attr-defined]
            self.holder.save(update_fields=["duty"])


@dataclass(frozen=True)
class _Fulfilled:
    key: str
    fulfilled_by: str
    rank = Rank.FULFILLED

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        duty = queries.open_with_key(ward, self.key)
        if duty is not None:
            fulfil_duty(duty=duty, fulfilled_by=self.fulfilled_by, by=by, at=at)


@dataclass(frozen=True)
class _Dropped:
    key: str
    reason: str
    rank = Rank.FULFILLED

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        duty = queries.open_with_key(ward, self.key)
        if duty is not None:
            drop_duty(duty=duty, reason=self.reason, by=by, at=at)


@dataclass(frozen=True)
class _EndedAbout:
    row: WardOwned
    said: str
    is_done: bool
    which: Q
    rank = Rank.FULFILLED

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        for duty in queries.open_about(self.row).filter(self.which):
            if self.is_done:
                fulfil_duty(duty=duty, fulfilled_by=self.said, by=by, at=at)
            else:
                drop_duty(duty=duty, reason=self.said, by=by, at=at)


def fulfil_about(row: WardOwned, fulfilled_by: str, **which: Any) -> Effect:
    """The open duties about ``row`` that have the values ``which`` (all without any) are done."""
    return _EndedAbout(row, fulfilled_by, True, Q(**which))


def drop_about(row: WardOwned, reason: str, *, keep: Collection[str] = (), keeps: Collection[str] = ()) -> Effect:
    """The open duties about ``row`` need not be done any more, but those with the keys ``keep`` or of the kinds
    ``keeps``."""
    return _EndedAbout(row, reason, False, ~Q(key__in=keep) & ~Q(kind__in=keeps))


def open_all(drafts: Iterable[Draft]) -> Effect:
    """The duties of ``drafts`` arise; those whose key exists already stay as they are."""
    return _Opened(tuple(drafts))


def open_for(holder: models.Model, draft: Draft) -> Effect:
    """The duty of ``draft`` arises, and ``holder.duty`` names it."""
    return _Opened((draft,), holder)


def fulfil(key: str, fulfilled_by: str) -> Effect:
    """The duty ``key``, when it is open, is done by the record that ``fulfilled_by`` names."""
    return _Fulfilled(key, fulfilled_by)


def drop(key: str, reason: str) -> Effect:
    """The duty ``key``, when it is open, need not be done any more."""
    return _Dropped(key, reason)


@dataclass(frozen=True)
class DutiesAbout:
    """The duties of one row: their keys are ``room:name:number``."""

    row: WardOwned
    about: WardOwned
    clause: str

    def key(self, name: str) -> str:
        """The key of the row's duty ``name``; it arises once."""
        return f"{self.row._meta.app_label}:{name}:{self.row.pk}"

    def draft(
        self,
        name: str,
        kind: str,
        title: str,
        *,
        arose_on: date,
        due_on: date,
        basis: dict[str, Any],
        address: str,
        unit: Organisation | None = None,
        group: ResidentialGroup | None = None,
        person: Person | None = None,
        matter: Matter | None = None,
    ) -> Draft:
        """The duty ``name`` of ``kind``, to be opened."""
        return Draft(
            key=self.key(name),
            clause=self.clause,
            kind=kind,
            title=title[:TITLE_LENGTH],
            arose_on=arose_on,
            due_on=due_on,
            basis=basis,
            unit=unit,
            group=group,
            person=person,
            matter=matter,
            address=address,
            about=queries.name_of(self.about),
        )

    def fulfil(self, name: str, fulfilled_by: str) -> Effect:
        """The duty ``name`` is done, when it is open."""
        return fulfil(self.key(name), fulfilled_by)

    def drop(self, name: str, reason: str) -> Effect:
        """The duty ``name`` need not be done, when it is open."""
        return drop(self.key(name), reason)


def about(row: WardOwned, *, clause: str, of: WardOwned | None = None) -> DutiesAbout:
    """The duties of ``row``. They end with the life of ``of``, where the row is a part of it; else with its own."""
    return DutiesAbout(row, of or row, clause)


def drop_when_ended(*, row: WardOwned, keeps: Collection[str], because: str, by: Actor, at: datetime) -> None:
    """When ``row`` has entered an end, nobody is asked for anything about it any more, but what ``keeps`` names by
    kind."""
    reason = because or f"Đã kết thúc: {row._meta.verbose_name}."
    for duty in queries.open_about(row):
        if duty.kind not in keeps:
            drop_duty(duty=duty, reason=reason, by=by, at=at)
