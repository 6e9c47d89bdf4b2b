"""What core does in the background: sending what is in the outbox, checking the audit trail."""

import logging
from datetime import date
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db.models import F
from django.tasks import task

from danchu.core import audit
from danchu.core.actions.audit import report_check
from danchu.core.actors import SYSTEM
from danchu.core.models import AuditCheck, Notice, Ward
from danchu.lib import clock

MOST_ATTEMPTS = 5
log = logging.getLogger(__name__)


@task()
def deliver(ward_id: int) -> int:
    """Send the notices of a ward that wait; returns how many went out. The daily round tries the rest again."""
    waiting = Notice.objects.filter(ward=ward_id, sent_at=None, attempts__lt=MOST_ATTEMPTS).order_by("queued_at", "pk")
    return sum(_send(notice) for notice in waiting.iterator(chunk_size=200))


def _send(notice: Notice) -> bool:
    # The row is claimed first, so that two workers do not send the same notice twice.
    claimed = Notice.objects.filter(pk=notice.pk, attempts=notice.attempts).update(attempts=F("attempts") + 1)
    if not claimed:
        return False
    body = notice.body
    headers = {"Auto-Submitted": "auto-generated"}
    if notice.leave_address:
        body += f"\n--\nThôi nhận tin: {notice.leave_address}\n"
        headers["List-Unsubscribe"] = f"<{notice.leave_address}>"
    try:
        EmailMessage(notice.subject, body, to=[notice.recipient], headers=headers).send()
    except (SMTPException, OSError) as problem:
        Notice.objects.filter(pk=notice.pk).update(last_error=type(problem).__name__)
        log.warning("notice %s was not sent: %s", notice.pk, type(problem).__name__)
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=clock.now(), last_error="")
    return True


@task()
def check_books(check_id: int) -> None:
    """Recompute every book of a ward as somebody asked, telling how far it is, and keep what was found."""
    asked = AuditCheck.objects.select_related("ward").get(pk=check_id)

    def tick(entries: int) -> None:
        AuditCheck.objects.filter(pk=check_id).update(done=F("done") + entries)

    found = list(audit.check(asked.ward, tick))
    report_check(check=asked, found=found, by=SYSTEM, at=clock.now())
    for each in found:
        if each.broken:
            log.error("audit book %s of ward %s is broken at entry %s", each.book, each.ward, each.broken.number)


def send_again(ward: Ward, day: date) -> None:
    """Try what has not gone out yet once more."""
    deliver.enqueue(ward.pk)


DAILY = [send_again]
