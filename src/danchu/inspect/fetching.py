"""The round of the mailboxes: what is new on the server is taken, one mail at a time, each in its own transaction."""

import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import F, Q

from danchu.core.actors import SYSTEM
from danchu.core.files import confined
from danchu.core.files.checks import FileRefused, check
from danchu.inspect import mail_reading
from danchu.inspect.actions.mail import Numbered, take_mail
from danchu.inspect.mail_reading import Enclosed, Letter
from danchu.inspect.mail_server import Folder, ServerProblem, opened
from danchu.inspect.models import Mailbox
from danchu.lib import clock

MOST_AT_ONCE = 200
MOST_SECONDS = 240
"""After so long, the rest of a mailbox waits for the next round, so that the others come to their turn."""
MOST_TRIES = 2
STALE = timedelta(minutes=15)
"""After so long, a round that has not let go of a mailbox is taken for dead."""
BOUNDS = confined.Bounds(processor=20, memory=700_000_000, clock=90)
TOO_HEAVY = "Đọc thư này mất quá nhiều thời gian hoặc bộ nhớ nên phần mềm dừng lại. Hãy xem thư gốc trên máy chủ thư."
STOPPED = "Phần mềm đã hai lần bị ngắt khi đang nhận thư này nên không đọc nữa. Hãy xem thư gốc trên máy chủ thư."
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
            until = time.monotonic() + MOST_SECONDS
            for uid in waiting[:MOST_AT_ONCE]:
                if time.monotonic() > until:
                    break
                _take(mailbox, folder, uid)
                folder.mark_handled(uid)
                taken += 1
            if taken == len(waiting):  # what somebody had read before the first round stays as it is
                _remember(mailbox, folder.epoch, highest)
        error = ""
    except ServerProblem as problem:
        error = str(problem)
        log.warning("mailbox %s of ward %s: %s", mailbox.pk, mailbox.ward.code, type(problem.__cause__).__name__)
    finally:
        _release(mailbox, clock.now(), error)
    return taken


def _take(mailbox: Mailbox, folder: Folder, uid: int) -> None:
    """Take one mail. That it is being taken is written down before anything of it is read: one that ends the process
    itself is set aside when its turn comes again, and not read."""
    if _begun(mailbox, uid) > MOST_TRIES:
        _hand_over(mailbox, folder, uid, Letter(broken=True, notes=(STOPPED,)), clock.now())
        return
    try:
        _take_in(mailbox, folder, uid)
    except (OperationalError, InterfaceError, ServerProblem):  # not of this mail: the next round comes to it again
        Mailbox.objects.filter(pk=mailbox.pk).update(tries=0)
        raise


def _take_in(mailbox: Mailbox, folder: Folder, uid: int) -> None:
    about = folder.about(uid)
    letter = _with_files_checked(_read(folder.content(uid, about.size), about.size or None))
    arrived_at = about.arrived_at or clock.now()
    try:
        _hand_over(mailbox, folder, uid, letter, arrived_at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("mailbox %s: mail %s could not be handled and is set aside", mailbox.pk, uid)
        bare = Letter(sender=letter.sender, message_id=letter.message_id, size=letter.size, broken=True)
        _hand_over(mailbox, folder, uid, bare, arrived_at)


def _read(raw: bytes, size: int | None) -> Letter:
    try:
        return Letter.of(*confined.ask(mail_reading.__name__, raw, bounds=BOUNDS, size=size))
    except confined.Busy as busy:
        raise ServerProblem(busy.message) from busy
    except FileRefused:
        return Letter(size=size or len(raw), broken=True, notes=(TOO_HEAVY,))


def _with_files_checked(letter: Letter) -> Letter:
    """Before the act, since nobody else can write while it lasts."""
    return replace(letter, files=tuple(_checked(each) for each in letter.files))


def _checked(file: Enclosed) -> Enclosed:
    try:
        return replace(file, found=check(BytesIO(file.content), file.name))
    except confined.Busy as busy:
        raise ServerProblem(busy.message) from busy
    except FileRefused as refused:
        return replace(file, found=refused.message)


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


def _begun(mailbox: Mailbox, uid: int) -> int:
    """How often the mail was begun, this time included."""
    row = Mailbox.objects.filter(pk=mailbox.pk)
    if not row.filter(trying_uid=uid).update(tries=F("tries") + 1):
        row.update(trying_uid=uid, tries=1)
    return row.values_list("tries", flat=True).get()


def _release(mailbox: Mailbox, at: datetime, error: str) -> None:
    """Let others read it, and keep how it went."""
    done = {} if error else {"checked_at": at}
    Mailbox.objects.filter(pk=mailbox.pk).update(beat=None, last_error=error[:200], **done)


def _remember(mailbox: Mailbox, epoch: int, uid: int) -> None:
    """That everything up to ``uid`` was seen to."""
    behind = ~Q(epoch=epoch) | Q(last_uid__lt=uid)
    Mailbox.objects.filter(behind, pk=mailbox.pk).update(epoch=epoch, last_uid=uid)
