"""What core does in the background: sending what is in the outbox, checking the audit trail."""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.tasks import task

from danchu.core.actions.audit import report_check
from danchu.core.actors import SYSTEM
from danchu.core.models import AuditCheck, Notice, Ward
from danchu.core.trust import chains
from danchu.lib import clock

MOST_ATTEMPTS = 6
FIRST_DELAY = timedelta(minutes=5)
"""After a failure; each further one waits four times as long, so that six tries span a day and a half."""
log = logging.getLogger(__name__)


@task()
def deliver(ward_id: int) -> int:
    """Send the notices of a ward that wait; returns how many went out. The frequent round tries the rest again."""
    fresh_or_failed = Q(attempts=0) | ~Q(last_error="")
    due = Q(retry_at=None) | Q(retry_at__lte=clock.now())
    waiting = Notice.objects.filter(fresh_or_failed, due, ward=ward_id, sent_at=None, attempts__lt=MOST_ATTEMPTS)
    rows = waiting.select_related("ward").order_by("queued_at", "pk")
    return sum(_send(notice) for notice in rows.iterator(chunk_size=200))


def _send(notice: Notice) -> bool:
    # The row is claimed first, so that two workers do not send the same notice twice.
    claimed = Notice.objects.filter(pk=notice.pk, sent_at=None, attempts=notice.attempts)
    if not claimed.update(attempts=F("attempts") + 1, last_error=""):
        return False
    try:
        _letter_of(notice).send(using=_mailer_of(notice))
    except (SMTPException, OSError) as problem:
        _note_failure(notice, problem)
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=clock.now(), retry_at=None)
    return True


def _letter_of(notice: Notice) -> EmailMessage:
    body = notice.body
    headers = {"Auto-Submitted": "auto-generated", **notice.headers}
    if notice.leave_address:
        body += f"\n--\nThôi nhận tin: {notice.leave_address}\n"
        headers["List-Unsubscribe"] = f"<{notice.leave_address}>"
    return EmailMessage(notice.subject, body, notice.sender or None, to=[notice.recipient], headers=headers)


def _mailer_of(notice: Notice) -> str:
    """Of a demonstration ward nothing leaves the house, whatever accounts are set."""
    if notice.ward.is_demonstration:
        return "console"
    return notice.mailer if notice.mailer in settings.MAILERS else "default"


def _note_failure(notice: Notice, problem: Exception) -> None:
    is_final = isinstance(problem, SMTPRecipientsRefused) and all(
        code >= 500 for code, _ in problem.recipients.values()
    )
    attempts = MOST_ATTEMPTS if is_final else notice.attempts + 1
    Notice.objects.filter(pk=notice.pk).update(
        attempts=attempts,
        last_error=type(problem).__name__,
        retry_at=clock.now() + FIRST_DELAY * 4**notice.attempts,
    )
    log.warning("notice %s was not sent: %s", notice.pk, type(problem).__name__)


@task()
def check_books(check_id: int) -> None:
    """Recompute every book of a ward as somebody asked, telling how far it is, and keep what was found."""
    asked = AuditCheck.objects.select_related("ward").get(pk=check_id)

    def tick(entries: int) -> None:
        AuditCheck.objects.filter(pk=check_id).update(done=F("done") + entries)

    found = list(chains.check(asked.ward, tick))
    report_check(check=asked, found=found, by=SYSTEM, at=clock.now())
    for each in found:
        if each.broken:
            log.error("audit book %s of ward %s is broken at entry %s", each.book, each.ward, each.broken.number)


def send_again(ward: Ward) -> None:
    """Try what has not gone out yet once more."""
    deliver.enqueue(ward.pk)


OFTEN = [send_again]
