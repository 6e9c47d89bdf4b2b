"""Publishing, correcting, ending and withdrawing a disclosure."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from danchu.core import revision
from danchu.core.actors import Actor
from danchu.core.models import StoredFile
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, refuse_if
from danchu.duties.actions.about import OpenDuties
from danchu.duties.actions.duties import fulfil_duty
from danchu.duties.states import State as DutyState
from danchu.know import law, signals
from danchu.know.actions.drafting import CLAUSE, _attach
from danchu.know.actions.reaching import open_follow_up
from danchu.know.models import Disclosure, DisclosureVersion
from danchu.know.policies import blockers_before_publishing
from danchu.know.queries import TAKE_DOWN
from danchu.know.states import MOVES, HandoverState, PostingState
from danchu.lib import clock
from danchu.lib.lifecycle import step
from danchu.lib.vntext import clean
from danchu.matters.actions.matters import add_line
from danchu.matters.states import Step


@official(label="Công khai nội dung", clause=CLAUSE, policy="know.manage")
def publish_disclosure(
    *, disclosure: Disclosure, state_secret: bool | None, personal_data: str, by: Actor, at: datetime
) -> Disclosure:
    """Make ``disclosure`` public today; its period begins, and what must follow becomes duties.

    ``state_secret`` and ``personal_data`` (a ``PersonalData``) are the officer's answers. Raises ``Refused`` while one
    is missing, when the law forbids publishing (Điều 11), or while a form that the law requires is not chosen.
    """
    refuse_if(blockers_before_publishing(disclosure, state_secret=state_secret, personal_data=personal_data))
    today = clock.local_day(at)
    disclosure.state = step(MOVES, disclosure.state, "publish")
    disclosure.personal_data = personal_data
    disclosure.published_at, disclosure.published_on = at, today
    asked = law.asked(disclosure.item, disclosure.decided_on)
    least = law.least_end(asked.item, today)
    disclosure.from_day = today
    if disclosure.to_day is not None:
        disclosure.to_day = max(disclosure.to_day, least or today)
    disclosure.save()
    version = disclosure.versions.get(number=1)
    version.published_at = at
    version.save()
    if disclosure.duty is not None and disclosure.duty.state == DutyState.OPEN:
        fulfil_duty(duty=disclosure.duty, fulfilled_by=str(disclosure), by=by, at=at)
    open_follow_up(disclosure=disclosure, by=by, at=at)
    _tell(disclosure, version, f"Công khai: {disclosure.title}", by, at)
    return disclosure


@official(label="Đính chính nội dung công khai", clause=CLAUSE, policy="know.manage", personal=("body",))
def correct_disclosure(
    *,
    disclosure: Disclosure,
    title: str,
    body: str,
    reason: str,
    files: tuple[StoredFile, ...] = (),
    by: Actor,
    at: datetime,
) -> Disclosure:
    """Publish a corrected version. The earlier ones stay in sight, with ``reason``. Raises ``Refused`` without one."""
    objections = []
    if not reason.strip():
        objections.append(Objection("Hãy ghi lý do đính chính để người dân biết.", "reason"))
    if not title.strip():
        objections.append(Objection("Hãy ghi tiêu đề.", "title"))
    if not (body.strip() or files):
        objections.append(Objection("Hãy viết nội dung hoặc đính kèm tài liệu.", "body"))
    if any(each.ward_id != disclosure.ward_id for each in files):
        objections.append(Objection("Có tài liệu không thuộc phường này. Hãy tải lên lại.", "files"))
    refuse_if(objections)
    disclosure.state = step(MOVES, disclosure.state, "correct")
    disclosure.title = clean(title)
    disclosure.save()
    version = DisclosureVersion.objects.create(
        ward=disclosure.ward,
        disclosure=disclosure,
        number=disclosure.versions.count() + 1,
        title=disclosure.title,
        body=body,
        reason=reason.strip(),
        published_at=at,
    )
    _attach(version, files)
    _tell(disclosure, version, f"Đính chính: {disclosure.title}", by, at)
    return disclosure


@official(label="Thu hồi nội dung công khai", clause=CLAUSE, policy="know.manage")
def withdraw_disclosure(*, disclosure: Disclosure, reason: str, by: Actor, at: datetime) -> Disclosure:
    """Take ``disclosure`` back, with a reason that stays in sight. What is still to be done for it is called off;
    what hangs must still be taken down. Raises ``Refused`` without a reason."""
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do thu hồi để người dân biết.", "reason")])
    disclosure.state = step(MOVES, disclosure.state, "withdraw")
    disclosure.withdrawn_at, disclosure.withdrawal_reason = at, reason.strip()
    disclosure.save()
    why = f"Đã thu hồi nội dung công khai: {reason.strip()}"
    OpenDuties(disclosure, by, at).drop(why, keep=Q(kind=TAKE_DOWN))
    disclosure.postings.filter(state=PostingState.PLANNED).update(state=PostingState.CANCELLED)
    disclosure.handovers.filter(state=HandoverState.OPEN).update(state=HandoverState.CANCELLED)
    revision.bump(disclosure.ward)
    if disclosure.matter is not None and disclosure.published_at:
        _line(disclosure, f"Thu hồi: {disclosure.title}", by, at)
    return disclosure


@official(label="Ghi hết thời hạn công khai", clause=CLAUSE, policy=WITHIN)
def end_disclosure(*, disclosure: Disclosure, by: Actor, at: datetime) -> Disclosure:
    """Mark that the period of ``disclosure`` is over. It can still be read, marked as such."""
    disclosure.state = step(MOVES, disclosure.state, "end")
    disclosure.ended_on = clock.local_day(at)
    disclosure.save()
    revision.bump(disclosure.ward)
    return disclosure


def _tell(disclosure: Disclosure, version: DisclosureVersion, text: str, by: Actor, at: datetime) -> None:
    """Everyone who should know learns of it: readers of cached pages, the matter, and the rooms that listen."""
    revision.bump(disclosure.ward)
    if disclosure.matter is not None:
        _line(disclosure, text, by, at)
    send = partial(signals.disclosure_published.send_robust, sender=Disclosure, disclosure=disclosure, version=version)
    transaction.on_commit(send, robust=True)


def _line(disclosure: Disclosure, text: str, by: Actor, at: datetime) -> None:
    assert disclosure.matter is not None  # noqa: S101 - both callers have asked
    add_line(matter=disclosure.matter, step=Step.KNOW, text=text, address=disclosure.get_absolute_url(), by=by, at=at)
