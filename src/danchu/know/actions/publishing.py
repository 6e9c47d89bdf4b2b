"""Publishing, correcting, ending and withdrawing a disclosure."""

from collections.abc import Iterator
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.following import Done, Effect, then
from danchu.core.messaging.effects import announce
from danchu.core.models import StoredFile
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, needs, refuse_if
from danchu.duties.effects import fulfil
from danchu.know import law, signals
from danchu.know.actions.drafting import CLAUSE, _attach
from danchu.know.actions.reaching import open_follow_up
from danchu.know.models import Disclosure, DisclosureVersion
from danchu.know.policies import blockers_before_publishing
from danchu.know.queries import TAKE_DOWN
from danchu.know.states import LIFE, HandoverState, PostingState, StateSecret
from danchu.lib import clock
from danchu.lib.vntext import clean
from danchu.matters.effects import line
from danchu.matters.states import Step


@official(label="Công khai nội dung", clause=CLAUSE, policy="know.manage", life=LIFE, move="publish")
def publish_disclosure(
    *, disclosure: Disclosure, state_secret: bool | None, personal_data: str, by: Actor, at: datetime
) -> Done[Disclosure]:
    """Make ``disclosure`` public today; its period begins, and what must follow becomes duties.

    ``state_secret`` and ``personal_data`` (a ``PersonalData``) are the officer's answers. Raises ``Refused`` while one
    is missing, when the law forbids publishing (Điều 11), or while a form that the law requires is not chosen.
    """
    refuse_if(blockers_before_publishing(disclosure, state_secret=state_secret, personal_data=personal_data))
    today = clock.local_day(at)
    disclosure.state_secret, disclosure.personal_data = StateSecret.NONE, personal_data
    disclosure.published_at, disclosure.published_on = at, today
    asked = law.asked(disclosure.item, disclosure.decided_on)
    least = law.least_end(asked.item, today)
    disclosure.from_day = today
    if disclosure.to_day is not None:
        disclosure.to_day = max(disclosure.to_day, least or today)
    version = disclosure.versions.get(number=1)
    version.published_at = at
    version.save()
    return Done(
        disclosure,
        *([fulfil(disclosure.duty.key, str(disclosure))] if disclosure.duty else []),
        then(open_follow_up, disclosure=disclosure),
        *_told(disclosure, version, f"Công khai: {disclosure.title}"),
        public=True,
    )


@official(
    label="Đính chính nội dung công khai",
    clause=CLAUSE,
    policy="know.manage",
    personal=("body",),
    life=LIFE,
    move="correct",
)
def correct_disclosure(
    *,
    disclosure: Disclosure,
    title: str,
    body: str,
    reason: str,
    files: tuple[StoredFile, ...] = (),
    by: Actor,
    at: datetime,
) -> Done[Disclosure]:
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
    disclosure.title = clean(title)
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
    return Done(disclosure, *_told(disclosure, version, f"Đính chính: {disclosure.title}"), public=True)


@official(label="Thu hồi nội dung công khai", clause=CLAUSE, policy="know.manage", life=LIFE, move="withdraw")
def withdraw_disclosure(*, disclosure: Disclosure, reason: str, by: Actor, at: datetime) -> Done[Disclosure]:
    """Take ``disclosure`` back, with a reason that stays in sight. What is still to be done for it is called off;
    what hangs must still be taken down. Raises ``Refused`` without a reason."""
    reason = needs(reason, "Hãy ghi lý do thu hồi để người dân biết.", "reason")
    disclosure.withdrawn_at, disclosure.withdrawal_reason = at, reason
    disclosure.postings.filter(state=PostingState.PLANNED).update(state=PostingState.CANCELLED)
    disclosure.handovers.filter(state=HandoverState.OPEN).update(state=HandoverState.CANCELLED)
    return Done(
        disclosure,
        *([_line(disclosure, f"Thu hồi: {disclosure.title}")] if disclosure.published_at else []),
        public=True,
        keeps=(TAKE_DOWN,),
        because=f"Đã thu hồi nội dung công khai: {reason}",
    )


@official(label="Ghi hết thời hạn công khai", clause=CLAUSE, policy=WITHIN, life=LIFE, move="end")
def end_disclosure(*, disclosure: Disclosure, by: Actor, at: datetime) -> Done[Disclosure]:
    """Mark that the period of ``disclosure`` is over. It can still be read, marked as such."""
    disclosure.ended_on = clock.local_day(at)
    return Done(disclosure, public=True)


def _told(disclosure: Disclosure, version: DisclosureVersion, text: str) -> Iterator[Effect]:
    """Its matter and the rooms that listen learn of it."""
    yield _line(disclosure, text)
    yield announce(signals.disclosure_published, Disclosure, disclosure=disclosure, version=version)


def _line(disclosure: Disclosure, text: str) -> Effect:
    return line(disclosure.matter, Step.KNOW, text, address=disclosure.get_absolute_url())
