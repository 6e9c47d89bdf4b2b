"""The round of the mailboxes: what is new on the server is taken, one mail at a time, each in its own transaction."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import Q

from danchu.core.actors import SYSTEM
from danchu.inspect.actions.mail import Numbered, take_mail
from danchu.inspect.mail_reading import Letter, read
from danchu.inspect.mail_server import Folder, ServerProblem, opened
from danchu.inspect.models import Mailbox
from danchu.lib import clock

MOST_AT_ONCE = 200
STALE = timedelta(minutes=15)
"""After so long, a round that has not let go of a mailbox is taken for dead."""
log = logging.getLogger(__name__)


def fetch(mailbox: Mailbox) -> int:
    """Take what is new in ``mailbox``; returns how many mails were handled. A server that does not answer is written
    down, not raised."""
    now = clock.now()
    account = settings.MAILBOXES.get(mailbox.account)
    if account is None:
        _release(mailbox, now, "Máy chủ chưa được đặt tài khoản này. Báo người quản trị máy chủ.")
        return 0
    if not _claim(mailbox, now, now - STALE):
        return 0
    error = "Lần nhận thư bị ngắt giữa chừng."
    taken = 0
    try:
        with opened(account) as folder:
            mailbox.refresh_from_db()
            highest = folder.highest()
            waiting = folder.new(mailbox.epoch, mailbox.last_uid)
            for uid in waiting[:MOST_AT_ONCE]:
                _take(mailbox, folder, uid)
                folder.mark_handled(uid)
                taken += 1
            if len(waiting) <= MOST_AT_ONCE:  # what somebody had read before the first round stays as it is
                _remember(mailbox, folder.epoch, highest)
        error = ""
    except ServerProblem as problem:
        error = str(problem)
        log.warning("mailbox %s of ward %s: %s", mailbox.pk, mailbox.ward.code, type(problem.__cause__).__name__)
    finally:
        _release(mailbox, clock.now(), error)
    return taken


def _take(mailbox: Mailbox, folder: Folder, uid: int) -> None:
    about = folder.about(uid)
    letter = read(folder.content(uid, about.size), size=about.size or None)
    arrived_at = about.arrived_at or clock.now()
    try:
        _hand_over(mailbox, folder, uid, letter, arrived_at)
    except (OperationalError, InterfaceError):
        raise  # of the database, not of this mail: the next round comes to it again
    except Exception:
        log.exception("mailbox %s: mail %s could not be handled and is set aside", mailbox.pk, uid)
        bare = Letter(sender=letter.sender, message_id=letter.message_id, size=letter.size, broken=True)
        _hand_over(mailbox, folder, uid, bare, arrived_at)


def _hand_over(mailbox: Mailbox, folder: Folder, uid: int, letter: Letter, arrived_at: datetime) -> None:
    take_mail(
        mailbox=mailbox,
        letter=letter,
        number=Numbered(folder.epoch, uid),
        arrived_at=arrived_at,
        by=SYSTEM,
        at=clock.now(),
    )


def _claim(mailbox: Mailbox, now: datetime, until: datetime) -> bool:
    """Whether this process may read ``mailbox`` now: no other has taken it since ``until``."""
    free = Q(beat=None) | Q(beat__lt=until)
    return bool(Mailbox.objects.filter(free, pk=mailbox.pk).update(beat=now))


def _release(mailbox: Mailbox, at: datetime, error: str) -> None:
    """Let others read it, and keep how it went."""
    done = {} if error else {"checked_at": at}
    Mailbox.objects.filter(pk=mailbox.pk).update(beat=None, last_error=error[:200], **done)


def _remember(mailbox: Mailbox, epoch: int, uid: int) -> None:
    """That everything up to ``uid`` was seen to."""
    behind = ~Q(epoch=epoch) | Q(last_uid__lt=uid)
    Mailbox.objects.filter(behind, pk=mailbox.pk).update(epoch=epoch, last_uid=uid)
