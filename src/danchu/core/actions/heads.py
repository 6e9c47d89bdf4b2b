"""Publishing the heads of the chains, so that the ward itself cannot take back what was written."""

from datetime import date, datetime
from functools import partial

from django.db import transaction

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.messaging.effects import queue
from danchu.core.models import AuditEntry, HeadStatement, Subscription, Ward
from danchu.core.official import ALWAYS, WITHIN, official
from danchu.core.trust import archive, chains, keys, telling
from danchu.core.trust.statements import Statement, compose

CLAUSE = "4.2"
RESTORED = "core.report_restore"


@official(label="Công bố bản đối chiếu sổ nhật ký", clause=CLAUSE, policy=WITHIN)
def publish_heads(*, ward: Ward, day: date, by: Actor, at: datetime) -> Done[HeadStatement]:
    """Publish length and head of every chain of ``ward`` as they are now, as the statement of ``day``, and mail it to
    those outside who keep it."""
    last = archive.latest(ward)
    before = Statement.read(last.text) if last else None
    statement = compose(
        ward=ward.code,
        name=ward.name,
        day=day,
        at=at,
        before=before,
        chains=chains.heads(ward, before.at if before else None),
        begun=(archive.begun(ward.code) or {}) if before is None else {},
        notes=_notes(ward, day, before),
    )
    row = HeadStatement(
        ward=ward, number=statement.number, day=day, at=at, text=statement.text, digest=statement.digest
    )
    waiting = telling.letters_of(row, statement)
    row.told = len(waiting)
    transaction.on_commit(partial(archive.keep, statement))
    return Done(row, queue(waiting), public=True)


@official(label="Đổi khóa ký của phần mềm", clause=CLAUSE, policy=WITHIN)
def report_new_key(*, ward: Ward, key_before: str, key_after: str, by: Actor, at: datetime) -> None:
    """Say in the trail that another key seals from now on; the arguments are the fingerprints."""


@official(label="Đăng ký nhận bản đối chiếu hằng ngày", clause=CLAUSE, policy="core.subscribe", unnamed=ALWAYS)
def ask_for_heads(*, subscription: Subscription, by: Actor, at: datetime) -> Subscription:
    """Also be told of the statement of each day."""
    subscription.wants_heads = True
    subscription.save()
    return subscription


def _notes(ward: Ward, day: date, before: Statement | None) -> list[dict[str, str]]:
    """What readers must know besides: another key, a restored backup, days without a statement."""
    if before is None:
        return []
    notes = []
    was, now = before.ring.roots[-1], keys.folder().current()
    if was.public != now.public:
        ring = keys.folder().ring()
        vouched = ring.links(was.fingerprint, ring.roots.index(now))
        notes.append({"kind": "rotated" if vouched else "new-root", "was": was.fingerprint})
    restored = AuditEntry.objects.filter(ward=ward, action=RESTORED, at__gte=before.at).order_by("number")
    notes += [{"kind": "restored", "made_at": each.payload["content"]["arguments"]["made_at"]} for each in restored]
    if (missed := (day - before.day).days - 1) > 0:
        notes.append({"kind": "missed", "days": str(missed)})
    return notes
