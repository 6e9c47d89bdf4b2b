"""Preparing what a community is to decide, opening it with a frozen roll, withdrawing it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import rules
from django.core.exceptions import PermissionDenied

from danchu.core import bulk
from danchu.core.actors import SYSTEM, Actor, account_of
from danchu.core.following import Done, Rank, then
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, needs, refuse_if
from danchu.core.ui.registers import folded
from danchu.discuss import law, queries
from danchu.discuss.models import Decision, DecisionGroup, Elector, Option, SecretTally
from danchu.discuss.plans import YES_OR_NO, Answerable, Plan
from danchu.discuss.policies import blockers_before_opening, scope_faults
from danchu.discuss.signals import decision_opened
from danchu.discuss.states import LIFE, Method, Recognition
from danchu.lib import clock
from danchu.lib.vntext import clean
from danchu.matters.actions.matters import begin_matter
from danchu.matters.effects import line
from danchu.matters.states import Step
from danchu.ward.models import ResidentialGroup
from danchu.ward.queries import groups as ward_groups
from statute.decisions import MatterKind

CLAUSE = "2.2.c.1"
__all__ = ["YES_OR_NO", "Answerable", "Plan"]


@official(label="Chuẩn bị việc đưa ra bàn", clause=CLAUSE, policy="discuss.prepare")
def prepare_decision(*, ward: Ward, plan: Plan, by: Actor, at: datetime) -> Done[Decision]:
    """Begin to prepare what ``plan`` describes. Raises ``Refused`` where it does not hang together, and
    ``PermissionDenied`` where its scope is not that of ``by``."""
    matter = plan.matter or begin_matter(
        ward=ward,
        title=clean(plan.title),
        summary=plan.proposal,
        group=plan.groups[0] if len(plan.groups) == 1 else None,
        by=by,
        at=at,
    )
    decision = Decision(ward=ward, matter=matter)
    _fill(decision, plan, by, at)
    return Done(decision)


@official(label="Sửa việc đang chuẩn bị", clause=CLAUSE, policy="discuss.prepare", life=LIFE, move="change")
def change_plan(*, decision: Decision, plan: Plan, by: Actor, at: datetime) -> Done[Decision]:
    """Change what is prepared. Raises ``Refused`` once it is open: nobody changes the rules of an open vote."""
    _fill(decision, plan, by, at)
    return Done(decision)


def _fill(decision: Decision, plan: Plan, by: Actor, at: datetime) -> None:
    today = clock.local_day(at)
    kind = law.kind_of(plan.kind, today)
    refuse_if(_faults(decision.ward, kind, plan))
    decision.kind, decision.title, decision.proposal = kind.key, clean(plan.title), plan.proposal.strip()
    decision.is_ward_wide, decision.organisation = plan.is_ward_wide, plan.organisation
    decision.method, decision.seats = plan.method, plan.seats
    decision.by_meeting, decision.by_ballot, decision.by_online = (
        each in plan.forms for each in ("meeting", "ballot", "online")
    )
    decision.ballot_ground = plan.ballot_ground
    decision.online_conditions, decision.is_changeable = plan.online_conditions, plan.is_changeable
    decision.opens_at, decision.closes_at = plan.opens_at, plan.closes_at
    decision.rule = {"on": today.isoformat()}
    if decision.pk is None:
        decision.save()  # its scope and options name it
    _scope(decision, plan)
    if by is not SYSTEM and not rules.has_perm("discuss.prepare", account_of(by), decision):
        raise PermissionDenied("discuss.prepare")
    decision.options.all().delete()
    Option.objects.bulk_create(
        Option(
            ward=decision.ward,
            decision=decision,
            position=position,
            answer=each.answer,
            text=clean(each.text),
            person=each.person,
            note=each.note,
            is_self_nominated=each.is_self_nominated,
        )
        for position, each in enumerate(plan.options, start=1)
    )


def _faults(ward: Ward, kind: MatterKind, plan: Plan) -> Iterator[Objection]:
    if not plan.title.strip():
        yield Objection("Hãy ghi tên việc cần quyết định.", "title")
    if not plan.proposal.strip():
        yield Objection("Hãy ghi nội dung để các hộ đọc trước khi biểu quyết.", "proposal")
    scopes = bool(plan.groups) + plan.is_ward_wide + (plan.organisation is not None)
    if scopes != 1:
        yield Objection("Hãy chọn một phạm vi: tổ dân phố, toàn phường, hoặc trong một đơn vị.", "groups")
    elif plan.organisation is None:
        groups = ward_groups(ward).count() if plan.is_ward_wide else len(set(plan.groups))
        yield from scope_faults(kind, groups)
    if plan.method == Method.SECRET and plan.is_changeable:
        yield Objection("Phiếu kín đã gửi thì không đổi được. Hãy bỏ chọn đổi ý kiến.", "is_changeable")
    if plan.opens_at and plan.closes_at and plan.closes_at <= plan.opens_at:
        yield Objection("Thời điểm kết thúc phải sau thời điểm bắt đầu.", "closes_at")
    texts = [clean(each.text) for each in plan.options]
    if len(set(texts)) != len(texts) or not all(texts):
        yield Objection("Mỗi phương án một dòng, không để trống, không trùng nhau.", "options")
    owned = (*plan.groups, plan.organisation, plan.matter, *(each.person for each in plan.options))
    if any(each is not None and each.ward_id != ward.pk for each in owned):
        yield Objection("Có mục chọn không thuộc phường này. Hãy tải lại trang và chọn lại.")


def _scope(decision: Decision, plan: Plan) -> None:
    decision.groups.all().delete()
    groups: Sequence[ResidentialGroup] = plan.groups
    if plan.is_ward_wide:
        groups = list(ward_groups(decision.ward))
    DecisionGroup.objects.bulk_create(
        DecisionGroup(ward=decision.ward, decision=decision, group=group) for group in dict.fromkeys(groups)
    )


@official(label="Bắt đầu lấy ý kiến", clause=CLAUSE, policy="discuss.conduct", life=LIFE, move="open")
def open_decision(*, decision: Decision, by: Actor, at: datetime) -> Done[Decision]:
    """Ask the community: freeze the roll (every household of the scope today) and the rules of today.

    Raises ``Refused`` with everything that is still missing.
    """
    today = clock.local_day(at)
    decision.rule = {"on": today.isoformat()}
    roll = _roll(decision, at)
    refuse_if(blockers_before_opening(decision, decision.options.all(), len(roll)))
    if decision.closes_at is not None:
        refuse_if([Objection("Thời điểm kết thúc đã qua.", "closes_at")] if decision.closes_at <= at else [])
    _freeze(decision, roll)
    kind = law.kind_of(decision.kind, today)
    decision.base = len(roll)
    # The options cannot change any more: with the rule, each vote finds their positions in the row it locks anyway.
    positions = list(decision.options.values_list("position", flat=True))
    snapshot = law.snapshot(kind, decision.forms, decision.base, today, is_ward_wide=decision.is_ward_wide)
    decision.rule = snapshot | {"positions": positions}
    decision.opened_at = at
    if kind.needs_recognition and not decision.organisation_id:
        decision.recognition = Recognition.WAITING
    if decision.is_secret and decision.by_online:
        _empty_box(decision)
    who = "người" if decision.organisation_id else "hộ"
    return Done(
        decision,
        line(
            decision.matter,
            Step.DISCUSS,
            f"Bắt đầu lấy ý kiến {decision.base} {who}: {decision.title}",
            address=decision.get_absolute_url(),
            is_public=decision.organisation_id is None,
        ),
        then(_tell_of_opening, rank=Rank.NOTICES, decision=decision),
        public=True,
    )


def _tell_of_opening(*, decision: Decision, by: Actor, at: datetime) -> None:
    decision_opened.send(Decision, decision=decision, by=by, at=at)


_ENTRY = ("ward_id", "decision_id", "number", "household_id", "member_id", "group_id", "code", "name", "search_text")


@dataclass(frozen=True)
class _Entry:
    """An entry of the roll before it is written."""

    household: int | None
    member: int | None
    group: int | None
    code: str
    name: str


def _roll(decision: Decision, at: datetime) -> list[_Entry]:
    if decision.organisation_id:
        people = queries.members_of(decision.organisation_id, decision.ward, clock.local_day(at))
        return [
            _Entry(None, each.pk, None, f"{number:03d}", each.full_name) for number, each in enumerate(people, start=1)
        ]
    return [
        _Entry(pk, None, group, code, head)
        for row in decision.groups.select_related("group").order_by("group__sort_key")
        for pk, group, code, head in queries.households_of(row.group).values_list("pk", "group", "code", "head_name")
    ]


def _freeze(decision: Decision, roll: Sequence[_Entry]) -> None:
    """Write the roll in bulk: a ward has thousands of households."""
    bulk.insert(
        Elector,
        _ENTRY,
        (
            (
                *(decision.ward_id, decision.pk, number, each.household, each.member, each.group),
                *(each.code, each.name, folded(each.code, each.name)),
            )
            for number, each in enumerate(roll, start=1)
        ),
    )
    sizes = Counter(each.group for each in roll)
    rows = list(decision.groups.all())
    for row in rows:
        row.households = sizes[row.group_id]
    DecisionGroup.objects.bulk_update(rows, ["households"])


def _empty_box(decision: Decision) -> None:
    groups: list[int | None] = list(decision.groups.values_list("group", flat=True)) or [None]
    positions = list(decision.options.all())
    SecretTally.objects.bulk_create(
        SecretTally(ward=decision.ward, decision=decision, group_id=group, option=option)
        for group in groups
        for option in positions
    )


@official(label="Rút việc lấy ý kiến", clause=CLAUSE, policy="discuss.conduct", life=LIFE, move="withdraw")
def withdraw_decision(*, decision: Decision, reason: str, by: Actor, at: datetime) -> Done[Decision]:
    """Take it back, with a reason that stays in sight; voices already given stay on record and count for nothing."""
    reason = needs(reason, "Hãy ghi lý do rút để các hộ biết.")
    decision.withdrawal_reason, decision.recognition = reason, Recognition.NONE
    told = decision.opened_at is not None and decision.organisation_id is None
    text = f"Rút việc lấy ý kiến: {decision.title}. Lý do: {reason}"
    return Done(
        decision,
        *([line(decision.matter, Step.DISCUSS, text, address=decision.get_absolute_url())] if told else []),
        public=True,
        because=f"Đã rút việc lấy ý kiến: {reason}",
    )
